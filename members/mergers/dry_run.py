from django.db import IntegrityError, transaction

from common.refusals import ActionRefused
from members.mergers import transfer
from members.mergers.actions import CHANGED_MEANWHILE, apply_merge


def rolled_back(action):
    """What the action returns; the database is afterwards as it was before."""
    try:
        with transaction.atomic():
            found = action()
            transaction.set_rollback(True)
    except IntegrityError as error:
        raise ActionRefused(CHANGED_MEANWHILE) from error
    return found


def dry_run_merge(survivor, absorbed, by) -> dict:
    return rolled_back(lambda: transfer.merge_report(apply_merge(survivor, absorbed, by)))
