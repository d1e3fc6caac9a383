"""The main job from end to end: 堺市 registers, is approved, proposes; a ward answers. With real facts."""

import re

import pytest

from common.attachments.models import StoredFile
from common.outbox.models import OutgoingMail
from members.organizations import seed_data
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User
from tests.conftest import PASSWORD
from tests.e2e.conftest import eventually

pytestmark = pytest.mark.e2e

EMAIL, MAILBOX = "sakai.hanako@city.example", "kikaku@city.example"
TITLE = "防災と物産展を組み合わせた連携提案"


@pytest.fixture
def real_facts(site):
    seed_data.load_seed_data()


@pytest.fixture
def ward_officer(real_facts):
    return _officer_of("江東区", "ward@koto.example", "江東 四郎")


@pytest.fixture
def secretariat(real_facts):
    return _officer_of("特別区長会事務局", "jimukyoku@tokyo.example", "事務 五子")


def _officer_of(organization, email, name):
    section = Section.objects.create(
        organization=Organization.objects.get(name=organization),
        name="企画課",
        mailbox=f"section-{email}",
        telephone="03-0000-0000",
    )
    return User.objects.create_user(email, PASSWORD, name=name, section=section)


def test_story_from_registration_to_reply(
    person, mail_to, secretariat, ward_officer, sample_pdf, sample_picture
):
    officer, office, ward, other = (person(name) for name in ("officer", "secretariat", "ward", "other"))
    _applies(officer)
    _proves_the_address_with_the_code(officer, mail_to)
    _approves(office, secretariat, mail_to)
    _sets_a_password(officer, mail_to)
    _proposes(officer, sample_pdf, sample_picture)
    _reads_and_replies(ward, ward_officer, mail_to)
    _sees_the_reply_as_unread(officer, mail_to)
    for q in ("防災", "物産展", "さかい"):
        _finds(officer, q, TITLE)
    _sees_nothing_of_the_board(other)


def _applies(officer):
    officer.open("/members/apply/")
    officer.field("都道府県").select_option("大阪府")
    officer.press("市区町村を表示する")
    officer.field("大阪府の団体").select_option("271403")
    officer.press("この団体で申請を始める")
    officer.field("担当部署").fill("企画部 企画課")
    officer.field("担当課の共通アドレス").fill(MAILBOX)
    officer.field("氏名").fill("堺 花子")
    officer.field("本人のメールアドレス").fill(EMAIL)
    officer.field("電話番号").fill("０７２－２３３－１１０１")
    officer.field("郵便番号").fill("590-0078")
    officer.field("所在地").fill("堺市堺区南瓦町3番1号")
    officer.field("利用規約に同意する").check()
    officer.press("入力内容を確認する")
    assert "072-233-1101" in officer.text()
    officer.press("この内容で申請する")
    assert "申請を受け付けました" in officer.text()


def _proves_the_address_with_the_code(officer, mail_to):
    mail = mail_to(EMAIL, "members.application_submitted")
    assert officer.site in mail.body  # the link is the other way
    code = re.search(r"確認コード\s+(\d{3} \d{3})", mail.body)[1]
    officer.field("確認コード").fill(code)
    officer.press("メールアドレスを確認する")
    assert "メールアドレスの確認が済みました" in officer.text()


def _approves(office, secretariat, mail_to):
    assert "大阪府堺市" in mail_to(secretariat.section.mailbox, "members.application").body
    office.log_in(secretariat.email)
    office.page.goto(f"{office.site}/admin/members/application/")  # Django's own pages, not ours to judge
    assert "大阪府堺市" in office.page.locator("#result_list").inner_text()
    office.open("/mypage/")
    office.press("審査する 審査を待つ会員登録の申請")
    assert "city.example" in office.text()
    office.press("承認する")
    assert "承認" in office.text()


def _sets_a_password(officer, mail_to):
    mail = mail_to(EMAIL, "members.user_invited")
    link = re.search(rf"{re.escape(officer.site)}/members/proof/\S+", mail.body)[0]
    page = officer.open(link)
    officer.press("パスワードの設定へ進む")
    officer.field("パスワード").fill("renkei-to-23-wards")
    officer.field("パスワード（確認）").fill("renkei-to-23-wards")
    officer.press("パスワードを設定してログインする")
    assert page.url == f"{officer.site}/mypage/"


def _proposes(officer, sample_pdf, sample_picture):
    officer.open("/board/new/")
    page = officer.press("連携提案")
    officer.field("件名").fill(TITLE)
    officer.field("提案の内容").fill("防災の催しで物産展を開きます。\n・会場は区の公園\n・準備は堺市")
    officer.field("防災").check()
    officer.field("こちらから提供できること").fill("特産品と職員3名")
    officer.field("相手に求めること").fill("会場の提供")
    officer.field("希望時期の始まり").fill("令和９年３月１日")
    page.locator("input[type=file]").set_input_files([sample_pdf, sample_picture])
    officer.press("確認する")
    assert "まだ投稿されていません" in officer.text()
    officer.press("提案を投稿する")
    assert TITLE in officer.text()
    assert "秋の案内.pdf" in officer.text()


def _reads_and_replies(ward, ward_officer, mail_to):
    mail = mail_to(ward_officer.email, "board.topic_published")
    mailbox = ward_officer.section.mailbox  # hears of other members' topics once a week
    assert not OutgoingMail.objects.filter(to=mailbox, purpose="board.topic_published").exists()
    ward.log_in(ward_officer.email)
    ward.open("/board/unread/")
    assert "未読" in ward.text()
    page = ward.press(TITLE)
    assert page.url in mail.body
    for name in ("秋の案内.pdf", "会場写真.jpg"):
        _opens(ward, name)
    ward.open("/board/unread/")
    assert TITLE not in ward.text()
    page = ward.open(page.url if "/topics/" in page.url else re.search(r"http\S+", mail.body)[0])
    page.locator("#answer textarea").fill("会場について打合せをしたいです。")
    ward.press("返信を投稿する")
    assert "会場について打合せをしたいです。" in ward.text()


def _opens(ward, name):
    """The file behind the link is the one that was kept, whole and with its Japanese name."""
    stored = StoredFile.objects.get(name=name)
    link = ward.page.locator("main").get_by_role("link", name=name)
    answer = ward.context.request.get(ward.site + link.get_attribute("href"))
    assert answer.status == 200
    assert len(answer.body()) == stored.size
    assert answer.headers["content-type"] == stored.kind
    assert answer.headers["x-content-type-options"] == "nosniff"


def _finds(who, q, expected):
    """The index is written by the worker: it may need a moment."""
    eventually(lambda: expected in who.open(f"/search/?q={q}").locator("main").inner_text())


def _sees_the_reply_as_unread(officer, mail_to):
    assert "会場について打合せをしたいです。" in mail_to(EMAIL, "board.reply_posted").body
    assert mail_to(MAILBOX, "board.reply_posted")
    officer.open("/board/unread/")
    assert "未読" in officer.text()
    officer.press(TITLE)
    assert "新着" in officer.text()
    assert "会場について打合せをしたいです。" in officer.text()
    officer.open("/board/unread/")
    assert TITLE not in officer.text()


def _sees_nothing_of_the_board(other):
    stored = StoredFile.objects.values_list("pk", flat=True)
    for path in ("/board/", "/board/unread/", "/board/pamphlets/", *(f"/files/{pk}/" for pk in stored)):
        answer = other.context.request.get(other.site + path, max_redirects=0)
        assert answer.status in (302, 404), path
        assert TITLE not in answer.text()
    for path in ("/", "/search/?q=物産展", "/search/?q=防災", "/search/?q=さかい"):
        other.open(path)
        assert TITLE not in other.text(), path
    _finds(other, "さかい", "大阪府堺市")
