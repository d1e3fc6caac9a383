"""A body applies, changes what it applied for, steps back; what is refused leaves nothing."""

import datetime
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from common.audit_log.queries import entries_of
from common.clock import clock_job
from common.japanese_calendar import today
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused, StaleVersion
from events.applications.actions import apply_for_roles, withdraw_roles
from events.applications.queries import calls_to_report
from events.applications.tasks import report_answers_to_organiser
from events.calls.actions import save_call_questions
from events.decisions.actions import decide_roles
from events.events.models import Event
from events.participations.models import Participation, ParticipationRole
from tests.events.conftest import CONTACT, QUESTIONS, asked
from tests.threads import in_threads
from tests.worker import by_clock, write_mails

pytestmark = pytest.mark.django_db
JAPAN = ZoneInfo("Asia/Tokyo")
DAY = datetime.timedelta(days=1)


def states(part) -> dict:
    return dict(part.roles.values_list("role", "state"))


def test_a_body_applies_and_changes_it(make_call, apply, officer, colleague):
    call = make_call()
    part = apply(call, officer, "booth", "panel", remark="初めてです。")
    assert states(part) == {"booth": "applied", "panel": "applied"}
    assert (part.came_by, part.organization, part.edition) == ("application", officer.organization, 1)
    assert [value.shown for value in part.values.all()] == ["使う"]
    changed = apply(call, colleague, "panel", answer="使わない")
    assert changed.pk == part.pk
    assert states(changed) == {"booth": "withdrawn", "panel": "applied"}
    assert (changed.edition, changed.answered_by_name) == (2, colleague.name)
    assert [entry.verb for entry in entries_of(part)] == [
        "events.application_changed",
        "events.application_made",
    ]


def test_the_same_once_more_changes_nothing(make_call, apply, officer):
    call = make_call()
    part = apply(call, officer, "booth")
    again = apply(call, officer, "booth")
    assert (again.edition, entries_of(part).count()) == (part.edition, 1)


def test_of_two_colleagues_the_second_is_told(make_call, apply, officer, colleague):
    call = make_call()
    apply(call, officer, "booth")
    with pytest.raises(StaleVersion) as told:
        apply(call, colleague, "panel", version=0)
    assert told.value.row.saver == officer.name
    assert states(told.value.row) == {"booth": "applied"}


def test_an_invited_body_answers_by_mail_without_login(make_call, apply, sakai):
    call = make_call()
    part = Participation.objects.create(event=call.event, organization=sakai, came_by="invitation")
    for role in ("booth", "panel"):
        part.roles.create(role=role, state="invited")
    question, *_ = call.questions.current()
    facts = {"contact": CONTACT, "values": {question: "使う"}, "questions_version": call.questions_version}
    apply_for_roles(call=call, participation=part, name="堺 花子", roles=["panel"], version=1, **facts)
    part.refresh_from_db()
    assert states(part) == {"booth": "withdrawn", "panel": "applied"}
    assert (part.answered_by, part.answered_by_name) == (None, "堺 花子")
    assert not Participation.objects.silent().exists()


def test_a_recorded_body_that_applies_stays_on_the_page(make_call, apply, visitor, officer):
    call = make_call()
    part = call.event.participations.create(local_government=officer.organization.local_government)
    assert apply(call, officer, "booth").pk == part.pk
    assert "堺市" in visitor.get(call.event.get_absolute_url()).content.decode()


def test_of_two_rows_of_a_body_its_own_is_taken(make_call, apply, officer):
    """Typed in as a local government, invited as a member."""
    call = make_call()
    organization = officer.organization
    call.event.participations.create(local_government=organization.local_government)
    invited = call.event.participations.create(organization=organization, came_by="invitation")
    assert apply(call, officer, "booth", version=1).pk == invited.pk


def test_a_recorded_body_steps_back(make_call, officer, visitor):
    call = make_call()
    part = call.event.participations.create(local_government=officer.organization.local_government)
    part.roles.create(role="panel", state="invited")
    withdraw_roles(participation=part, roles=["panel"], reason="都合", by=officer)
    assert states(part) == {"panel": "withdrawn"}
    assert "堺市" not in visitor.get(call.event.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda call: Event.objects.update(holding="cancelled"), "中止"),
        (lambda call: Event.objects.update(holding="postponed"), "延期"),
        (lambda call: Event.objects.update(state="draft", published_at=None), "まだ"),
        (lambda call: type(call).objects.update(apply_until=today() - DAY), "申込期限"),
        (lambda call: Event.objects.update(starts_on=today() - DAY), "終わった"),
        (lambda call: type(call).objects.update(opens_on=today() + DAY), "から受け付けます"),
        (lambda call: type(call).objects.update(opened_at=None, opened_by=None), "まだ"),
    ],
)
def test_nobody_applies_while_it_is_closed(make_call, apply, officer, change, words):
    call = make_call()
    change(call)
    with pytest.raises(ActionRefused, match=words):
        apply(call, officer, "booth")
    assert not Participation.objects.exists()


def test_the_last_day_counts_in_tokyo(make_call, apply, officer, stranger):
    until = today() + DAY
    call = make_call(apply_until=until)
    midnight = datetime.datetime.combine(
        until + DAY, datetime.time(), datetime.timezone(9 * datetime.timedelta(hours=1))
    )
    with time_machine.travel(midnight - datetime.timedelta(seconds=1), tick=False):
        apply(call, officer, "booth")
    with time_machine.travel(midnight, tick=False), pytest.raises(ActionRefused, match="申込期限"):
        apply(call, stranger, "booth")


@pytest.mark.parametrize("who", ["reader", "secretariat"])
def test_readers_and_the_secretariat_do_not_apply(request, make_call, apply, who):
    with pytest.raises(PermissionDenied):
        apply(make_call(), request.getfixturevalue(who), "booth")


@pytest.mark.parametrize(
    ("gone", "is_refused"),
    [
        ({"abolished_on": 0}, True),
        ({"abolished_on": 1}, False),
        ({"established_on": 1}, False),
        ({"established_on": 2}, True),
    ],
)
def test_a_body_that_is_not_there_on_the_days_cannot_apply(
    make_event, make_call, apply, officer, gone, is_refused
):
    first = today() + 60 * DAY
    call = make_call(make_event(starts_on=first, ends_on=first + DAY))
    government = officer.organization.local_government
    for column, days in gone.items():
        setattr(government, column, first + days * DAY)
    government.save()
    if is_refused:
        with pytest.raises(ActionRefused, match="存在しない"):
            apply(call, officer, "booth")
    else:
        apply(call, officer, "booth")


def test_only_offered_roles_are_taken(make_call, apply, officer):
    with pytest.raises(ActionRefused, match="募集していません"):
        apply(make_call(), officer, "stage")
    assert not Participation.objects.exists()


def test_answers_to_earlier_questions_are_refused_and_kept(make_call, apply, officer, secretariat):
    call = make_call()
    part = apply(call, officer, "booth")
    old = call.questions_version
    rows = list(call.questions.current().values())
    rows[0]["label"] = "電源を使う予定はありますか。"
    save_call_questions(call=call, by=secretariat, version=call.version, questions=rows)
    call.refresh_from_db()
    with pytest.raises(ActionRefused, match="質問を変えました"):
        apply(call, officer, "booth", questions_version=old)
    assert part.values.get().question.label == "電源を使いますか。"
    assert apply(call, officer, "booth").questions_version == call.questions_version


def test_a_body_steps_back_with_a_reason(make_call, apply, officer, stranger, secretariat):
    call = make_call()
    part = apply(call, officer, "booth", "panel")
    booth = part.roles.get(role="booth")
    decide_roles(call=call, by=secretariat, roles=[booth.pk], state="accepted")
    assert call.roles.get(role="booth").taken == 1
    with pytest.raises(PermissionDenied):
        withdraw_roles(participation=part, roles=["booth"], reason="都合", by=stranger)
    withdraw_roles(participation=part, roles=["booth"], reason="職員が足りないため", by=officer)
    assert states(part) == {"booth": "withdrawn", "panel": "applied"}
    assert call.roles.get(role="booth").taken == 0
    withdraw_roles(participation=part, roles=["booth"], reason="二度押し", by=officer)
    assert call.roles.get(role="booth").taken == 0


def test_what_is_decided_is_not_changed_by_the_form(make_call, apply, officer, secretariat):
    call = make_call()
    part = apply(call, officer, "booth")
    decide_roles(
        call=call, by=secretariat, roles=[part.roles.get().pk], state="declined", reason="会場の都合"
    )
    apply(call, officer, "booth", "panel")
    assert states(part) == {"booth": "declined", "panel": "applied"}


def test_nobody_steps_back_from_an_event_that_is_over(make_call, apply, officer):
    call = make_call()
    part = apply(call, officer, "booth")
    Event.objects.update(starts_on=today() - DAY)
    with pytest.raises(ActionRefused, match="終わった"):
        withdraw_roles(participation=part, roles=["booth"], reason="都合", by=officer)


@pytest.mark.slow
def test_two_colleagues_at_once_make_one_application(committed, make_call, apply, officer, colleague):
    call = make_call()

    def press(by):
        try:
            return apply(call, by, "booth").pk
        except StaleVersion:
            return "told"

    in_threads(lambda: press(officer), lambda: press(colleague))
    assert Participation.objects.get().edition == 1
    assert ParticipationRole.objects.get().state == "applied"


def test_questions_of_a_call_are_as_typed(make_call):
    labels = [question.label for question in make_call().questions.current()]
    assert labels == [question["label"] for question in asked(QUESTIONS)]


def test_the_organiser_has_one_mail_a_day_of_all_who_answered(
    make_call, apply, officer, stranger, ward_officer, secretariat
):
    call, purpose, day = make_call(), "events.answers_reported", datetime.date(2026, 4, 9)
    for by in (officer, stranger, ward_officer):
        apply(call, by, "booth", "panel")
    gone = apply(call, stranger, "panel")
    withdraw_roles(participation=gone, roles=["panel"], reason="都合", by=stranger)
    assert by_clock(report_answers_to_organiser, day) == 3
    assert by_clock(report_answers_to_organiser, day) == 0
    write_mails()
    mail = OutgoingMail.objects.get(purpose=purpose)
    assert mail.to == secretariat.section.mailbox
    assert mail.subject.startswith("出展の申込・辞退のまとめ（3団体）")
    applied, withdrawn = mail.body.split("■ 辞退・見送り（1団体）")
    assert "■ 申込・変更（2団体）" in applied
    assert "大阪府堺市（ブース 申込済、パネル 申込済）" in applied
    assert "北海道釧路市" in withdrawn
    assert not OutgoingMail.objects.exclude(purpose=purpose).filter(to=mail.to).exists()
    withdraw_roles(
        participation=call.event.participations.get(organization=officer.organization),
        roles=["booth"],
        reason="都合",
        by=officer,
    )
    assert by_clock(report_answers_to_organiser, day) == 1
    write_mails()
    assert OutgoingMail.objects.filter(purpose=purpose).latest("pk").subject.count("（1団体）") == 1


def test_on_a_closed_day_and_of_what_is_called_off_nothing_is_reported(make_call, apply, officer):
    call = make_call()
    apply(call, officer, "booth")
    job = clock_job("events.report_answers_to_organiser")
    assert not job.schedule.may_run(datetime.datetime(2026, 4, 11, 8, 40, tzinfo=JAPAN))
    assert list(calls_to_report(None)) == [call]
    Event.objects.filter(pk=call.event_id).update(holding="cancelled")
    assert not calls_to_report(None)
