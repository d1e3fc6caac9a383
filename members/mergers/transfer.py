"""How one organisation goes over into another (会員の統合), remembered so that it can be put back."""

from common.audit_log.actions import record
from members.mergers import repoint
from members.mergers.models import OrganizationMerge
from members.organizations.actions import end_membership, restore_membership
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
    rows, stuck = {}, {}
    for field in transferred_fields():
        key = repoint.field_key(field)
        rows[key], stuck[key] = repoint.repoint(field, None, away=absorbed, to=survivor)
    moved = {
        "rows": {key: pks for key, pks in rows.items() if pks},
        "stuck": {key: pks for key, pks in stuck.items() if pks},
        "section_names": names,
        "withdrawn_on": absorbed.withdrawn_on.isoformat() if absorbed.withdrawn_on else None,
    }
    if absorbed.joined_on and not absorbed.withdrawn_on:
        reason = f"{survivor.full_name}への統合"
        end_membership(organization=absorbed, by=by, on=day, reason=reason)
    absorbed.merged_into = survivor
    absorbed.save(update_fields=["merged_into"])
    made = OrganizationMerge.objects.create(
        survivor=survivor,
        absorbed=absorbed,
        survivor_name=survivor.full_name,
        absorbed_name=absorbed.full_name,
        change=change,
        moved=moved,
        merged_by=by,
    )
    facts = {"survivor": survivor.full_name, "absorbed": absorbed.full_name}
    record(by=by, verb="members.organization_merged", obj=absorbed, **facts)
    changed = [f"{before} → {after}" for _, before, after in names]
    record(by=by, verb="members.organization_took_over", obj=survivor, **facts, sections=changed)
    return made


def _rename_sections_of_one_name(survivor, absorbed) -> list[list]:
    """Sections of one name in both get 「(旧○○町)」 behind theirs: [pk, before, after] of each."""
    taken = set(survivor.sections.values_list("name", flat=True))
    own = set(absorbed.sections.values_list("name", flat=True))
    renamed = []
    for section in absorbed.sections.filter(name__in=taken).order_by("pk"):
        name = _free_name(section.name, absorbed.name, taken | own)
        renamed.append([section.pk, section.name, name])
        Section.objects.filter(pk=section.pk).update(name=name)
        taken.add(name)
    return renamed


def _free_name(name, body, taken) -> str:
    longest = Section._meta.get_field("name").max_length
    for number in range(1, len(taken) + 2):
        tail = f"(旧{body[:40]}{number if number > 1 else ''})"
        candidate = name[: longest - len(tail)] + tail
        if candidate not in taken:
            return candidate
    raise AssertionError("one more name than there are")  # pragma: no cover


def transfer_late_rows(merged: OrganizationMerge) -> int:
    """Move what was being written while the merge was done, and waited for it with the old organisation."""
    late = 0
    for field in transferred_fields():
        key = repoint.field_key(field)
        moved, _ = repoint.repoint(field, None, away=merged.absorbed, to=merged.survivor)
        if moved:
            merged.moved["rows"][key] = [*merged.moved["rows"].get(key, []), *moved]
            late += len(moved)
    if late:
        merged.save(update_fields=["moved"])
    return late


SECTIONS = "members.Section.organization"


def transfer_back(merged: OrganizationMerge, by) -> None:
    """Put back what was moved and still is where it was put; what cannot be put back is remembered.

    What belongs to a section goes where the section goes, also when it was written since the merge.
    """
    survivor, absorbed = merged.survivor, merged.absorbed
    moved = merged.moved["rows"]
    left, followed = {}, {}
    for key in sorted(moved, key=lambda key: key != SECTIONS):  # the sections first
        field = repoint.field_by_key(key)
        pks = moved[key]
        if field and (by_section := _section_of(field)):
            at_home = {f"{by_section}__organization": absorbed, "pk__in": pks}
            pks = list(
                repoint.rows_pointing_to(field, survivor).filter(**at_home).values_list("pk", flat=True)
            )
        back = repoint.repoint(field, pks, away=survivor, to=absorbed)[0] if field else []
        left[key] = sorted(set(moved[key]) - set(back), key=str)
    for pk, before, after in merged.moved["section_names"]:
        Section.objects.filter(pk=pk, organization=absorbed, name=after).update(name=before)
    for field in transferred_fields():
        if by_section := _section_of(field):
            rows = repoint.rows_pointing_to(field, survivor).filter(
                **{f"{by_section}__in": moved.get(SECTIONS, []), f"{by_section}__organization": absorbed}
            )
            since = list(rows.values_list("pk", flat=True))
            followed[repoint.field_key(field)] = repoint.repoint(field, since, away=survivor, to=absorbed)[0]
    absorbed.merged_into = None
    absorbed.save(update_fields=["merged_into"])
    if absorbed.withdrawn_on and not merged.moved["withdrawn_on"]:
        restore_membership(organization=absorbed, by=by)
    merged.moved["left"] = {key: pks for key, pks in left.items() if pks}
    merged.moved["followed"] = {key: pks for key, pks in followed.items() if pks}


def _section_of(field) -> str:
    """Name of the foreign key by which such a row belongs to a section; "" where it does not.

    A row without a section is possible where the key may be empty: such a key only mentions one.
    """
    fields = field.model._meta.fields
    return next((each.name for each in fields if each.related_model is Section and not each.null), "")


def merge_report(merged: OrganizationMerge) -> dict:
    """What was moved, for the screen: the same for a dry run, a merger and its undoing."""
    return merge_reports([merged])[0]


def merge_reports(merges: list[OrganizationMerge]) -> list[dict]:
    """The same of several, with two questions to the database however many there are."""
    sections = Section.objects.in_bulk(
        [pk for merged in merges for pk in merged.moved["rows"].get(SECTIONS, [])]
    )
    people: dict[int, list[User]] = {}
    for person in User.objects.active().filter(section__in=sections).order_by("section_id", "pk"):
        people.setdefault(person.section_id, []).append(person)
    return [_report(merged, sections, people) for merged in merges]


def _report(merged, sections, people) -> dict:
    moved = merged.moved
    left = moved.get("left", {})
    own = [sections[pk] for pk in moved["rows"].get(SECTIONS, []) if pk in sections]
    return {
        "merge": merged,
        "reverted": bool(merged.reverted_at),
        "counts": repoint.counts_in_words(
            {key: set(pks) - set(left.get(key, [])) for key, pks in moved["rows"].items()}
        ),
        "stuck": repoint.counts_in_words(moved["stuck"]),
        "section_names": [(before, after) for _, before, after in moved["section_names"]],
        "sections": own,
        "people": [person for section in own for person in people.get(section.pk, [])],
        "left": repoint.counts_in_words(left),
        "followed": repoint.counts_in_words(moved.get("followed", {})),
    }
