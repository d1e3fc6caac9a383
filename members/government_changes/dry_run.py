"""A dry run (試算): the change is applied and rolled back, so that what is shown is what will be done."""

from common.refusals import ActionRefused
from members.government_changes.actions import (
    apply_government_change,
    lock_government_change,
    plan_government_change,
)
from members.government_changes.models import GovernmentChange
from members.government_changes.queries import records_naming
from members.mergers import transfer
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


def report_of_change(change: GovernmentChange) -> dict:
    """What a change did (or, in a dry run, does): everything is read here, nothing later."""
    successions = list(change.successions.select_related("predecessor", "successor"))
    merges = list(change.merges.order_by("pk"))
    ending = [each.predecessor for each in successions]
    absorbed = [merged.absorbed_id for merged in merges]
    followed = change.moved.get("organization") or {}
    former = Organization.objects.filter(local_government__in=ending, merged_into=None)
    return {
        "ending": ending,
        "successor": next((each.successor for each in successions if each.successor), None),
        "organization": Organization.objects.filter(pk=followed.get("pk")).first(),
        "name_changes": followed.get("changes", {}),
        "merges": [transfer.merge_report(merged) for merged in merges],
        "not_members": list(former.exclude(pk__in=[*absorbed, followed.get("pk")])),
        "records": records_naming(ending),
    }
