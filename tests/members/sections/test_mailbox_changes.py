"""Another mailbox vouches for nothing yet: whoever edits it cannot become representative through it."""

import datetime
import re
import uuid

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from common import japanese_calendar
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from members.access.rate_limits import COUNTERS
from members.confirmations.models import ConfirmationEntry
from members.handovers.actions import approve_handover
from members.handovers.models import Handover
from members.handovers.tasks import carry_out_due_handover
from members.mail_tokens.actions import require_usable_token
from members.mail_tokens.handlers import _handlers
from members.mail_tokens.models import MailToken
from members.recoveries.actions import ask_recovery, verify_recovery
from members.reviews.models import Review
from members.sections.actions import change_section, confirm_mailbox, put_mailbox_back
from members.sections.models import Section
from members.takeovers.actions import take_over
from members.users.models import User
from tests.worker import by_clock

pytestmark = pytest.mark.django_db
THEIRS = "officers-own@free.example"
FORM = "/members/takeover/form/"
LINK = r"https?://[^/]+(/members/proof/\S+)"


@pytest.fixture(autouse=True)
def _no_limits_of_other_tests():
    COUNTERS.clear()


@pytest.fixture
def before(section):
    return section.mailbox


@pytest.fixture
def moved(officer, colleague, section, before):
    """An officer gave the section a mailbox that only they read."""
    return change_section(section=section, fields={"mailbox": THEIRS}, by=colleague)


def newest(purpose, **filters):
    return OutgoingMail.objects.filter(purpose=f"members.{purpose}", **filters).first()


def link_in(mail):
    return re.search(LINK, mail.body)[1]


def later(**time):
    return time_machine.travel(timezone.now() + datetime.timedelta(**time))


def successor(leaving, effective_on=None):
    return {
        "leaving": leaving,
        "successor_name": "乗取 太郎",
        "successor_email": "taker@free.example",
        "effective_on": effective_on or japanese_calendar.today(),
    }


def press_takeover(client, link, leaving):
    assert client.post(link).url == FORM
    typed = {"idempotency_key": str(uuid.uuid4()), "stage": "submit", **successor(leaving.pk)}
    return client.post(FORM, typed)


def test_the_attack_step_by_step(browser, visitor, officer, colleague, section, before, secretariat):
    """An officer edits the mailbox, asks to take over from it, names themself successor of the 代表担当者."""
    typed = {"name": section.name, "mailbox": THEIRS, "telephone": "", "postal_code": "", "address": ""}
    saved = browser(colleague).post(f"/organization/sections/{section.pk}/edit/", typed, follow=True)
    assert "変わったばかり" in saved.content.decode()
    section.refresh_from_db()
    assert (section.mailbox, section.mailbox_vouches) == (THEIRS, False)
    # from the changed mailbox nothing begins, and it reads why
    visitor.post(f"/members/takeover/sections/{section.pk}/send/")
    assert not MailToken.objects.filter(purpose="takeover").exists()
    assert newest("mailbox_held").to == THEIRS
    # after seven days the mail comes, and still does not make anybody 代表担当者
    with later(days=7, minutes=1):
        visitor.post(f"/members/takeover/sections/{section.pk}/send/")
        assert (
            press_takeover(visitor, link_in(newest("takeover_offered", to=THEIRS)), officer).status_code
            == 302
        )
        handover = Handover.objects.get()
        by_clock(carry_out_due_handover)
        handover.refresh_from_db()
        officer.refresh_from_db()
        assert handover.awaits_approval
        assert not handover.failed_at
        assert officer.is_representative
        assert not User.objects.filter(email="taker@free.example").exists()
        told = set(
            OutgoingMail.objects.filter(purpose="members.handover_planned").values_list("to", flat=True)
        )
        assert officer.email in told
        assert newest("handover_approval_asked").to == secretariat.section.mailbox
        for person in (colleague, officer):  # the officer, and the 代表担当者 who would be followed
            path = f"/organization/handover/{handover.pk}/approve/"
            assert browser(person).post(path).status_code == 403
            with pytest.raises(ActionRefused):
                approve_handover(handover=handover, by=person)
        page = handover.get_absolute_url()
        assert "この引継ぎを承認する" in browser(secretariat).get(page).content.decode()
        assert "この引継ぎを承認する" not in browser(officer).get(page).content.decode()


def test_the_mailbox_before_puts_itself_back_with_one_press(
    visitor, secretariat, officer, section, before, moved
):
    mail = newest("mailbox_changed")
    assert (mail.to, THEIRS in mail.body) == (before, True)
    link = link_in(mail)
    page = visitor.get(link).content.decode()
    assert before in page
    assert page.count("共通アドレスを元に戻す") == 1  # the heading
    section.refresh_from_db()
    assert section.mailbox == THEIRS  # a gateway that opens the link changes nothing
    assert visitor.post(link).url == "/members/mailbox/back/"
    assert "元に戻しました" in visitor.get("/members/mailbox/back/").content.decode()
    section.refresh_from_db()
    assert (section.mailbox, section.mailbox_vouches, section.mailbox_before) == (before, True, "")
    told = OutgoingMail.objects.filter(purpose="members.mailbox_put_back")
    assert set(told.values_list("to", flat=True)) == {secretariat.section.mailbox, officer.email}
    assert Review.objects.filter(entry__verb="members.mailbox_put_back").exists()
    assert "この手続きは済んでいます" in visitor.post(link).content.decode()
    visitor.post(f"/members/takeover/sections/{section.pk}/send/")
    assert newest("takeover_offered").to == before


def test_number_and_code_object_too_and_come_once_more(visitor, section, before, moved):
    mail = newest("mailbox_changed")
    number = MailToken.objects.get(purpose="mailbox_change").number
    visitor.post("/members/proof/resend/", {"number": number, "email": before})
    code = re.search(r"確認コード\s+(\d{3} \d{3})", newest("mailbox_changed").body)[1]
    assert newest("mailbox_changed").pk != mail.pk
    typed = {"number": number, "code": code}
    assert visitor.post("/members/proof/", typed).url == "/members/mailbox/back/"
    section.refresh_from_db()
    assert section.mailbox == before


def test_the_representatives_are_told_and_settle_it_after_login(
    browser, make_user, sakai, officer, colleague, stranger, section, before, moved
):
    mail = newest("mailbox_change_noticed")
    assert mail.to == officer.email
    page = f"/organization/sections/{section.pk}/mailbox/"
    assert page in mail.body
    client = browser(officer)
    assert "確認待ち" in client.get("/organization/").content.decode()
    shown = client.get(page).content.decode()
    assert before in shown
    assert THEIRS in shown
    assert client.post(f"{page}confirm/").url == page
    section.refresh_from_db()
    assert (section.mailbox_vouches, section.mailbox_confirmed_by) == (True, officer)
    assert AuditEntry.objects.filter(verb="members.mailbox_confirmed").exists()
    assert client.post(f"{page}back/").url == page
    section.refresh_from_db()
    assert (section.mailbox, section.mailbox_vouches) == (before, True)
    assert "確認を待っている変更はありません" in client.get(page).content.decode()


def test_after_thirty_days_nothing_is_put_back_any_more(browser, visitor, officer, section, moved):
    link, page = link_in(newest("mailbox_changed")), f"/organization/sections/{section.pk}/mailbox/"
    with later(days=29):
        assert page in browser(officer).get("/organization/").content.decode()
    with later(days=31):
        client = browser(officer)
        assert page not in client.get("/organization/").content.decode()
        assert "確認を待っている変更はありません" in client.get(page).content.decode()
        client.post(f"{page}back/")
        assert visitor.post(link).status_code == 400
    section.refresh_from_db()
    assert section.mailbox == THEIRS


def test_the_secretariat_settles_it_too(browser, secretariat, section, moved):
    browser(secretariat).post(f"/organization/sections/{section.pk}/mailbox/confirm/")
    section.refresh_from_db()
    assert section.mailbox_vouches


@pytest.mark.parametrize("who", ["officer", "secretariat"])
def test_who_may_confirm_it_has_confirmed_what_they_change(request, colleague, section, before, who):
    by = request.getfixturevalue(who)
    section = change_section(section=section, fields={"mailbox": THEIRS}, by=by)
    assert section.mailbox_vouches
    assert newest("mailbox_changed").to == before
    assert not OutgoingMail.objects.filter(purpose="members.mailbox_change_noticed", to=by.email).exists()


def test_what_was_confirmed_can_be_objected_to_and_then_vouches_for_nothing_itself(
    visitor, secretariat, officer, section, before
):
    change_section(section=section, fields={"mailbox": THEIRS}, by=officer)
    visitor.post(link_in(newest("mailbox_changed")))
    section.refresh_from_db()
    assert (section.mailbox, section.mailbox_vouches) == (before, False)
    assert "7日たつまで" in newest("mailbox_put_back").body
    confirm_mailbox(section=section, by=officer)
    section.refresh_from_db()
    assert section.mailbox_vouches


def test_a_second_change_does_not_wear_the_hold_out(officer, colleague, section, before, moved):
    """Neither does the mailbox in between vouch, nor may it object; the one before it all is told again."""
    with later(days=6):
        change_section(section=section, fields={"mailbox": "second@free.example"}, by=colleague)
        section.refresh_from_db()
        assert section.mailbox_before == before
        assert set(
            OutgoingMail.objects.filter(purpose="members.mailbox_changed").values_list("to", flat=True)
        ) == {before}
    with later(days=8):
        assert not section.mailbox_vouches
    with later(days=14):
        assert section.mailbox_vouches


def test_corrected_back_nothing_is_left_to_confirm(colleague, officer, section, before, moved):
    change_section(section=section, fields={"mailbox": before}, by=colleague)
    section.refresh_from_db()
    assert (section.mailbox_vouches, section.mailbox_changed_at) == (True, None)
    with pytest.raises(ActionRefused):
        put_mailbox_back(section=section, by=officer)
    with pytest.raises(ActionRefused):
        require_usable_token(MailToken.objects.get(purpose="mailbox_change"))


def test_another_telephone_number_holds_nothing_up(colleague, section):
    change_section(section=section, fields={"telephone": "072-000-0000"}, by=colleague)
    section.refresh_from_db()
    assert section.mailbox_vouches
    assert not OutgoingMail.objects.filter(purpose="members.mailbox_changed").exists()


def test_a_link_that_came_before_opens_nothing_either(visitor, ask_takeover, colleague, section, before):
    """There and back again: the mail of the first mailbox is good only while that mailbox vouches."""
    link = ask_takeover()[0]
    Section.objects.filter(pk=section.pk).update(
        mailbox_before=THEIRS, mailbox_changed_at=timezone.now() - datetime.timedelta(days=1)
    )
    answer = visitor.post(link)
    assert answer.status_code == 400
    assert "変わったばかり" in answer.content.decode()
    session = visitor.session
    session["takeover"] = MailToken.objects.get(purpose="takeover").token_hash
    session.save()
    assert visitor.get(FORM).status_code == 400
    with later(days=6, minutes=1):
        assert visitor.get(FORM).status_code == 200


def test_no_way_back_in_through_it(officer, colleague, section, moved):
    asked = {"name": officer.name, "lost": "both", "new_email": "taker@free.example"}
    assert ask_recovery(email=officer.email, **asked) is None
    assert newest("mailbox_held").to == THEIRS
    assert not OutgoingMail.objects.filter(purpose="members.recovery_asked").exists()


def test_a_recovery_that_was_asked_before_is_not_confirmed_by_it(officer, colleague, section):
    asked = ask_recovery(email=officer.email, name=officer.name, lost="factor", new_email="")
    Section.objects.filter(pk=section.pk).update(
        mailbox_before="x@city.example", mailbox_changed_at=timezone.now()
    )
    with pytest.raises(ActionRefused, match="変わったばかり"):
        verify_recovery(mail_token=MailToken.objects.get(subject_recovery=asked))


def test_the_link_of_the_confirmation_round_waits_too(visitor, start_round, mail_of, section, moved):
    start_round()
    link = mail_of(ConfirmationEntry.objects.get(section=section))[1]
    shown = visitor.get(link)
    assert shown.status_code == 400
    assert "変わったばかり" in shown.content.decode()
    assert visitor.post(link, {"answer": "unchanged"}).status_code == 400
    assert ConfirmationEntry.objects.get(section=section).state == "waiting"
    with later(days=7, minutes=1):
        assert visitor.post(link, {"answer": "unchanged"}).status_code == 302


def test_a_mailbox_corrected_from_the_round_vouches_for_nothing_yet(visitor, link, correcting, section):
    """Also where nobody is logged in."""
    before = section.mailbox
    assert visitor.post(link, {**correcting, "corrected-mailbox": THEIRS}).status_code == 302
    section.refresh_from_db()
    assert (section.mailbox, section.mailbox_vouches) == (THEIRS, False)
    assert newest("mailbox_changed").to == before


def test_every_kind_of_mail_says_whether_it_speaks_for_a_section():
    """Those that do not prove nothing but their own address."""
    proving_themselves = {"application", "revision", "invitation", "mailbox_change"}
    assert {
        purpose for purpose, handler in _handlers.items() if handler.section is None
    } == proving_themselves


def test_another_representative_may_say_yes(make_user, sakai, officer, section):
    second = make_user("second@city.example", sakai, "堺 五郎")
    handover = take_over(section=section, **successor(officer, japanese_calendar.today()))
    approve_handover(handover=handover, by=second)
    handover.refresh_from_db()
    officer.refresh_from_db()
    assert (handover.successor.role, officer.is_active) == ("representative", False)


def test_with_a_yes_it_waits_for_its_day(secretariat, officer, section, in_days):
    handover = take_over(section=section, **successor(officer, in_days(5)))
    approve_handover(handover=handover, by=secretariat)
    by_clock(carry_out_due_handover)
    assert not Handover.objects.get().done_at
    with later(days=6):
        by_clock(carry_out_due_handover)
        assert Handover.objects.get().done_at


def test_one_who_becomes_representative_meanwhile_needs_the_yes_too(officer, colleague, section, in_days):
    take_over(section=section, **successor(colleague, in_days(5)))
    User.objects.filter(pk=colleague.pk).update(role="representative")
    with later(days=6):
        by_clock(carry_out_due_handover)
        assert not Handover.objects.get().done_at


def test_it_is_counted_among_what_waits_for_the_secretariat(browser, secretariat, officer, section):
    take_over(section=section, **successor(officer))
    assert "承認を待つ引継ぎ" in browser(secretariat).get("/mypage/").content.decode()
    assert "承認待ち" in browser(secretariat).get("/members/handovers/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"mailbox_before": "x@city.example"}, "section_mailbox_changed_whole"),
        ({"mailbox_changed_at": timezone.now()}, "section_mailbox_changed_whole"),
        ({"mailbox_confirmed_at": timezone.now()}, "section_mailbox_confirmed_whole"),
    ],
)
def test_the_database_refuses_half_a_change(section, wrong, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Section.objects.filter(pk=section.pk).update(**wrong)


def test_the_database_refuses_a_yes_by_nobody(officer, section, in_days):
    handover = take_over(section=section, **successor(officer, in_days(5)))
    with pytest.raises(IntegrityError, match="handover_approved_whole"), transaction.atomic():
        Handover.objects.filter(pk=handover.pk).update(approved_at=timezone.now())
