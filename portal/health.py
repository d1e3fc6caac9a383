"""What a load balancer and an operator ask: does the process live, can it work."""

import datetime
import shutil
import tempfile

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.utils import timezone

from common import jobs
from common.clock_runs.actions import silent_jobs
from portal import outages

STARTED, GRACE = timezone.now(), datetime.timedelta(minutes=30)
DISK_MB, MB = 200, 1024 * 1024  # less room than this for what is uploaded next
WORKER_SECONDS = 60  # a worker gives a sign of life every ten
NO_ANSWER = "database: no answer"

_migrated: set[str] = set()  # databases known to be migrated: applied migrations do not go away


@login_not_required
def healthz(request):
    """The process answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@login_not_required
def readyz(request):
    """200 when the database answers, is migrated, and the worker keeps up; else 503 with the reasons."""
    try:
        reasons = _unready() if outages.database_answers() else [NO_ANSWER]
    except Error as error:
        if outages.is_outage(error):
            outages.note_outage()
        reasons = [NO_ANSWER]
    return HttpResponse(
        "".join(f"{line}\n" for line in reasons or ["ok"]),
        status=503 if reasons else 200,
        content_type="text/plain",
        headers={"Cache-Control": "no-store"},
    )


def _unready() -> list[str]:
    missing = _unapplied()
    if missing:
        return [f"migrations: {missing} not applied"]
    reasons = [
        f"queue: the oldest job has waited {int(age)} seconds ({kind.name})"
        for kind, age in jobs.waiting_seconds().items()
        if age > kind.patience
    ]
    silence = int(jobs.worker_silence_seconds())
    reasons += [f"worker: no sign of life for {silence} seconds"] if silence > WORKER_SECONDS else []
    reasons += _full_disks()
    if timezone.now() - STARTED > GRACE:  # after a standstill the worker catches up first
        reasons += [f"clock: {name} is silent" for name in silent_jobs(timezone.now())]
    return reasons


def _full_disks() -> list[str]:
    """Where uploads are kept, and where they arrive."""
    free = {folder: shutil.disk_usage(folder).free // MB for folder in (settings.VAR, tempfile.gettempdir())}
    return [f"disk: {room} MB free in {folder}" for folder, room in free.items() if room < DISK_MB]


def _unapplied() -> int:
    name = connection.settings_dict["NAME"]
    if name in _migrated:
        return 0
    executor = MigrationExecutor(connection)
    missing = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if not missing:
        _migrated.add(name)
    return missing
