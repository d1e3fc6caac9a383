"""An officer's word that what is registered is right (登録内容の確認)."""

from django.db import transaction
from django.utils import timezone

from members import rules
from members.actions.round_answers import answer_entries_of
from members.models import Confirmation, Organization, RoundEntry
from members.refusals import Refused
from office import register


def confirm_organization(*, organization, by) -> Confirmation:
    """The officer vouches for what he may; in a round the whole counts once all sections answered."""
    with transaction.atomic():
        locked = Organization.objects.select_for_update(of=("self",)).get(pk=organization.pk)
        if not rules.can_confirm_organization(by, locked):
            raise Refused("登録内容の確認は、その団体の担当者だけができます。")
        if answered := answer_entries_of(organization=locked, by=by):
            return answered[-1].confirmation
        others = RoundEntry.objects.running().waiting().filter(section__organization=locked).exists()
        confirmation = Confirmation.objects.create(
            organization=locked, section=by.section if others else None, by=by, at=timezone.now()
        )
        if not others:
            locked.confirmed_at, locked.confirmed_by = confirmation.at, by
            locked.save(update_fields=["confirmed_at", "confirmed_by"])
            register.record(by=by, verb="members.organization_confirmed", obj=locked)
    return confirmation
