"""The sample shows every state, and adds no number to the facts."""

import pytest

from disaster.bulletins.models import Bulletin
from disaster.disasters.models import Disaster
from disaster.facts.seed_data import load_seed_data
from disaster.figures.scopes import Scope
from disaster.figures.values import figures_told
from disaster.ward_reports.models import State, SupportReport
from fixtures.sample import disaster, members
from fixtures.sample.rows import MARK
from members.organizations.seed_data import load_seed_data as load_members

pytestmark = pytest.mark.django_db


def test_the_sample_shows_every_state_and_changes_no_number(db):
    load_members()
    load_seed_data()
    members.load()
    noto = Disaster.objects.get(key="noto2024")
    before = figures_told(Scope(disaster=noto.pk))
    assert disaster.load() == {"見本の報": 3, "見本の報告": 5}
    assert disaster.load() == {"見本の報": 0, "見本の報告": 0}
    assert figures_told(Scope(disaster=noto.pk)) == before
    assert {report.current_state for report in SupportReport.objects.all()} == set(State)
    assert all(MARK in report.note for report in SupportReport.objects.all())
    published = Bulletin.objects.published().order_by("number")
    assert [each.corrects_id for each in published] == [None, published[0].pk]
    assert Bulletin.objects.drafts().count() == 1
    assert all(each.title.startswith(MARK) for each in Bulletin.objects.all())
    known = {(each.label, each.value) for each in before}
    for bulletin in published:
        for printed in bulletin.printed.all():
            assert (printed.label, printed.value) in known


def test_without_the_facts_there_is_no_sample():
    assert disaster.load() == {"見本の報": 0, "見本の報告": 0}
