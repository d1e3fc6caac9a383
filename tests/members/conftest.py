import datetime
import re

import pytest
from django.test import Client

from common import japanese_calendar, refusals
from common.outbox.models import OutgoingMail
from members.access.rate_limits import COUNTERS
from members.application_returns.actions import return_application
from members.applications.actions import submit_application, verify_application
from members.applications.models import Application
from members.applications.targets import Target
from members.confirmations.actions import default_due_on, mail_confirmation_round, start_confirmation_round
from members.confirmations.models import ConfirmationEntry
from members.handovers.actions import hand_over
from members.import_export.models import SheetImport
from members.local_governments.models import LocalGovernment
from members.mail_tokens.actions import find_token_by_code
from members.mail_tokens.models import MailToken
from members.organizations.models import Organization
from members.takeovers.actions import offer_takeover
from members.users.invitations import invite_user
from tests import government_cast
from tests.members.spreadsheet_uploads import upload

REMARK = "担当課の共通アドレスを入力してください。"
FIELDS = {
    "section_name": "企画課",
    "mailbox": "kikaku@city.hakodate.hokkaido.jp",
    "applicant_name": "函館 花子",
    "email": "hanako@city.hakodate.hokkaido.jp",
    "telephone": "0138-21-0000",
    "postal_code": "040-8666",
    "address": "北海道函館市東雲町4番13号",
}


@pytest.fixture
def fields():
    return {**FIELDS, "prefecture": "北海道", "name": "函館市", "name_kana": "はこだてし"}


@pytest.fixture
def typed():
    """What an applicant types into the form of a known body."""
    return {**FIELDS, "consent": "on"}


@pytest.fixture
def hakodate(db):
    return LocalGovernment.objects.create(
        code="012025",
        prefecture="北海道",
        prefecture_kana="ほっかいどう",
        name="函館市",
        name_kana="はこだてし",
        kind="city",
        website="https://www.city.hakodate.hokkaido.jp/",
        source="test",
    )


@pytest.fixture
def unverified(hakodate, fields):
    submit_application(target=Target(hakodate), fields=fields)
    return Application.objects.get()


@pytest.fixture
def waiting(unverified):
    return verify_application(mail_token=MailToken.objects.get(subject_application=unverified))


@pytest.fixture
def make_waiting(db):
    """Applications of bodies without code that wait: `make_waiting(3)`."""

    def make(count):
        have = Application.objects.count()
        for n in range(have, have + count):
            submit_application(
                target=Target(),
                fields={
                    **FIELDS,
                    "email": f"a{n}@body{n}.example",
                    "prefecture": "青森県",
                    "name": f"見本町村会{n}",
                    "name_kana": "みほん",
                },
            )
        for mail_token in MailToken.objects.filter(
            used_at=None, subject_application__name__startswith="見本町村会"
        ):
            verify_application(mail_token=mail_token)

    return make


@pytest.fixture
def invited(officer):
    """The officer of 堺市, as if they had no password yet."""
    officer.set_unusable_password()
    officer.save()
    return invite_user(user=officer)


@pytest.fixture
def last_mail():
    """The newest mail, its link and its code."""

    def read(purpose):
        mail = OutgoingMail.objects.filter(purpose=f"members.{purpose}").first()
        path = re.search(r"https?://[^/]+(/members/proof/\S+)", mail.body)
        code = re.search(r"確認コード\s+(\d{3} \d{3})", mail.body)
        return mail, path and path.group(1), code and code.group(1)

    return read


@pytest.fixture
def wards(db):
    """Make special wards as the facts do, without a date."""

    def make(count):
        return [
            Organization.objects.create(
                kind="special_ward",
                name=f"見本{n}区",
                name_kana="みほんく",
                prefecture="東京都",
                local_government=LocalGovernment.objects.create(
                    code=f"1399{n:02}",
                    prefecture="東京都",
                    name=f"見本{n}区",
                    kind="special_ward",
                    source="t",
                ),
            )
            for n in range(count)
        ]

    return make


@pytest.fixture
def wrong_codes():
    """Type a wrong code so many times."""

    def type_wrong(number, times):
        for _ in range(times):
            with pytest.raises(refusals.ActionRefused):
                find_token_by_code(number, "not a code")

    return type_wrong


@pytest.fixture
def start_round(secretariat):
    """Begin a round and mail it, as the worker would: `begin()`."""

    def start(due_on=None):
        confirmation_round = start_confirmation_round(due_on=due_on or default_due_on(), by=secretariat)
        mail_confirmation_round(confirmation_round=confirmation_round)
        return confirmation_round

    return start


@pytest.fixture
def confirmation_round(officer, colleague, stranger, start_round):
    """A round that asks the sections of 堺市 and 釧路市."""
    return start_round()


@pytest.fixture
def entry(confirmation_round, sakai):
    return ConfirmationEntry.objects.get(section__organization=sakai)


@pytest.fixture
def mail_of():
    """The last mail of an entry: its row, the path of its link, its code."""

    def read(entry):
        entry.refresh_from_db()
        mail = entry.mail
        path = re.search(r"https?://[^/]+(/members/proof/\S+)", mail.body).group(1)
        return mail, path, re.search(r"確認コード\s+(\d{3} \d{3})", mail.body).group(1)

    return read


@pytest.fixture
def link(entry, mail_of):
    return mail_of(entry)[1]


@pytest.fixture
def correcting(entry):
    """What stands in the form when it opens, and who answers."""
    section = entry.section
    names = ("name", "mailbox", "telephone", "postal_code", "address")
    return {
        "answer": "corrected",
        "corrected-answered_name": "堺 七子",
        **{f"corrected-{name}": getattr(section, name) for name in names},
    }


@pytest.fixture
def moving(officer):
    return {
        "answer": "moving",
        "moving-leaving": officer.pk,
        "moving-successor_name": "後任 八子",
        "moving-successor_email": "hachiko@city.example",
        "moving-effective_on": japanese_calendar.wareki(
            japanese_calendar.today() + datetime.timedelta(days=7)
        ),
        "moving-answered_name": "堺 七子",
    }


@pytest.fixture
def returned(secretariat, waiting):
    return return_application(application=waiting, by=secretariat, remark=REMARK)


@pytest.fixture
def correcting_browser(visitor, returned, last_mail):
    """A browser in which the link of the mail was pressed."""
    assert visitor.post(last_mail("application_returned")[1]).url == "/members/apply/correct/"
    return visitor


@pytest.fixture
def corrected(typed):
    """What the applicant types into the form that came back."""
    del typed["consent"]
    return {**typed, "mailbox": "kyotsu@city.hakodate.hokkaido.jp", "stage": "submit"}


@pytest.fixture
def in_days():
    """The day so many days from now."""

    def count(days):
        return japanese_calendar.today() + datetime.timedelta(days=days)

    return count


@pytest.fixture
def plan_handover(in_days):
    """Register a hand-over, three days ahead where no other day is named."""

    def make(leaving, email="successor@city.example", days=3, by=None):
        return hand_over(
            leaving=leaving,
            successor_name="後任 七子",
            successor_email=email,
            effective_on=in_days(days),
            by=by or leaving,
        )

    return make


@pytest.fixture
def recipients_of():
    """Who got the mail of that name."""

    def addresses(name):
        return set(OutgoingMail.objects.filter(purpose=f"members.{name}").values_list("to", flat=True))

    return addresses


@pytest.fixture
def section(sakai):
    return sakai.sections.get()


@pytest.fixture
def ask_takeover(section, officer):
    """The mail in the section's mailbox: `offered()` gives its link, number and code."""

    COUNTERS.clear()  # how often others asked

    def ask():
        offer_takeover(section=section)
        mail = OutgoingMail.objects.filter(purpose="members.takeover_offered").first()
        number = re.search(r"受付番号\s+(\d{4}-\d{4})", mail.body)[1]
        code = re.search(r"確認コード\s+(\d{3} \d{3})", mail.body)[1]
        return re.search(r"https?://[^/]+(/members/proof/\S+)", mail.body)[1], number, code

    return ask


@pytest.fixture
def takeover_browser(ask_takeover):
    """A browser in which the link was pressed."""
    client = Client()
    assert client.post(ask_takeover()[0]).url == "/members/takeover/form/"
    return client


@pytest.fixture
def make_member(make_organization):
    """A member of a made-up body of 北海道: `make_member("甲町", "01801")`."""

    def make(name, five, kind="town", **more):
        government_cast.body(name, five, kind)
        return make_organization(name, code=government_cast.code(five), prefecture="北海道", **more)

    return make


@pytest.fixture
def kou(make_member):
    return make_member("甲町", "01801", kana="こうちょう")


@pytest.fixture
def otsu(make_member):
    return make_member("乙村", "01802", "village", kana="おつむら")


@pytest.fixture
def upload_sheet(browser, secretariat):
    """Hand a table in as the secretariat; gives what it was compared to."""

    def hand(table, header, *rows, client=None):
        client = client or browser(secretariat)
        response = client.post(f"/members/sheets/{table}/", {"file": upload(header, *rows)})
        assert response.status_code == 302, response.content.decode()
        return SheetImport.objects.get(pk=response.url.split("/")[-2])

    return hand


@pytest.fixture
def commit(browser, secretariat):
    """Look at the comparison and press the button."""

    def press(sheet_import, client=None):
        client = client or browser(secretariat)
        seen = client.get(sheet_import.get_absolute_url()).context["import"].fingerprint
        client.post(f"{sheet_import.get_absolute_url()}commit/", {"seen": seen})
        sheet_import.refresh_from_db()
        return sheet_import

    return press
