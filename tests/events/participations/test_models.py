"""Which participations are shown, to whom, and what a row can never be."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from events.participations.models import Participation, ParticipationRole, Role, RoleState
from members.mergers.actions import merge_organizations
from members.organizations.models import Organization

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("came_by", Participation.CameBy)
@pytest.mark.parametrize("state", RoleState)
def test_only_what_was_accepted_or_recorded_is_shown(make_event, sakai, secretariat, state, came_by):
    """What was recorded as certain stays until it is refused or gives up."""
    government = sakai.local_government
    part = Participation.objects.create(event=make_event(), local_government=government, came_by=came_by)
    assert Participation.objects.shown().exists() == (came_by == "record")
    decided = {"decided_at": timezone.now(), "decided_by": secretariat, "reason": "会場の都合"}
    facts = decided if state in ("waiting", "accepted", "declined") else {}
    part.roles.create(role=Role.PANEL, state=state, **facts)
    is_certain = came_by == "record" and state not in ("declined", "withdrawn")
    assert Participation.objects.shown().exists() == (state == RoleState.ACCEPTED or is_certain)


def test_invited_body_is_not_named_in_public(visitor, make_event, sakai):
    event = make_event("全国の展示")
    part = Participation.objects.create(
        event=event, local_government=sakai.local_government, came_by=Participation.CameBy.INVITATION
    )
    part.roles.create(role=Role.PANEL, state=RoleState.INVITED)
    assert "堺市" not in visitor.get(event.get_absolute_url()).content.decode()
    assert list(Participation.objects.silent()) == [part]


def test_participation_is_seen_by_its_body_the_organiser_and_the_secretariat(
    make_event, sakai, koto, officer, stranger, ward_officer, secretariat
):
    event = make_event(owner=koto)
    Participation.objects.create(event=event, organization=sakai, name="大阪府堺市")
    seen = [
        Participation.objects.visible_to(who).exists()
        for who in (officer, ward_officer, secretariat, stranger)
    ]
    assert seen == [True, True, True, False]


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"name": "　"},
        {"name": "試験町", "answered_at": timezone.now()},
    ],
)
def test_participation_that_cannot_be(make_event, fields):
    with pytest.raises(IntegrityError):
        Participation.objects.create(event=make_event(), **fields)


@pytest.mark.parametrize("by", ["local_government", "organization", "name"])
def test_body_takes_part_once(make_event, sakai, by):
    body = {"local_government": sakai.local_government, "organization": sakai, "name": "試験の会"}[by]
    event = make_event()
    Participation.objects.create(event=event, **{by: body})
    with pytest.raises(IntegrityError):
        Participation.objects.create(event=event, **{by: body})


@pytest.mark.parametrize("state", [RoleState.ACCEPTED, RoleState.DECLINED])
def test_decision_needs_who_and_when_and_a_refusal_its_reason(make_event, secretariat, state):
    part = Participation.objects.create(event=make_event(), name="試験の会")
    fields = {"decided_at": timezone.now(), "decided_by": secretariat} if state == "declined" else {}
    with pytest.raises(IntegrityError):
        ParticipationRole.objects.create(participation=part, role=Role.BOOTH, state=state, **fields)


def test_merged_organisation_takes_its_participations_along(make_event, make_organization, secretariat):
    stays, goes = make_organization("甲の会"), make_organization("乙の会")
    Organization.objects.filter(pk__in=[stays.pk, goes.pk]).update(kind="association")
    part = Participation.objects.create(event=make_event(), organization=goes, name="乙の会")
    merge_organizations(survivor=stays, absorbed=goes, by=secretariat)
    part.refresh_from_db()
    assert (part.organization, part.full_name) == (stays, "乙の会")
