from django.db import IntegrityError, transaction

from common.refusals import ActionRefused
from members.mergers import transfer
from members.mergers.actions import CHANGED_MEANWHILE, apply_merge, undo_merge
from members.mergers.models import OrganizationMerge


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


def dry_run_revert_merge(merged, by) -> dict:
    def action():
        locked = OrganizationMerge.objects.select_for_update(of=("self",)).get(pk=merged.pk)
        undo_merge(locked, by)
        return transfer.merge_report(locked)

    return rolled_back(action)
