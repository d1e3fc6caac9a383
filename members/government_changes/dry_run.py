"""A dry run (試算): the change is applied and rolled back, so that what is shown is what will be done."""

from common.refusals import ActionRefused
from members.government_changes.actions import (
    apply_government_change,
    lock_government_change,
    plan_government_change,
)
from members.government_changes.models import GovernmentChange
from members.government_changes.queries import records_naming
from members.government_changes.reverts import undo_government_change
from members.mergers import repoint, transfer
from members.mergers.dry_run import rolled_back
from members.organizations.models import Organization


def dry_run_new_change(*, facts, predecessors, by) -> dict:
    """What a change that is being typed would do."""

    def action():
        change = plan_government_change(facts=facts, predecessors=predecessors, by=by)
        apply_government_change(change, by)
        return report_of_change(change)

    return rolled_back(action)


def dry_run_change(change, by) -> dict:
    """What a planned change would do if today were its day."""

    def action():
        locked = lock_government_change(change)
        if not locked.is_planned:
            raise ActionRefused(f"この変更は、すでに「{locked.get_state_display()}」です。")
        apply_government_change(locked, by)
        return report_of_change(locked)

    return rolled_back(action)


def dry_run_revert(change, by) -> dict:
    """What taking a change back would put back."""

    def action():
        locked = lock_government_change(change)
        if not locked.is_done:
            raise ActionRefused(f"この変更は「{locked.get_state_display()}」のため、取り消せません。")
        undo_government_change(locked, by)
        return report_of_change(locked)

    return rolled_back(action)


def report_of_change(change: GovernmentChange) -> dict:
    """What a change did (or, in a dry run, does): everything is read here, nothing later."""
    successions = list(change.successions.select_related("predecessor", "successor"))
    merges = list(change.merges.select_related("survivor", "absorbed").order_by("pk"))
    ending = [each.predecessor for each in successions]
    absorbed = [merged.absorbed_id for merged in merges]
    followed = change.moved.get("organization") or {}
    former = Organization.objects.filter(local_government__in=ending, merged_into=None)
    return {
        "reverted": change.state == change.State.REVERTED,
        "ending": ending,
        "successor": next((each.successor for each in successions if each.successor), None),
        "organization": Organization.objects.filter(pk=followed.get("pk")).first(),
        "name_changes": _name_changes(change, followed),
        "merges": transfer.merge_reports(merges),
        "not_members": list(former.exclude(pk__in=[*absorbed, followed.get("pk")])) if change.is_done else [],
        "records": records_naming(ending),
        "left": change.moved.get("left", []),
        "references": _references(change.moved.get("references", {})),
    }


def _name_changes(change, followed: dict) -> list[tuple[str, str, str]]:
    """(label, before, after) of what the member that goes on is called; the other way where taken back."""
    found = []
    for name, before in followed.get("before", {}).items():
        if name != "local_government_id":
            label = str(Organization._meta.get_field(name).verbose_name)
            shown = [before or "なし", followed["after"][name] or "なし"]
            found.append((label, *(shown[::-1] if change.reverted_at else shown)))
    return [row for row in found if row[0] not in change.moved.get("left", [])]


def _references(moved: dict) -> list[tuple[str, int, int]]:
    """(what they are called, how many went back, how many stay) of rows that name the body that was new."""
    rows = ((repoint.field_by_key(key), numbers) for key, numbers in moved.items())
    return [
        (repoint.rows_in_words(field), numbers.get("back", 0), numbers.get("stay", 0))
        for field, numbers in rows
        if field
    ]
