"""An application asked back, corrected and approved; its record printed; the organisation leaves."""

import re

import pytest

from common import japanese_calendar
from members.applications.actions import submit_application, verify_application
from members.applications.targets import Target
from members.local_governments.models import LocalGovernment
from members.mail_tokens.models import MailToken
from members.organizations import seed_data
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.invitations import accept_invitation
from members.users.models import User
from tests.conftest import PASSWORD

pytestmark = pytest.mark.e2e
EMAIL, REMARK = "sakai.hanako@city.example", "共通アドレスは、課で共有するアドレスにしてください。"


@pytest.fixture
def office(site):
    seed_data.load_seed_data()
    body = Organization.objects.get(name="特別区長会事務局")
    section = Section.objects.create(organization=body, name="企画課", mailbox="desk@tokyo.example")
    return User.objects.create_user("jimu@tokyo.example", PASSWORD, name="事務 五子", section=section)


@pytest.fixture
def waiting(office):
    sakai = LocalGovernment.objects.get(code="271403")
    fields = {
        "section_name": "企画課",
        "mailbox": EMAIL,
        "applicant_name": "堺 花子",
        "email": EMAIL,
        "telephone": "072-233-1101",
        "postal_code": "590-0078",
        "address": "堺市堺区南瓦町3番1号",
        "prefecture": sakai.prefecture,
        "name": sakai.name,
        "name_kana": sakai.name_kana,
    }
    submit_application(target=Target(sakai), fields=fields)
    return verify_application(mail_token=MailToken.objects.get())


def test_asked_back_corrected_approved_printed_and_left(person, mail_to, office, waiting):
    secretary, applicant = person("secretariat"), person("applicant")
    secretary.log_in(office.email)
    _asks_back(secretary, waiting)
    _corrects(applicant, mail_to)
    _approves(secretary, waiting)
    _leaves(applicant, secretary)


def _asks_back(secretary, waiting):
    secretary.open("/members/applications/")
    secretary.press("大阪府堺市")
    secretary.page.get_by_text("申請者に修正してもらう（差戻し）").click()
    secretary.field("申請者への指摘").fill(REMARK)
    secretary.press("指摘を送って差し戻す")
    assert "修正を待っています" in secretary.text()
    secretary.open("/members/applications/?state=returned")
    assert "大阪府堺市" in secretary.text()


def _corrects(applicant, mail_to):
    mail = mail_to(EMAIL, "members.application_returned")
    assert REMARK in mail.body
    applicant.open("/members/proof/")
    applicant.field("受付番号").fill(re.search(r"受付番号\s+(\d{4}-\d{4})", mail.body)[1])
    applicant.field("確認コード").fill(re.search(r"確認コード\s+(\d{3} \d{3})", mail.body)[1])
    applicant.press("番号を確認する")
    assert REMARK in applicant.text()
    applicant.field("担当課の共通アドレス").fill("kikaku@city.example")
    applicant.press("修正の内容を確認する")
    applicant.press("この内容で提出する")
    assert "修正を受け付けました" in applicant.text()


def _approves(secretary, waiting):
    secretary.open(f"/members/applications/{waiting.pk}/")
    assert "修正後" in secretary.text()
    secretary.open(f"/members/applications/{waiting.pk}/print/")
    secretary.press("申請のページに戻る")
    secretary.press("承認する")
    assert "承認し" in secretary.text()


def _leaves(applicant, secretary):
    user = User.objects.get(email=EMAIL)
    accept_invitation(mail_token=MailToken.objects.get(subject_user=user), password=PASSWORD)
    applicant.log_in(EMAIL)
    applicant.open("/organization/")
    applicant.press("登録内容確認書を印刷する")
    applicant.press("決裁欄を付ける")
    assert "会員番号 271403" in applicant.text()
    applicant.open("/organization/withdrawal/")
    applicant.field("退会日").fill(japanese_calendar.wareki(japanese_calendar.today()))
    applicant.field("退会の理由").fill("見直しのため")
    applicant.press("退会を申し出る")
    assert "退会の申出を取り消す" in applicant.page.content()
    secretary.open("/members/withdrawals/")
    secretary.press("大阪府堺市")
    secretary.press("退会を受理する")
    assert "退会済み" in secretary.text()
    refused = applicant.context.request.get(applicant.site + "/organization/")
    assert (refused.status, "会員登録を申請してください" in refused.text()) == (403, True)
