"""How each mail of the portal comes about, and what makes it untrue before it leaves."""

from members.sections.actions import change_section
from portal.contact.emails import ContactReceived
from tests.mails import MailLine


def _contact(request):
    request.getfixturevalue("secretariat")
    typed = {
        "matter": "そのほか",
        "name": "見本 太郎",
        "affiliation": "",
        "email": "asks@example.jp",
        "body": "x",
    }
    return ContactReceived(None, secrets=typed, token="t")


def _move(request, mail):
    officer = request.getfixturevalue("secretariat")
    change_section(section=officer.section, fields={"mailbox": "moved@city.example"}, by=officer)


MAILS = {"portal.contact_received": MailLine(make=_contact, undo=_move)}
