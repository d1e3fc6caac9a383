"""Mailboxes that mail does not reach: noticed in the post room, marked by hand, shown, mended."""

import datetime

import pytest
from django.utils import timezone

from common import refusals
from common.outbox.models import OutgoingMail
from members.confirmation_answers.actions import answer_unchanged
from members.confirmations.actions import resend_entry
from members.confirmations.tasks import clear_bounced_entry, mark_bounced_entry
from members.sections.actions import mark_mailbox_bounced, unmark_mailbox_bounced
from tests.mypage import pending_kinds
from tests.worker import by_clock

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)


def mark_bounced() -> int:
    """What the clock does; how many are marked now."""
    by_clock(clear_bounced_entry)
    return by_clock(mark_bounced_entry)


@pytest.fixture
def failed(entry):
    entry.mail.state, entry.mail.last_error = OutgoingMail.State.FAILED, "SMTPRecipientsRefused: 550"
    entry.mail.save()
    return entry


def test_a_mail_that_failed_marks_entry_and_section_and_tells_the_organisation(
    confirmation_round, failed, officer, colleague, browser, secretariat
):
    assert mark_bounced() == 1
    assert mark_bounced() == 0
    failed.refresh_from_db()
    failed.section.refresh_from_db()
    assert failed.bounced_at
    assert failed.section.bounced_at
    told = OutgoingMail.objects.filter(purpose="members.mailbox_bounced").values_list("to", flat=True)
    assert sorted(told) == [colleague.email, officer.email]  # not the mailbox itself
    assert "不達" in browser(officer).get("/organization/").content.decode()
    assert "メールが届かない共通アドレス" in pending_kinds(browser(officer))
    assert "不達" in browser(secretariat).get(failed.get_absolute_url()).content.decode()


def test_other_entries_and_answered_ones_stay_as_they_are(confirmation_round, failed, officer):
    answer_unchanged(entry=failed, by=officer)
    assert mark_bounced() == 0
    assert not confirmation_round.entries.filter(bounced_at__isnull=False).exists()


def test_a_mail_sent_after_all_clears_the_mark(failed):
    mark_bounced()
    failed.refresh_from_db()
    failed.mail.state, failed.mail.sent_at = OutgoingMail.State.SENT, failed.bounced_at + MINUTE
    failed.mail.save()
    mark_bounced()
    failed.refresh_from_db()
    failed.section.refresh_from_db()
    assert (failed.bounced_at, failed.section.bounced_at) == (None, None)


def test_what_was_unmarked_by_hand_is_not_marked_again_by_the_same_mail(failed, secretariat, browser):
    mark_bounced()
    unmark_mailbox_bounced(section=failed.section, by=secretariat)
    assert mark_bounced() == 0
    assert "届きませんでした" in browser(secretariat).get(failed.get_absolute_url()).content.decode()


def test_a_mail_to_an_earlier_mailbox_says_nothing_of_the_new_one(failed):
    failed.section.mailbox = "shin@city.example"
    failed.section.save()
    assert mark_bounced() == 0


def test_a_mark_by_hand_after_the_mail_was_sent_stays(entry, secretariat):
    entry.mail.state, entry.mail.sent_at = OutgoingMail.State.SENT, timezone.now() - MINUTE
    entry.mail.save()
    mark_mailbox_bounced(section=entry.section, by=secretariat)
    mark_bounced()
    entry.refresh_from_db()
    assert entry.is_bounced
    unmark_mailbox_bounced(section=entry.section, by=secretariat)
    entry.refresh_from_db()
    assert not entry.is_bounced


def test_only_the_secretariat_marks(entry, officer):
    for act in (mark_mailbox_bounced, unmark_mailbox_bounced):
        with pytest.raises(refusals.ActionRefused):
            act(section=entry.section, by=officer)
    with pytest.raises(refusals.ActionRefused):
        resend_entry(entry=entry, mailbox=entry.section.mailbox, by=officer)


def test_a_new_mailbox_clears_the_mark(entry, secretariat, officer, browser):
    mark_mailbox_bounced(section=entry.section, by=secretariat)
    typed = {"name": entry.section.name, "mailbox": "shin@city.example"}
    browser(officer).post(f"/organization/sections/{entry.section_id}/edit/", typed)
    entry.refresh_from_db()
    entry.section.refresh_from_db()
    assert (entry.section.mailbox, entry.section.bounced_at, entry.bounced_at) == (
        "shin@city.example",
        None,
        None,
    )


@pytest.mark.usefixtures("no_cast")
def test_a_section_without_an_address_that_can_be_one_is_noticed(officer, sakai, start_round):
    sakai.sections.update(mailbox="")
    confirmation_round = start_round()
    assert mark_bounced() == 1
    assert confirmation_round.entries.get().is_bounced
