"""What the worker does once organisations changed their name or went over: search texts and mails."""

from django.db import transaction

from members import mails, merging
from members.models import GovernmentChange, Organization, OrganizationMerge, Section
from office import index


def after_change(change: GovernmentChange, *, by_clock: bool) -> None:
    """May run twice: texts are written anew, a mail has a key."""
    for merged in change.merges.all():
        _take_late_rows(merged)
    refresh_texts(_organizations_of(change))
    _tell_members(change)
    if by_clock and change.is_done:
        for mailbox in sorted(mails.secretariat_mailboxes()):
            mails.send(
                "government_done",
                to=mailbox,
                key=f"members.government_done:{change.pk}:{mailbox}",
                change=change,
            )


def after_merge(merged: OrganizationMerge) -> None:
    _take_late_rows(merged)
    refresh_texts({merged.survivor_id, merged.absorbed_id})


def _take_late_rows(merged) -> None:
    with transaction.atomic():
        locked = OrganizationMerge.objects.select_for_update(of=("self",)).get(pk=merged.pk)
        if not locked.reverted_at and locked.absorbed.merged_into_id == locked.survivor_id:
            merging.take_late_rows(locked)


def _organizations_of(change) -> set[int]:
    followed = change.moved.get("organization")
    pks = {pk for pair in change.merges.values_list("survivor_id", "absorbed_id") for pk in pair}
    return pks | ({followed["pk"]} if followed else set())


def refresh_texts(organizations: set[int]) -> None:
    """Search texts of these organisations and of all that stands in their names."""
    for pk in organizations:
        index.refresh_key(Organization._meta.label_lower, pk)
    known = set(index.registered())
    for field in merging.moving_fields():
        rows = field.model._base_manager.filter(**{f"{field.name}__in": organizations})
        owner = field.model._meta.auto_created
        if link := getattr(field.model, "FOUND_WITH", ""):  # who is asked finds what he is asked
            owner = field.model._meta.get_field(link).related_model
            rows = owner._base_manager.filter(pk__in=rows.values(link))
        elif owner in known:  # who is chosen to read a text finds it
            rows = owner._base_manager.filter(pk__in=rows.values(owner._meta.model_name))
        elif field.model not in known:
            continue
        index.refresh_all(owner or field.model, rows.order_by("pk").iterator(chunk_size=500))


def _tell_members(change) -> None:
    """The mailboxes of the members it is about: done, or taken back."""
    sections = Section.objects.open().filter(organization__in=_organizations_of(change))
    for section in sections.select_related("organization__local_government"):
        mails.send(
            "government_changed",
            to=section.mailbox,
            key=f"members.government_changed:{change.pk}:{change.state}:{section.pk}",
            change=change,
            section=section,
            predecessors=[each.predecessor for each in change.successions.select_related("predecessor")],
        )
