"""The times of membership (会員期間): the one door by which an organisation becomes a member or leaves."""

from django.db import transaction
from django.db.models import F, Q

from members.models import Membership, Organization
from office import calendar, index, register


def begin_membership(*, organization, by, application=None, on=None) -> Membership:
    """Register an organisation, new or come back, from a day on (today); saves the row as given."""
    with transaction.atomic():
        organization.joined_on = on or calendar.today()
        organization.withdrawn_on = None
        organization.save()
        membership = Membership.objects.create(
            organization=organization,
            joined_on=organization.joined_on,
            joined_by=by,
            application=application,
        )
        register.record(
            by=by,
            verb="members.organization_joined",
            obj=organization,
            application=application.number if application else "",
        )
        index.refresh(organization)
    return membership


def end_membership(*, organization, by, on, reason: str) -> Membership:
    """Take an organisation out of the members from a day on; people, topics and records stay as they are."""
    with transaction.atomic():
        open_missing_periods(Organization.objects.filter(pk=organization.pk))
        membership = Membership.objects.select_for_update().open().get(organization=organization)
        on = max(on, organization.joined_on)  # its date of joining may have been corrected meanwhile
        membership.joined_on = organization.joined_on
        membership.withdrawn_on = on
        membership.withdrawn_by = by
        membership.reason = reason
        membership.save(update_fields=["joined_on", "withdrawn_on", "withdrawn_by", "reason"])
        organization.withdrawn_on = on
        organization.save(update_fields=["withdrawn_on"])
        register.record(
            by=by, verb="members.organization_withdrawn", obj=organization, on=on.isoformat(), reason=reason
        )
        index.refresh(organization)
    return membership


def restore_membership(*, organization, by) -> Membership:
    """Undo an end that was a mistake: the newest period goes on as if nothing had been."""
    with transaction.atomic():
        membership = organization.memberships.select_for_update().first()
        membership.withdrawn_on = membership.withdrawn_by = None
        membership.reason = ""
        membership.save(update_fields=["withdrawn_on", "withdrawn_by", "reason"])
        organization.withdrawn_on = None
        organization.save(update_fields=["withdrawn_on"])
        register.record(by=by, verb="members.organization_restored", obj=organization)
        index.refresh(organization)
    return membership


def open_missing_periods(organizations=None) -> int:
    """Give its period to every organisation that was loaded or imported with a date of joining."""
    organizations = Organization.objects.all() if organizations is None else organizations
    told = Q(withdrawn_on=None) | Q(joined_on=F("organization__joined_on"))
    known = Membership.objects.filter(told).values("organization")
    missing = organizations.filter(joined_on__isnull=False).exclude(pk__in=known)
    made = Membership.objects.bulk_create(
        Membership(
            organization=organization,
            joined_on=organization.joined_on,
            withdrawn_on=organization.withdrawn_on and max(organization.withdrawn_on, organization.joined_on),
        )
        for organization in missing
    )
    return len(made)


def change_joined_on(*, organization) -> None:
    """The secretariat corrected the date of joining: the newest period says the same."""
    newest = organization.memberships.first()
    if newest is None or organization.joined_on is None:
        open_missing_periods(Organization.objects.filter(pk=organization.pk))
    elif newest.joined_on != organization.joined_on:
        newest.joined_on = organization.joined_on
        newest.save(update_fields=["joined_on"])
