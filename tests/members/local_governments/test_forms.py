"""A local government typed in words, of today or of before."""

import pytest
from django.core.exceptions import ValidationError

from common import japanese_calendar
from events.event_desk.forms import ParticipationForm
from events.events.models import Event
from events.participations.models import Participation
from members.local_governments.forms import LocalGovernmentField
from members.local_governments.models import FormerName, LocalGovernment
from tests.government_cast import body, change, code

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(secretariat):
    """甲町 and 乙村 became 丁市; gives 甲町."""
    old = body("甲町", "01801")
    change("merger_new", [old, body("乙村", "01802", "village")], secretariat, japanese_calendar.today())
    return LocalGovernment.objects.get(pk=old.pk)


@pytest.mark.parametrize(
    "text", ["甲町", "北海道甲町", "北海道 乙村", "北海道丁市", code("01801"), code("01901")]
)
def test_names_and_codes_of_before_find_the_body_of_today(merged, text):
    assert LocalGovernmentField().clean(text).name == "丁市"


@pytest.mark.parametrize("text", ["北海道丙町", "999999", "北海道"])
def test_what_is_unknown_is_refused(merged, text):
    with pytest.raises(ValidationError, match="石川県七尾市"):
        LocalGovernmentField().clean(text)


def test_a_name_that_two_bodies_once_had_is_refused(merged):
    other = body("戊町", "01809")
    FormerName.objects.create(local_government=other, prefecture="北海道", name="甲町", source="t")
    with pytest.raises(ValidationError):
        LocalGovernmentField().clean("北海道甲町")


def test_mending_a_record_of_the_past_keeps_its_name(merged):
    event = Event.objects.create(kind="exhibition", title="展示", date_precision="unknown", source="t")
    part = Participation.objects.create(event=event, local_government=merged)
    form = ParticipationForm({"local_government": "北海道甲町"}, instance=part)
    assert form.is_valid(), form.errors
    assert form.save().local_government == merged
    new = ParticipationForm({"local_government": "北海道甲町"}, instance=Participation(event=event))
    assert new.is_valid()
    assert new.cleaned_data["local_government"].name == "丁市"
