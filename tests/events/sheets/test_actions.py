import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from common.audit_log.queries import entries_of
from common.japanese_calendar import today
from common.refusals import ActionRefused, StaleVersion
from common.versions import version_of
from events.holding.actions import change_holding
from events.participations.models import RoleState
from events.sheets import actions
from events.sheets.models import ExhibitorSheet, SheetState

TYPED = {"headline": "港のまち", "body": "魚と朝日のまちです。", "needs": "電源を使います。"}
NO_PICTURE = {"picture": None, "alt": "", "rights": ""}


@pytest.fixture
def save(taking_part, officer):
    def saved(by=officer, *, submits=True, version="", **typed):
        facts = {"values": TYPED | typed, "submits": submits, "version": version} | NO_PICTURE
        return actions.save_sheet(participation=taking_part, by=by, **facts)

    return saved


@pytest.fixture
def decide(taking_part, secretariat):
    def decided(action, **facts):
        return getattr(actions, action)(participation=taking_part, by=secretariat, **facts)

    return decided


def test_from_the_draft_to_the_confirmed_sheet(save, decide, officer):
    assert save(submits=False).state == SheetState.DRAFT
    sheet = save()
    assert (sheet.state, sheet.submitted_by, sheet.submitted_by_name) == (
        SheetState.SUBMITTED,
        officer,
        officer.name,
    )
    sheet = decide("return_sheet", note="見出しを短くしてください。")
    assert (sheet.state, sheet.returned_note) == (SheetState.RETURNED, "見出しを短くしてください。")
    sheet = save(headline="港")
    assert (sheet.state, sheet.returned_at, sheet.returned_note) == (SheetState.SUBMITTED, None, "")
    for _ in range(2):
        sheet = decide("confirm_sheet", edition=sheet.edition)
    assert sheet.state == SheetState.CONFIRMED
    assert [entry.verb.partition(".")[2] for entry in entries_of(sheet)] == [
        *("sheet_confirmed", "sheet_submitted", "sheet_returned", "sheet_submitted", "sheet_saved"),
    ]


def test_the_same_again_changes_nothing(save):
    first, second = save(), save()
    assert (first.edition, first.submitted_at) == (second.edition, second.submitted_at)
    assert len(entries_of(second)) == 1


def test_what_changed_after_the_organiser_read_it_is_not_confirmed(save, decide):
    seen = save().edition
    save(headline="別の見出し")
    with pytest.raises(ActionRefused, match="表示した後に変わりました"):
        decide("confirm_sheet", edition=seen)


def test_two_who_write_at_once(save, officer, colleague):
    sheet = save(submits=False)
    read = version_of(sheet, actions.COLUMNS)
    save(headline="一人目", version=read)
    with pytest.raises(StaleVersion):
        save(colleague, headline="二人目", version=read)
    sheet.refresh_from_db()
    assert sheet.headline == "一人目"


def test_after_the_deadline_it_is_refused_with_whom_to_call(save, decide, set_due, event):
    set_due(0)
    assert save(submits=False)
    set_due(-1)
    event.contact_name, event.contact_phone = "展示担当", "03-0000-1111"
    event.save()
    with pytest.raises(ActionRefused, match=r"提出期限（.*）を過ぎた.*展示担当（電話 03-0000-1111）"):
        save()
    with pytest.raises(ActionRefused, match="今日以後"):
        decide("move_sheet_deadline", due_on=today() - datetime.timedelta(days=1))
    decide("move_sheet_deadline", due_on=today())
    assert save().state == SheetState.SUBMITTED


def test_sent_back_after_the_deadline_it_needs_another_day(save, decide, set_due):
    save()
    set_due(-1)
    with pytest.raises(ActionRefused, match="新しい提出期限"):
        decide("return_sheet", note="直してください。")
    for _ in range(2):  # a double click
        sheet = decide("return_sheet", note="直してください。", due_on=today() + datetime.timedelta(days=3))
    assert sheet.deadline == today() + datetime.timedelta(days=3)
    assert save(headline="直しました").state == SheetState.SUBMITTED


def test_a_confirmed_sheet_is_changed_only_once_it_is_sent_back(save, decide):
    decide("confirm_sheet", edition=save().edition)
    with pytest.raises(ActionRefused, match="電話 03-5210-9747"):
        save(headline="別の見出し")
    assert decide("return_sheet", note="写真を替えてください。").confirmed_at is None


def test_what_was_not_handed_in_is_neither_confirmed_nor_sent_back(save, decide):
    sheet = save(submits=False)
    for action, facts in (("confirm_sheet", {"edition": sheet.edition}), ("return_sheet", {"note": "x"})):
        with pytest.raises(ActionRefused, match="提出されていません"):
            decide(action, **facts)


@pytest.mark.parametrize("why", ["gave up", "called off", "not asked"])
def test_nobody_writes_where_no_sheet_is_wanted(save, decide, taking_part, event, secretariat, why):
    if why == "gave up":
        given_up = {"state": RoleState.WITHDRAWN, "decided_at": None, "decided_by": None}
        taking_part.roles.update(**given_up)
    elif why == "called off":
        change_holding(event=event, by=secretariat, holding="cancelled")
    else:
        event.exhibitor_call.sheet_due_on = None
        event.exhibitor_call.save()
    with pytest.raises(ActionRefused):
        save()
    if why == "gave up":
        with pytest.raises(ActionRefused, match="出展が決定した団体だけ"):
            decide("move_sheet_deadline", due_on=today())
    assert not ExhibitorSheet.objects.exists()


def test_only_the_body_writes_and_only_who_runs_the_event_decides(save, taking_part, stranger, officer):
    with pytest.raises(PermissionDenied):
        save(stranger)
    save()
    for action, facts in (
        ("confirm_sheet", {"edition": 1}),
        ("return_sheet", {"note": "x"}),
        ("move_sheet_deadline", {"due_on": today()}),
    ):
        with pytest.raises(PermissionDenied):
            getattr(actions, action)(participation=taking_part, by=officer, **facts)


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [
        ({"headline": " "}, "exhibitorsheet_submitted_with_text"),
        ({"submitted_by_name": ""}, "exhibitorsheet_submitted_whole"),
        ({"state": "returned"}, "exhibitorsheet_returned_whole"),
        ({"state": "confirmed"}, "exhibitorsheet_confirmed_whole"),
    ],
)
def test_a_row_says_all_or_nothing(save, columns, constraint):
    sheet = save()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        ExhibitorSheet.objects.filter(pk=sheet.pk).update(**columns)
