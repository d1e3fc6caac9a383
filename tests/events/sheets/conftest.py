import datetime

import pytest

from common.japanese_calendar import add_working_days, today
from events.participations.models import Role, RoleState


@pytest.fixture
def taking_part(make_call, apply, officer, secretariat):
    """堺 takes part in an event that wants sheets within ten working days: its participation."""
    call = make_call(sheet_due_on=add_working_days(today(), 10))
    part = apply(call, officer, "booth")
    part.roles.update(state=RoleState.ACCEPTED, decided_at=part.answered_at, decided_by=secretariat)
    return part


@pytest.fixture
def event(taking_part):
    return taking_part.event


@pytest.fixture
def set_due(event):
    """Move the common deadline so many days from today."""

    def move(days: int):
        event.exhibitor_call.sheet_due_on = today() + datetime.timedelta(days=days)
        event.exhibitor_call.save()

    return move


@pytest.fixture
def add_body(event, secretariat):
    """Another body that takes part by name alone."""

    def made(name: str):
        part = event.participations.create(name=name, came_by="invitation", contact_email="a@body.example")
        decided = {"decided_at": event.created_at, "decided_by": secretariat}
        part.roles.create(role=Role.PANEL, state=RoleState.ACCEPTED, **decided)
        return part

    return made
