"""Of the mails with link and code only the newest leaves, and only while its link and code can be used."""

import datetime

import pytest
from django.utils import timezone

from common.outbox import delivery
from common.outbox.models import OutgoingMail
from members.application_returns.actions import remind_returned_application
from members.confirmations.emails import ConfirmationReminded, send_confirmation_mails
from members.mail_tokens.actions import resend_token, use_token
from members.mail_tokens.models import MailToken


@pytest.fixture
def invitation(invited):
    return OutgoingMail.objects.get(purpose="members.user_invited")


def test_an_older_mail_is_skipped_and_the_newest_leaves(invited, invitation):
    assert resend_token(number=invited.number, email=invited.email)
    newest = OutgoingMail.objects.filter(purpose="members.user_invited").latest("pk")
    assert delivery.deliver(invitation).state == "skipped"
    assert delivery.deliver(newest).state == "sent"


@pytest.mark.parametrize("change", [{"expires_at": timezone.now()}, {"wrong_tries": 10}])
def test_what_opens_nothing_any_more_is_skipped(change, invited, invitation):
    MailToken.objects.filter(pk=invited.pk).update(**change)
    assert delivery.deliver(invitation).state == "skipped"


def test_what_was_used_is_skipped(invited, invitation):
    use_token(invited)
    assert delivery.deliver(invitation).state == "skipped"


def test_neither_link_nor_code_is_kept_beside_the_text(invited, invitation, last_mail):
    _, link, code = last_mail("user_invited")
    assert invitation.facts["mailing"] == invited.mailing
    assert link.rstrip("/").rpartition("/")[2] not in str(invitation.facts)
    assert code.replace(" ", "") not in str(invitation.facts)


def test_what_the_site_sends_by_itself_leaves_the_sendings_to_people(returned, entry):
    remind_returned_application(returned.returns.get().pk)
    assert MailToken.objects.get(purpose="revision").sendings == 1
    for _ in range(4):
        send_confirmation_mails(ConfirmationReminded, [entry.pk], counted=False)
    mail_token = entry.mail_tokens.get()
    for _ in range(5):
        assert resend_token(number=mail_token.number, email=mail_token.email)
    assert not resend_token(number=mail_token.number, email=mail_token.email)


def test_a_token_that_ran_out_is_not_usable(invited):
    invited.expires_at = timezone.now() - datetime.timedelta(seconds=1)
    assert not invited.is_usable
