import datetime
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from common.audit_log.queries import entries_of
from common.publication.actions import publish, withdraw
from events.events.models import Event
from events.headcounts.models import Headcount
from events.participations.models import Participation

TEMPLATES = Path(settings.BASE_DIR, "templates")


def day(text):
    return datetime.date.fromisoformat(text)


def assert_refused(fields, word, make_event):
    """The database refuses it, and a form says why in Japanese."""
    with pytest.raises(ValidationError) as refusal:
        Event(kind="other", title="x", source="試験", **fields).full_clean()
    assert word in str(refusal.value)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(draft=True, **fields)


def test_a_known_date_needs_a_day_and_an_unknown_one_has_none(make_event):
    assert_refused({"starts_on": None}, "不詳", make_event)
    assert_refused({"starts_on": day("2020-01-01"), "date_precision": "unknown"}, "不詳", make_event)
    assert make_event(starts_on=None, date_precision="unknown").pk


def test_a_period_is_stored_by_its_first_day(make_event):
    for precision in ("month", "year", "fiscal_year"):
        assert_refused({"starts_on": day("2020-05-02"), "date_precision": precision}, "4月1日", make_event)
    assert make_event(starts_on=day("2020-05-01"), date_precision="month").pk
    assert make_event(starts_on=day("2020-01-01"), date_precision="year").pk
    assert make_event(starts_on=day("2020-04-01"), date_precision="fiscal_year").pk


def test_the_end_is_not_before_the_start_and_only_with_a_known_day(make_event):
    assert_refused({"starts_on": day("2020-05-02"), "ends_on": day("2020-05-01")}, "終了日", make_event)
    month = {"starts_on": day("2020-05-01"), "ends_on": day("2020-06-01"), "date_precision": "month"}
    assert_refused(month, "終了日", make_event)


def test_published_needs_its_moment_and_a_draft_has_none(make_event, secretariat):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(draft=True, state="published")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(draft=True, published_by=secretariat)


def test_a_row_of_the_seed_data_is_loaded_once(make_event):
    make_event(fact_key="exhibition-2026-01-09")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_event(fact_key="exhibition-2026-01-09")
    make_event(fact_key="")
    make_event(fact_key="")


def test_one_number_per_basis_and_one_participation_per_municipality(make_event, sakai):
    event = make_event()
    Headcount.objects.create(event=event, basis="people", number=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Headcount.objects.create(event=event, basis="people", number=2)
    Participation.objects.create(event=event, local_government=sakai.local_government)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participation.objects.create(event=event, local_government=sakai.local_government)


@pytest.mark.parametrize(
    ("starts_on", "precision", "year"),
    [
        ("2026-03-31", "day", 2025),
        ("2026-04-01", "day", 2026),
        ("2014-09-01", "month", 2014),
        ("2020-04-01", "fiscal_year", 2020),
        ("2025-01-01", "year", None),
    ],
)
def test_fiscal_year_follows_from_the_date(make_event, starts_on, precision, year):
    event = make_event(starts_on=day(starts_on), date_precision=precision)
    assert Event.objects.get(pk=event.pk).fiscal_year == year


@pytest.mark.parametrize(
    ("fields", "written"),
    [
        ({"starts_on": day("2026-03-12")}, ("令和8年", "3月12日(木)", "")),
        (
            {"starts_on": day("2026-01-09"), "ends_on": day("2026-03-03")},
            ("令和8年", "1月9日(金)", "3月3日(火)"),
        ),
        (
            {"starts_on": day("2019-04-13"), "ends_on": day("2019-05-09")},
            ("平成31年", "4月13日(土)", "令和元年5月9日(木)"),
        ),
        ({"starts_on": day("2014-09-01"), "date_precision": "month"}, ("平成26年", "9月", "")),
        ({"starts_on": day("2025-01-01"), "date_precision": "year"}, ("", "令和7年", "")),
        ({"starts_on": day("2025-04-01"), "date_precision": "fiscal_year"}, ("", "令和7年度", "")),
        ({"starts_on": None, "date_precision": "unknown"}, ("", "日付不詳", "")),
    ],
)
def test_the_date_is_written_as_far_as_it_is_known(fields, written):
    assert Event(**fields).when == written


@time_machine.travel("2026-12-15 12:00+09:00")
def test_an_event_is_coming_until_the_end_of_its_last_known_day(make_event):
    today = make_event(starts_on=day("2026-12-01"), ends_on=day("2026-12-15"))
    this_month = make_event(starts_on=day("2026-12-01"), date_precision="month")
    this_year = make_event(starts_on=day("2026-04-01"), date_precision="fiscal_year")
    over = make_event(starts_on=day("2026-12-14"))
    undated = make_event(starts_on=None, date_precision="unknown")
    assert set(Event.objects.upcoming()) == {today, this_month, this_year}
    assert list(Event.objects.past()) == [over, undated]
    assert Event.objects.get(pk=this_month.pk).is_upcoming
    assert not Event.objects.get(pk=over.pk).is_upcoming


def test_publishing_is_recorded_once_and_can_be_taken_back(make_event, secretariat):
    event = make_event(draft=True)
    assert publish(obj=event, by=secretariat)
    assert not publish(obj=event, by=secretariat)
    event.refresh_from_db()
    assert event.is_published
    assert event.published_by == secretariat
    assert withdraw(obj=event, by=secretariat)
    event.refresh_from_db()
    assert event.published_at is None
    verbs = [entry.verb for entry in entries_of(event)]
    assert verbs == ["events.event_withdrawn", "events.event_published"]


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"starts_on": day("2027-02-27")}, "令和9年2月27日(土)"),
        (
            {"starts_on": day("2027-02-27"), "ends_on": day("2027-02-28")},
            "令和9年2月27日(土)から2月28日(日)まで",
        ),
        (
            {"starts_on": day("2026-12-25"), "ends_on": day("2027-01-08")},
            "令和8年12月25日(金)から令和9年1月8日(金)まで",
        ),
        ({"starts_on": day("2027-02-01"), "date_precision": "month"}, "令和9年2月"),
        ({"starts_on": None, "date_precision": "unknown"}, "日付不詳"),
    ],
)
def test_the_whole_period_is_said(days, words):
    assert Event(**days).period == words


def test_no_page_or_mail_names_the_first_day_of_an_event_alone():
    found = [*TEMPLATES.rglob("*.html"), *TEMPLATES.rglob("*.txt")]
    assert found
    assert [path.name for path in found if "event.starts_on|wareki" in path.read_text()] == []
