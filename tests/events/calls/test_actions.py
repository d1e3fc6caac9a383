"""Writing a call and its questions, opening it, and who is told."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from common.audit_log.queries import entries_of
from common.japanese_calendar import today
from common.refusals import ActionRefused, StaleVersion
from events.applications.actions import withdraw_roles
from events.calls.actions import open_call, save_call, save_call_questions
from events.calls.models import ExhibitorCall
from events.events.models import Event
from tests.events.conftest import TO_COME
from tests.worker import mailed_to, write_mails

pytestmark = pytest.mark.django_db
DAYS = {"guidance": "", "opens_on": None, "apply_until": None, "sheet_due_on": None}


def test_the_second_of_two_editors_is_told(make_call, secretariat, colleague):
    call = make_call(opened=False)
    seen = call.version
    save_call(event=call.event, by=secretariat, version=seen, values={**DAYS, "guidance": "先"}, roles={})
    with pytest.raises(StaleVersion) as told:
        save_call(event=call.event, by=secretariat, version=seen, values={**DAYS, "guidance": "後"}, roles={})
    assert (told.value.row.guidance, told.value.row.saver) == ("先", secretariat.name)
    with pytest.raises(StaleVersion):
        save_call_questions(call=call, by=secretariat, version=seen, questions=[])


def test_a_double_click_is_no_colleague(make_call, secretariat):
    call = make_call(opened=False)
    seen, facts = call.version, {"values": {**DAYS, "guidance": "展示"}, "roles": {"stage": 2}}
    for _ in range(2):
        saved = save_call(event=call.event, by=secretariat, version=seen, **facts)
    assert (saved.version, entries_of(call.event)[0].facts["changes"]["募集する区分"]) == (
        seen + 1,
        ["ブース 1、パネル", "ステージ 2"],
    )


def test_strangers_write_nothing(make_call, stranger, reader, officer, make_event):
    call = make_call()
    for who in (stranger, officer, reader):
        with pytest.raises(PermissionDenied):
            save_call(event=call.event, by=who, version=call.version, values=DAYS, roles={})
        with pytest.raises(PermissionDenied):
            save_call_questions(call=call, by=who, version=call.version, questions=[])
    event = make_event(owner=officer.organization)
    assert save_call(event=event, by=officer, version=0, values=DAYS, roles={}).event == event


def test_a_role_that_was_applied_for_stays(make_call, apply, officer, secretariat):
    call = make_call()
    apply(call, officer, "booth")
    with pytest.raises(ActionRefused, match="ブースには申込み"):
        save_call(event=call.event, by=secretariat, version=call.version, values=DAYS, roles={"panel": 1})


def test_no_fewer_places_than_were_given(make_call, apply, secretariat, officer, decide):
    call = make_call(roles={"booth": 2})
    decide(apply(call, officer, "booth"), "accepted")
    call.roles.update(taken=2)
    values = {**DAYS, "apply_until": today()}
    with pytest.raises(ActionRefused, match="2団体に決定"):
        save_call(event=call.event, by=secretariat, version=call.version, values=values, roles={"booth": 1})


@pytest.mark.parametrize(
    "days",
    [{"opens_on": today(), "apply_until": today() - datetime.timedelta(days=1)}, {"apply_until": None}],
)
def test_days_in_the_wrong_order_are_refused(make_call, secretariat, days):
    call = make_call()
    with pytest.raises(ValidationError, match="申込期限"):
        save_call(
            event=call.event, by=secretariat, version=call.version, values=DAYS | days, roles={"booth": 1}
        )


@pytest.mark.parametrize("name", ["opens_on", "apply_until", "sheet_due_on"])
def test_no_day_lies_after_the_event(make_call, secretariat, name):
    call = make_call()
    late = DAYS | {"apply_until": TO_COME, name: TO_COME + datetime.timedelta(days=1)}
    with pytest.raises(ActionRefused, match="開催の最終日"):
        save_call(event=call.event, by=secretariat, version=call.version, values=late, roles={"booth": 1})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda: Event.objects.update(starts_on=today() - datetime.timedelta(1)), "過ぎています"),
        (lambda: Event.objects.update(state="draft", published_at=None), "イベントを公開してから"),
        (lambda: Event.objects.update(holding="cancelled"), "中止"),
        (lambda: ExhibitorCall.objects.update(apply_until=None), "申込期限を入力"),
        (lambda: ExhibitorCall.objects.update(apply_until=today() - datetime.timedelta(1)), "過ぎています"),
        (lambda: ExhibitorCall.objects.get().roles.all().delete(), "区分を1つ以上"),
    ],
)
def test_what_is_incomplete_is_not_opened(make_call, secretariat, change, words):
    call = make_call(opened=False)
    change()
    with pytest.raises(ActionRefused, match=words):
        open_call(call=call, by=secretariat)
    call.refresh_from_db()
    assert call.is_draft


def test_those_who_took_part_before_are_told_once(
    make_event, make_call, secretariat, sakai, kushiro, koto, minato
):
    """By their membership or by their local government; only of the same kind, or of the series."""
    make_event("昨年", kind="exhibition").participations.create(organization=sakai)
    make_event("一昨年", kind="exhibition").participations.create(local_government=koto.local_government)
    make_event("下書き", kind="exhibition", draft=True).participations.create(organization=minato)
    make_event("講演", kind="lecture").participations.create(organization=kushiro)
    call = make_call()
    assert open_call(call=call, by=secretariat).opened_at == call.opened_at
    write_mails("events.call_opened")
    assert mailed_to("events.call_opened") == {body.sections.get().mailbox for body in (sakai, koto)}


def test_changed_questions_are_told_to_those_who_answered(
    make_call, apply, officer, stranger, ward_officer, secretariat
):
    call = make_call(roles={"booth": None})
    kept = apply(call, officer, "booth")
    gone = apply(call, stranger, "booth")
    withdraw_roles(participation=gone, roles=["booth"], reason="都合", by=stranger)
    rows = list(call.questions.current().values())
    rows[0]["label"] = "電源を使う予定はありますか。"
    changes = save_call_questions(
        call=call, by=secretariat, version=call.version, questions=rows, note="急ぎ"
    )
    assert list(changes) == ["問1（変更）"]
    call.refresh_from_db()
    apply(call, ward_officer, "booth")
    write_mails("events.call_questions_changed")
    told = mailed_to("events.call_questions_changed")
    assert officer.section.mailbox in told
    assert {stranger.section.mailbox, ward_officer.section.mailbox}.isdisjoint(told)
    assert kept.values.get().question.retired_in == call.questions_version


def test_another_order_is_told_to_nobody(make_call, apply, officer, secretariat):
    call = make_call()
    apply(call, officer, "booth")
    rows = list(call.questions.current().values())[::-1]
    assert list(save_call_questions(call=call, by=secretariat, version=call.version, questions=rows)) == [
        "質問の順"
    ]
    write_mails("events.call_questions_changed")
    assert not mailed_to("events.call_questions_changed")
