import pytest

from common.outbox.models import OutgoingMail
from members.access.rate_limits import COUNTERS
from members.application_queue.actions import approve_application
from members.application_returns.actions import resend_revision, return_application
from members.applications.actions import verify_application
from members.applications.models import Application
from members.mail_tokens.models import MailToken
from members.users.invitations import resend_invitation
from tests.mails import walk
from tests.members.mail_table import MAILS


def number_of(mail) -> str:
    """The number of the application that a mail is about; "" for another mail."""
    about = getattr(mail.about, "subject", mail.about)
    number = about.number if isinstance(about, Application) else ""
    return number or mail.facts.get("application_number") or mail.facts.get("number", "")


@pytest.mark.parametrize("purpose", MAILS)
def test_each_mail_of_an_application_has_its_number_in_the_subject(purpose, request):
    mail = MAILS[purpose].make(request)
    if number := number_of(mail):
        OutgoingMail.objects.filter(purpose=purpose).delete()
        mail.write()
        for row in OutgoingMail.objects.filter(purpose=purpose):
            assert f"（受付番号 {number[:4]}-{number[4:]}）" in row.subject


def test_from_the_application_to_the_first_login_it_is_one_number(unverified, secretariat):
    number = unverified.number
    application = verify_application(mail_token=MailToken.objects.get())
    return_application(application=application, by=secretariat, remark="電話番号を入力してください。")
    resend_revision(number=MailToken.objects.get(purpose="revision").number, email=unverified.email)
    Application.objects.update(state=Application.State.WAITING, returned_at=None, returned_by=None)
    approve_application(application=application, by=secretariat)
    invited = MailToken.objects.get(purpose="invitation")
    resend_invitation(number=invited.number, email=invited.email)
    mails = OutgoingMail.objects.exclude(purpose="members.person_added")
    assert mails.filter(purpose="members.user_invited").count() == 2
    for mail in mails:
        assert f"{number[:4]}-{number[4:]}" in mail.subject, mail.purpose


@pytest.fixture(autouse=True)
def _fresh_counters(no_cast):
    COUNTERS.clear()


@pytest.mark.parametrize("purpose", MAILS)
def test_each_mail_is_told_once_and_not_once_it_is_untrue(purpose, request):
    walk(purpose, MAILS[purpose], request)
