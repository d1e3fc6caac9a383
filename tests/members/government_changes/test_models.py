"""What the database refuses about changes, former names and successions."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from common import japanese_calendar
from members.government_changes.models import GovernmentChange, Succession
from members.local_governments.models import FormerName
from tests.government_cast import body, rename

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "values",
    [
        {"state": "done"},
        {"state": "cancelled"},
        {"cancelled_at": datetime.datetime(2026, 4, 1, tzinfo=datetime.UTC)},
        {"kind": "merger_into"},
        {"code": ""},
    ],
)
def test_half_changes_are_refused_by_the_database(kou, secretariat, values):
    planned = rename(kou, secretariat, japanese_calendar.today() + datetime.timedelta(days=2))
    with pytest.raises(IntegrityError), transaction.atomic():
        GovernmentChange.objects.filter(pk=planned.pk).update(**values)


def test_constraints_of_bodies_and_names(kou):
    row = kou.local_government
    for broken in (
        lambda: body("別町", "01801"),
        lambda: body("甲町", "01899"),
        lambda: body(
            "逆町", "01898", established_on=datetime.date(2026, 4, 2), abolished_on=datetime.date(2026, 4, 1)
        ),
        lambda: FormerName.objects.bulk_create(
            FormerName(local_government=row, prefecture="北海道", name="古町", source="t") for _ in range(2)
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()
    assert body("別町", "01801", abolished_on=datetime.date(2000, 4, 1)).pk  # an old row may have the code


def test_constraints_of_successions(kou, secretariat):
    planned = rename(kou, secretariat, japanese_calendar.today() + datetime.timedelta(days=2))
    row = kou.local_government
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.create(change=planned, predecessor=row)
    with pytest.raises(IntegrityError), transaction.atomic():
        Succession.objects.update(successor=row)
