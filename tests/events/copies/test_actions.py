import datetime
import time

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from common.attachments.actions import attach_files, store_upload
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from events.booths.models import Booth
from events.copies.actions import copy_event
from events.events.models import Event
from events.headcounts.models import Headcount
from events.participations.models import Participation, ParticipationRole
from events.series.models import EventSeries
from members.local_governments.models import LocalGovernment
from tests.sample_files import picture, upload

FIRST = datetime.date(2026, 11, 7)


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.fixture
def fair(make_event, make_call, secretariat, sakai):
    """Two days in November 2025, with all that an event may have."""
    event = make_event(
        "令和7年度魅力発信イベント",
        ends_on=day("2025-11-09"),
        starts_at=datetime.time(10),
        ends_at=datetime.time(16),
        kind="showcase",
        venue="がすてなーに",
        room="2階",
        body="内容",
        fee="無料",
        online_url="https://meet.example.com/1",
        apply_until=day("2025-10-31"),
        series=EventSeries.objects.create(name="魅力発信イベント"),
        contact_name="事務局",
        fact_key="showcase-2025",
    )
    event.hosts.create(name="特別区長会")
    event.hosts.create(role="co_host", name="大阪府堺市", organization=sakai, position=1)
    event.opening_rules.create(day=5, opens=datetime.time(10), closes=datetime.time(16))
    event.special_days.create(day=day("2025-11-09"), note="片付け")
    part = event.programme_parts.create(title="講演", day=day("2025-11-09"), opens=datetime.time(13))
    part.speakers.create(name="見本 太郎", title="教授")
    Headcount.objects.create(event=event, basis="capacity", number=300)
    Headcount.objects.create(event=event, basis="visits", number=1158)
    days = {"opens_on": day("2025-09-01"), "apply_until": day("2025-09-30")}
    call = make_call(event, sheet_due_on=day("2025-10-17"), opened=False, **days)
    type(call).objects.update(opened_at=event.published_at, opened_by=secretariat)
    attach_files([store_upload(upload("会場.png", picture("PNG")), by=secretariat)], to=event)
    attach_files([store_upload(upload("資料.png", picture("PNG")), by=secretariat)], to=part)
    Booth.objects.create(event=event, code="A-1", name="北海道", size="1.8m")
    return event


def report_of(copy):
    return entries_of(copy).get(verb="events.event_copied").facts


def test_all_of_it_comes_along_and_moves_by_weekday(fair, secretariat, sakai):
    copy = copy_event(event=fair, by=secretariat, starts_on=FIRST)
    copy.refresh_from_db()
    assert (copy.title, copy.copied_from, copy.is_published) == ("令和8年度魅力発信イベント", fair, False)
    assert (copy.starts_on, copy.ends_on, copy.starts_at) == (FIRST, day("2026-11-08"), datetime.time(10))
    assert (copy.apply_until, copy.venue, copy.series, copy.fee, copy.room) == (
        day("2026-10-30"),
        fair.venue,
        fair.series,
        "無料",
        "2階",
    )
    hosts = [(host.role, host.name, host.organization) for host in copy.hosts.all()]
    assert hosts == [("host", "特別区長会", None), ("co_host", "大阪府堺市", sakai)]
    assert [(rule.day, f"{rule.opens:%H:%M}") for rule in copy.opening_rules.all()] == [(5, "10:00")]
    assert [(one.day, one.note) for one in copy.special_days.all()] == [(day("2026-11-08"), "片付け")]
    [part] = copy.programme_parts.all()
    assert (part.title, part.day, part.opens) == ("講演", day("2026-11-08"), datetime.time(13))
    assert [str(speaker) for speaker in part.speakers.all()] == ["教授 見本 太郎"]
    assert [(head.basis, head.number) for head in copy.headcounts.all()] == [("capacity", 300)]
    assert [(booth.code, booth.name, booth.size) for booth in copy.booths.all()] == [
        ("A-1", "北海道", "1.8m")
    ]
    assert (copy.online_url, copy.fact_key, copy.source, copy.sequence) == ("", "", "", 0)


def test_the_original_stays_as_it_was(fair, secretariat):
    before = {
        name: list(getattr(fair, name).values())
        for name in ("hosts", "opening_rules", "special_days", "programme_parts", "headcounts", "booths")
    }
    copy_event(event=fair, by=secretariat, starts_on=FIRST)
    assert before == {name: list(getattr(fair, name).values()) for name in before}
    assert fair.programme_parts.get().speakers.count() == 1


def test_the_call_is_a_draft_with_the_questions_of_now(fair, secretariat):
    old = fair.exhibitor_call
    call = copy_event(event=fair, by=secretariat, starts_on=FIRST).exhibitor_call
    assert (call.is_draft, call.is_open, call.guidance) == (True, False, old.guidance)
    assert (call.opens_on, call.apply_until, call.sheet_due_on) == (
        day("2026-08-31"),
        day("2026-09-29"),
        day("2026-10-16"),
    )
    assert [(row.role, row.capacity, row.taken) for row in call.roles.all()] == [
        ("booth", 1, 0),
        ("panel", None, 0),
    ]
    asked = [(one.label, one.kind, one.options, one.version) for one in call.questions.current()]
    assert asked == [(one.label, one.kind, one.options, 1) for one in old.questions.current()]


def test_whoever_took_part_is_invited_without_a_mail(fair, secretariat, sakai, kushiro, local_governments):
    governments = {name: LocalGovernment.objects.get(code=name) for name in ("271403", "012068")}
    here = Participation.objects.create(
        event=fair,
        local_government=governments["271403"],
        came_by="application",
        contact_email="a@city.example",
    )
    here.roles.create(role="panel", state="invited")
    here.roles.create(role="booth", state="withdrawn")
    no = Participation.objects.create(event=fair, organization=kushiro, came_by="application")
    no.roles.create(
        role="booth",
        state="declined",
        reason="満員",
        decided_at=datetime.datetime.now(datetime.UTC),
        decided_by=secretariat,
    )
    Participation.objects.create(event=fair, name="日本商工会議所")
    copy = copy_event(event=fair, by=secretariat, starts_on=FIRST, role="stage")
    parts = {part.full_name: part for part in copy.participations.all()}
    assert set(parts) == {"大阪府堺市", "日本商工会議所"}
    assert {part.came_by for part in parts.values()} == {"invitation"}
    again = parts["大阪府堺市"]
    assert (again.organization, again.contact_email) == (sakai, "a@city.example")
    roles = {name: {(one.role, one.state) for one in part.roles.all()} for name, part in parts.items()}
    assert roles == {
        "大阪府堺市": {("panel", "invited"), ("booth", "invited")},
        "日本商工会議所": {("stage", "invited")},
    }
    assert [row.role for row in copy.exhibitor_call.roles.all()] == ["booth", "panel", "stage"]
    assert not copy.participations.shown().exists()
    assert not OutgoingMail.objects.filter(purpose__startswith="events.").exists()
    assert ["見送った団体", "1団体"] in [line[:2] for line in report_of(copy)["left"]]


def test_a_body_that_is_gone_by_then_is_named_and_left_out(fair, secretariat, local_governments):
    gone = LocalGovernment.objects.get(code="271403")
    Participation.objects.create(event=fair, local_government=gone)
    LocalGovernment.objects.filter(pk=gone.pk).update(abolished_on=day("2026-04-01"))
    copy = copy_event(event=fair, by=secretariat, starts_on=FIRST)
    assert not copy.participations.exists()
    assert any("大阪府堺市" in why for _, _, why in report_of(copy)["left"])


def test_the_report_says_what_came_and_what_did_not(fair, secretariat):
    report = report_of(copy_event(event=fair, by=secretariat, starts_on=FIRST))
    assert {label for label, _ in report["copied"]} == {
        "主催・共催など",
        "開場時間",
        "休場日・時間の違う日",
        "定員",
        "プログラム",
        "出展募集",
        "ブース",
    }
    assert {label for label, *_ in report["left"]} == {
        "画像・チラシ・資料",
        "プログラムの資料",
        "オンラインの参加先",
        "申込者数・来場者数",
    }
    moved = {label: (old, new) for label, old, new, _ in report["days"]}
    assert moved["開始日"] == ("令和7年11月8日(土)", "令和8年11月7日(土)")
    assert moved["出展募集の申込期限"] == ("令和7年9月30日(火)", "令和8年9月29日(火)")


def test_a_closed_day_that_would_lie_outside_is_left_out(make_event, secretariat):
    event = make_event(ends_on=day("2025-11-09"))  # Saturday, Sunday
    event.special_days.create(day=day("2025-11-09"))
    copy = copy_event(event=event, by=secretariat, starts_on=day("2026-11-06"))  # Friday, Saturday
    assert not copy.special_days.exists()
    assert any(label == "休場日・時間の違う日" for label, *_ in report_of(copy)["left"])


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_on": None, "date_precision": "unknown"},
        {"starts_on": day("2025-11-01"), "date_precision": "month"},
        {"starts_on": day("2025-04-01"), "date_precision": "fiscal_year"},
    ],
)
def test_without_a_day_it_is_refused(make_event, secretariat, fields):
    with pytest.raises(ActionRefused, match="開催日"):
        copy_event(event=make_event(**fields), by=secretariat, starts_on=FIRST)
    assert Event.objects.count() == 1


@pytest.mark.parametrize("who", ["officer", "stranger", "reader"])
def test_who_may_not_edit_it_may_not_copy_it(request, fair, who):
    with pytest.raises(PermissionDenied):
        copy_event(event=fair, by=request.getfixturevalue(who), starts_on=FIRST)


def _fill(event, number):
    governments = list(LocalGovernment.objects.order_by("code")[:number])
    parts = Participation.objects.bulk_create(
        Participation(event=event, local_government=one, came_by="application") for one in governments
    )
    ParticipationRole.objects.bulk_create(
        ParticipationRole(participation=part, role=role, state="invited")
        for part in parts
        for role in ("panel", "booth")
    )


def test_372_bodies_with_two_roles_take_the_statements_of_three(fair, secretariat, local_governments):
    counts = []
    for number in (3, 372):
        fair.participations.all().delete()
        _fill(fair, number)
        started = time.process_time()
        with CaptureQueriesContext(connection) as queries:
            copy = copy_event(event=fair, by=secretariat, starts_on=FIRST)
        seconds = time.process_time() - started
        counts.append(len(queries))
        assert copy.participations.count() == number
        assert (
            ParticipationRole.objects.filter(participation__event=copy, state="invited").count() == 2 * number
        )
    assert seconds < 1.5  # 0.2 s on a quiet machine
    assert counts[0] == counts[1] < 70
