"""A trial (試算): the deed is done and rolled back, so that what is shown and what is done cannot differ."""

from collections import Counter

from django.db import IntegrityError, transaction
from django.db.models import Count, Value

from members import merging, shifting
from members.actions.government_reverts import revert_now, take_back_merge
from members.actions.governments import OVERTAKEN, change_now, lock_change, plan_change
from members.actions.merges import merge_now
from members.models import GovernmentChange, LocalGovernment, Organization, OrganizationMerge
from members.refusals import Refused


def _rolled_back(deed):
    """What the deed gives, of a database that will not have seen it."""
    try:
        with transaction.atomic():
            found = deed()
            transaction.set_rollback(True)
    except IntegrityError as error:
        raise Refused(OVERTAKEN) from error
    return found


def try_new_change(*, facts, predecessors, by) -> dict:
    """What a change that is being typed would do."""

    def deed():
        change = plan_change(facts=facts, predecessors=predecessors, by=by)
        change_now(change, by)
        return report_of_change(change)

    return _rolled_back(deed)


def try_change(change, by) -> dict:
    """What a planned change would do if today were its day."""

    def deed():
        locked = lock_change(change)
        if not locked.is_planned:
            raise Refused(f"この変更は、すでに「{locked.get_state_display()}」です。")
        change_now(locked, by)
        return report_of_change(locked)

    return _rolled_back(deed)


def try_revert(change, by) -> dict:
    """What taking a change back would put back."""

    def deed():
        locked = lock_change(change)
        if not locked.is_done:
            raise Refused(f"この変更は「{locked.get_state_display()}」のため、取り消せません。")
        revert_now(locked, by)
        return report_of_change(locked)

    return _rolled_back(deed)


def try_merge(survivor, absorbed, by) -> dict:
    return _rolled_back(lambda: merging.report(merge_now(survivor, absorbed, by)))


def try_revert_merge(merged, by) -> dict:
    def deed():
        locked = OrganizationMerge.objects.select_for_update(of=("self",)).get(pk=merged.pk)
        take_back_merge(locked, by)
        return merging.report(locked)

    return _rolled_back(deed)


def report_of_change(change: GovernmentChange) -> dict:
    """What a change did (or, in a trial, does): everything is read here, nothing later."""
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
        "merges": merging.reports(merges),
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


def records_naming(governments) -> list[tuple[str, int]]:
    """(what they are called, how many): records of other rooms, which keep the names of their time."""
    counts, names = [], []
    for field in shifting.references(LocalGovernment):
        if field.model._meta.app_label != "members":
            rows = field.model._base_manager.filter(**{f"{field.name}__in": governments}).order_by()
            kind = rows.annotate(named_as=Value(len(names))).values("named_as")
            counts.append(kind.annotate(rows_found=Count("pk")).values_list("named_as", "rows_found"))
            names.append(shifting.named(field))
    found: Counter[str] = Counter()
    for kind, number in counts[0].union(*counts[1:], all=True) if counts else ():
        found[names[kind]] += number
    return [(name, number) for name, number in found.items() if number]


def _references(kept: dict) -> list[tuple[str, int, int]]:
    """(what they are called, how many went back, how many stay) of rows that name the body that was new."""
    rows = ((shifting.field_of(key), numbers) for key, numbers in kept.items())
    return [
        (shifting.named(field), numbers.get("back", 0), numbers.get("stay", 0))
        for field, numbers in rows
        if field
    ]
