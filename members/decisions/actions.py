from django.utils import timezone

from common.refusals import ActionRefused


def lock_undecided(row):
    """The row as it is now, held until the end of the transaction; refused where somebody was quicker."""
    # no joins: a row that was waited for comes back new, but what it was joined with comes back old
    locked = type(row).objects.select_for_update().get(pk=row.pk)
    if locked.decided_by_id:
        raise ActionRefused(
            f"この{row.NOUN}は、{locked.decided_by.name}さんが先に"
            f"「{locked.get_state_display()}」にしました。もう一度操作する必要はありません。"
        )
    return locked


def decide(row, state, by, reason="") -> None:
    """The caller holds the row."""
    row.state, row.reason = state, reason
    row.decided_by, row.decided_at = by, timezone.now()
    row.save()
