"""How one organisation goes over into another (会員の統合), and what of it is noted for its paper."""

from common.audit_log.actions import record
from members.mergers import repoint
from members.mergers.models import OrganizationMerge
from members.organizations.actions import end_membership
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User

# What tells of its time, or refers to the organisation that it was then. Everything else moves.
NOT_TRANSFERRED = {
    "members.Organization.merged_into": "who went over into whom earlier stays true",
    "members.OrganizationMerge.survivor": "the record of an earlier merge",
    "members.OrganizationMerge.absorbed": "the record of an earlier merge",
    "members.GovernmentChange.survivor": "the record of an earlier change",
    "members.Confirmation.organization": "what was confirmed was the record of that organisation",
    "members.Membership.organization": "when that organisation was a member",
    "members.Withdrawal.organization": "its own word that it leaves",
    "members.Review.organization": "the change was seen, or is to be seen, in that organisation's record",
}


def transferred_fields():
    """The foreign keys whose rows go over to the survivor."""
    fields = repoint.foreign_keys_to(Organization)
    return [field for field in fields if repoint.field_key(field) not in NOT_TRANSFERRED]


def transfer_to_survivor(*, survivor, absorbed, day, by, change=None) -> OrganizationMerge:
    """Let the survivor take over everything workable; both rows are locked and allowed by the caller."""
    names = _rename_sections_of_one_name(survivor, absorbed)
    merged = OrganizationMerge(
        survivor=survivor,
        absorbed=absorbed,
        survivor_name=survivor.full_name,
        absorbed_name=absorbed.full_name,
        change=change,
        moved={"rows": {}, "stuck": {}, "section_names": names},
        merged_by=by,
    )
    _move_rows(merged)
    if absorbed.joined_on and not absorbed.withdrawn_on:
        reason = f"{survivor.full_name}への統合"
        end_membership(organization=absorbed, by=by, on=day, reason=reason)
    absorbed.merged_into = survivor
    absorbed.save(update_fields=["merged_into"])
    merged.save()
    facts = {"survivor": survivor.full_name, "absorbed": absorbed.full_name}
    record(by=by, verb="members.organization_merged", obj=absorbed, **facts)
    changed = [f"{before} → {after}" for before, after in names]
    record(by=by, verb="members.organization_took_over", obj=survivor, **facts, sections=changed)
    return merged


def transfer_late_rows(merged: OrganizationMerge) -> None:
    """Move what was being written while the merge was done, and waited for it with the old organisation."""
    if _move_rows(merged):
        merged.save(update_fields=["moved"])


def _move_rows(merged) -> int:
    """Move every row that may go, and note which; returns how many went."""
    rows, stuck, number = merged.moved["rows"], merged.moved["stuck"], 0
    for field in transferred_fields():
        key = repoint.field_key(field)
        moved, left = repoint.repoint(field, away=merged.absorbed, to=merged.survivor)
        if moved:
            rows[key] = [*rows.get(key, []), *moved]
            number += len(moved)
        if left:
            stuck[key] = left
    sections = Section.objects.filter(pk__in=rows.get("members.Section.organization", ()))
    people = User.objects.active().filter(section__in=sections).order_by("section_id", "pk")
    merged.moved["sections"] = list(sections.order_by("pk").values_list("name", flat=True))
    merged.moved["people"] = list(people.values_list("name", flat=True))
    return number


def _rename_sections_of_one_name(survivor, absorbed) -> list[list]:
    """Sections of one name in both get 「(旧○○町)」 behind theirs: [before, after] of each."""
    taken = set(survivor.sections.values_list("name", flat=True))
    own = set(absorbed.sections.values_list("name", flat=True))
    renamed = []
    for section in absorbed.sections.filter(name__in=taken).order_by("pk"):
        name = _free_name(section.name, absorbed.name, taken | own)
        renamed.append([section.name, name])
        Section.objects.filter(pk=section.pk).update(name=name)
        taken.add(name)
    return renamed


def _free_name(name, body, taken) -> str:
    longest = Section._meta.get_field("name").max_length
    for number in range(1, len(taken) + 2):
        tail = f"（旧{body[:40]}{number if number > 1 else ''}）"
        candidate = name[: longest - len(tail)] + tail
        if candidate not in taken:
            return candidate
    raise AssertionError("one more name than there are")  # pragma: no cover


def merge_report(merged: OrganizationMerge) -> dict:
    """What was moved, for the screen and on paper: the same for a dry run and afterwards."""
    moved = merged.moved
    return {
        **moved,
        "merge": merged,
        "rows": repoint.rows_in_words(moved["rows"]),
        "stuck": repoint.rows_in_words(moved["stuck"]),
    }
