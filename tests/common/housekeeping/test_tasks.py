"""The worker itself: a mail server that is down and comes back, a worker that died."""

import datetime
import os
import uuid
from pathlib import Path

import pytest
import time_machine
from django.core import mail as outbox
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from common import jobs
from common.attachments.actions import (
    attach_files,
    discard_contents_without_rows,
    discard_orphaned_files,
    discard_unowned_files,
)
from common.attachments.models import StoredFile
from common.clock_runs.actions import RUN_TASK
from common.housekeeping import tasks
from common.housekeeping.actions import delete_expired_cache
from common.idempotency.actions import delete_old_keys
from common.idempotency.models import IdempotencyKey
from common.outbox import carrier
from common.outbox.models import OutgoingMail
from members.organizations.models import Organization
from tests.mails import send_mail
from tests.worker import run_worker

MAIL = {"to": "kikaku@city.example", "subject": "件名", "body": "本文", "purpose": "test"}


def job_rows():
    return list(ProcrastinateJob.objects.order_by("id").values_list("task_name", "status", "attempts"))


@pytest.mark.django_db(transaction=True)
class TestWorker:
    def test_it_delivers(self):
        send_mail(key="a", **MAIL)
        run_worker()
        assert OutgoingMail.objects.get().state == "sent"
        assert len(outbox.outbox) == 1
        assert job_rows() == []

    def test_it_comes_back_after_a_failure(self, settings):
        settings.EMAIL_BACKEND = "tests.common.outbox.mail_backends.Refusing"
        settings.CARRIER_ERROR = ConnectionRefusedError("down")
        send_mail(key="a", **MAIL)
        run_worker()
        assert OutgoingMail.objects.get().state == "queued"
        job = ProcrastinateJob.objects.get()
        assert job.status == "todo"
        assert 50 < (job.scheduled_at - timezone.now()).total_seconds() <= 60
        assert not any(jobs.waiting_seconds().values())
        carrier.pause(0)
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET scheduled_at = now()")
        run_worker()
        assert OutgoingMail.objects.get().state == "sent"

    def test_a_mail_that_is_gone_is_no_error(self):
        mail = send_mail(key="a", **MAIL)
        mail.delete()
        run_worker()
        assert job_rows() == []

    def test_jobs_of_a_dead_worker_are_done_by_the_next(self):
        send_mail(key="a", **MAIL)
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) "
                "VALUES (now() - interval '1 hour') RETURNING id"
            )
            cursor.execute(
                "UPDATE procrastinate_jobs SET status = 'doing', worker_id = %s", [cursor.fetchone()[0]]
            )
        run_worker()
        assert OutgoingMail.objects.get().state == "queued"  # nobody may take a job that is being done
        jobs.defer(RUN_TASK, name="common.rescue_jobs")
        run_worker()
        run_worker()
        assert OutgoingMail.objects.get().state == "sent"

    def test_a_dead_rescue_does_not_stop_the_next(self):
        for attempts, name in (
            (0, "common.rescue_jobs"),
            (0, "common.nightly_cleanup"),
            (tasks.MAX_RESCUES, None),
        ):
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO procrastinate_jobs (queue_name, task_name, status, queueing_lock, attempts) "
                    "VALUES ('default', 'common.housekeeping.tasks.rescue_jobs', 'doing', %s, %s)",
                    [name, attempts],
                )
        jobs.defer(RUN_TASK, name="common.rescue_jobs")
        run_worker()
        run_worker()
        assert {status for _, status, _ in job_rows()} == {"failed"}

    def test_the_periodic_tasks_run(self):
        for name in ("requeue_mails", "nightly_cleanup", "delete_old_jobs"):
            jobs.defer(RUN_TASK, name=f"common.{name}")
        run_worker()
        assert job_rows() == []


def stored(by=None, to=None, hours=0):
    file = StoredFile(name="a.txt", kind="text/plain", size=1, sha256="0" * 64, uploaded_by=by)
    file.content.save("a.txt", ContentFile(b"a"), save=False)
    file.created_at = timezone.now() - datetime.timedelta(hours=hours)
    file.save(force_insert=True)
    if to is not None:
        attach_files([file], to=to)
    return file


@pytest.mark.django_db
class TestHousekeeping:
    def test_old_tokens_are_forgotten(self):
        old = IdempotencyKey.objects.create(
            token=uuid.uuid4(), result_url="/", created_at=timezone.now() - datetime.timedelta(days=8)
        )
        new = IdempotencyKey.objects.create(token=uuid.uuid4(), result_url="/")
        assert delete_old_keys(older_than=datetime.timedelta(days=7)) == 1
        assert list(IdempotencyKey.objects.all()) == [new]
        assert old != new

    def test_uploads_of_unfinished_forms_go(self, sakai, django_capture_on_commit_callbacks):
        old, new, owned = stored(hours=25), stored(hours=23), stored(to=sakai, hours=99)
        with django_capture_on_commit_callbacks(execute=True):
            assert discard_unowned_files(older_than=datetime.timedelta(hours=24)) == 1
        assert set(StoredFile.objects.all()) == {new, owned}
        assert not old.content.storage.exists(old.content.name)
        assert new.content.storage.exists(new.content.name)

    def test_contents_without_a_row_go_after_a_day(self, sakai, settings):
        kept, lost = stored(to=sakai), stored(to=sakai)
        storage = kept.content.storage
        copy, foreign = f"{lost.content.name}-w320", "ab/readme.txt"
        for path in (copy, f"{kept.content.name}-w320", foreign):
            storage.save(path, ContentFile(b"x"))
        now = timezone.now().timestamp()  # files bear the time of the machine, not that of the tests
        for path in Path(storage.location).rglob("*"):
            os.utime(path, (now, now))
        StoredFile.objects.filter(pk=lost.pk).delete()  # its content stays, as after an upload that failed
        assert discard_contents_without_rows(older_than=datetime.timedelta(hours=24)) == 0
        with time_machine.travel(timezone.now() + datetime.timedelta(hours=25)):
            assert discard_contents_without_rows(older_than=datetime.timedelta(hours=24)) == 2
        assert not storage.exists(lost.content.name)
        assert not storage.exists(copy)
        assert all(map(storage.exists, (kept.content.name, f"{kept.content.name}-w320", foreign)))

    def test_a_storage_without_any_upload_is_empty(self):
        assert discard_contents_without_rows(older_than=datetime.timedelta(0)) == 0

    @pytest.mark.usefixtures("no_cast")
    def test_files_of_deleted_owners_go(self, sakai, secretariat_body):
        kept, orphan = stored(to=sakai), stored(to=secretariat_body)
        Organization.objects.filter(pk=secretariat_body.pk).update(kind="association")
        secretariat_body.sections.all().delete()
        secretariat_body.delete()
        assert discard_orphaned_files() == 1
        assert list(StoredFile.objects.all()) == [kept]
        assert orphan != kept

    def test_what_the_cache_kept_beyond_its_time_goes(self):
        cache.set("old", 1, timeout=0.001)
        cache.set("new", 1, timeout=60)
        with time_machine.travel(timezone.now() + datetime.timedelta(seconds=2)):
            assert delete_expired_cache() >= 1
        assert cache.get("new") == 1
