"""The times of membership (会員期間): the only way an organisation becomes a member or leaves."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import F, Q

from common import japanese_calendar
from common.audit_log.actions import differences, record
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from common.versions import refuse_stale
from members.organizations import rules
from members.organizations.models import Membership, Organization


def begin_membership(*, organization, by, application=None) -> Membership:
    """Register an organisation, new or come back, from today on; saves the row as given."""
    with transaction.atomic():
        organization.joined_on = japanese_calendar.today()
        organization.withdrawn_on = None
        organization.save()
        membership = Membership.objects.create(
            organization=organization,
            joined_on=organization.joined_on,
            joined_by=by,
            application=application,
        )
        record(
            by=by,
            verb="members.organization_joined",
            obj=organization,
            application=application.number if application else "",
        )
        refresh_index(organization)
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
        record(
            by=by, verb="members.organization_withdrawn", obj=organization, on=on.isoformat(), reason=reason
        )
        refresh_index(organization)
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
        record(by=by, verb="members.organization_restored", obj=organization)
        refresh_index(organization)
    return membership


def open_missing_periods(organizations=None) -> int:
    """Give its period to every organisation that was loaded or imported with a date of joining."""
    organizations = Organization.objects.all() if organizations is None else organizations
    described = Q(withdrawn_on=None) | Q(joined_on=F("organization__joined_on"))
    known = Membership.objects.filter(described).values("organization")
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


@transaction.atomic
def correct_organization(*, organization, by, fields: dict, reason: str, version: str = "") -> Organization:
    """The secretariat corrects name, reading or date of joining, and says why.

    Raises StaleVersion where somebody changed them since `version`.
    """
    locked = Organization._base_manager.select_for_update(of=("self",)).get(pk=organization.pk)
    if not rules.can_correct_organization(by, locked):
        raise ActionRefused("名称、読み、会員登録日を直せるのは、事務局だけです。")
    refuse_stale(locked, fields, version)
    changes = differences(locked, fields)
    if changes:
        vars(locked).update(fields)
        locked.save(update_fields=list(fields))
        change_joined_on(organization=locked)
        said = {label: [str(value or "") for value in pair] for label, pair in changes.items()}
        record(by=by, verb="members.organization_corrected", obj=locked, changes=said, reason=reason)
        refresh_index(locked)
    return locked


NOT_MANAGED_BY_USER = (
    "担当者と部署を管理できるのは、その団体の代表担当者と事務局だけです。画面を開き直して確かめてください。"
)


def lock_people(organization) -> None:
    """One change of people and sections of an organisation after the other, in the caller's transaction.

    Locked without the key: what its sections write meanwhile does not wait.
    """
    rows = Organization.objects.filter(pk=organization.pk)
    list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", flat=True))


def lock_as_manager(by, organization):
    """Take the lock, then ask about the user as they are now: their account may have ended meanwhile."""
    lock_people(organization)
    by = get_user_model().objects.get(pk=by.pk)
    if not rules.can_manage_people(by, organization):
        raise ActionRefused(NOT_MANAGED_BY_USER)
    return by
