"""How each mail of the portal comes about, and what makes it untrue before it leaves."""

from members.sections.actions import change_section
from portal.contact.actions import receive_message
from portal.contact.emails import ContactCopy, ContactReceived
from portal.contact.models import ContactMessage
from tests.mails import MailLine


def _message(request):
    request.getfixturevalue("secretariat")
    return receive_message(
        by=None, matter="other", name="見本 太郎", affiliation="", email="asks@example.jp", body="x"
    )


def _move(request, mail):
    officer = request.getfixturevalue("secretariat")
    change_section(section=officer.section, fields={"mailbox": "moved@city.example"}, by=officer)


def _change_address(request, mail):
    ContactMessage.objects.update(email="other@example.jp")


MAILS = {
    "portal.contact_copy": MailLine(lambda request: ContactCopy(_message(request)), _change_address),
    "portal.contact_received": MailLine(lambda request: ContactReceived(_message(request)), _move),
}
