"""A full hand-over from the section's mailbox: the predecessor is gone, the successor has no account."""

import re

import pytest

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.topics.models import Topic
from board.unread.actions import mark_read
from board.unread.queries import floor_of
from common import japanese_calendar
from members.users.models import User
from tests.conftest import PASSWORD
from tests.pamphlets.asking import ask

pytestmark = pytest.mark.e2e

SUCCESSOR = "nanako@city.example"
PROPOSAL = {
    "title": "秋の物産展の提案",
    "body": "一緒に開きませんか。",
    "themes": ["industry"],
    "offer": "特産品",
    "seek": "会場",
}


@pytest.fixture
def left_behind(officer, stranger, ward_officer, koto):
    """What the predecessor leaves: a draft, a request without answer, one topic read and one unread."""
    floor_of(officer)
    draft_topic(
        by=officer, kind=Topic.Kind.PROPOSAL, values={**PROPOSAL, "title": "書きかけの提案"}, files=()
    )
    ask(officer, [koto], title="堺の観光パンフレット")
    for title in ("前任者が読んだ投稿", "前任者が読んでいない投稿"):
        draft = draft_topic(
            by=stranger, kind=Topic.Kind.PROPOSAL, values={**PROPOSAL, "title": title}, files=()
        )
        topic = publish_topic(topic=draft, by=stranger)
        if title == "前任者が読んだ投稿":
            mark_read(officer, topic.pk, topic.activity_no)


def test_the_successor_takes_over_without_the_predecessor(person, mail_to, officer, secretariat, left_behind):
    successor, gone, desk = person("successor"), person("predecessor"), person("secretariat")
    gone.log_in(officer.email)
    desk.log_in(secretariat.email)
    _asks_for_the_mail(successor)
    _types_the_code(successor, mail_to(officer.section.mailbox, "members.takeover_offered"), officer)
    _takes_over_on_three_screens(successor, officer)
    _says_yes(desk, mail_to(secretariat.section.mailbox, "members.handover_approval_asked"))
    _sets_a_password(successor, mail_to(SUCCESSOR, "members.user_invited"))
    _finds_everything_where_it_was(successor, mail_to)
    _cannot_log_in_any_more(gone, officer)


def _asks_for_the_mail(successor):
    successor.open("/accounts/login/")
    successor.press("前任者からの引継ぎ")
    successor.field("団体名または読み（例：さかい、堺市）").fill("さかい")
    successor.press("団体を探す")
    successor.press("大阪府堺市")
    successor.press("企画課の共通アドレスへメールを送る")
    assert "共通アドレスのメールを確認してください" in successor.text()


def _types_the_code(successor, mail, officer):
    assert officer.email not in mail.body
    number = re.search(r"受付番号\s+(\d{4}-\d{4})", mail.body)[1]
    code = re.search(r"確認コード\s+(\d{3} \d{3})", mail.body)[1]
    successor.field("受付番号").fill(number)
    successor.field("確認コード").fill(code)
    successor.press("引継ぎの画面へ進む")


def _takes_over_on_three_screens(successor, officer):
    successor.field("前任者").select_option(label=officer.name)
    successor.field("あなた（後任者）の氏名").fill("後任 七子")
    successor.field("あなた（後任者）のメールアドレス").fill(SUCCESSOR)
    successor.field("引継日").fill(japanese_calendar.wareki(japanese_calendar.today(), weekday=False))
    successor.press("入力内容を確認する")
    assert "まだ登録されていません" in successor.text()
    successor.press("この内容で引き継ぐ")
    assert "引継ぎの承認を待っています" in successor.text()  # of a representative


def _says_yes(desk, mail):
    desk.open(re.search(rf"{re.escape(desk.site)}/organization/\S+", mail.body)[0])
    desk.press("この引継ぎを承認する")
    assert "実施済み" in desk.text()


def _sets_a_password(successor, mail):
    successor.open(re.search(rf"{re.escape(successor.site)}/members/proof/\S+", mail.body)[0])
    successor.press("パスワードの設定へ進む")
    successor.field("パスワード").fill("renkei-to-23-wards")
    successor.field("パスワード（確認）").fill("renkei-to-23-wards")
    successor.press("パスワードを設定してログインする")
    assert "後任 七子" in successor.text()


def _finds_everything_where_it_was(successor, mail_to):
    mail = mail_to(SUCCESSOR, "members.handover_received")
    assert "書きかけの下書き" in mail.body
    successor.open("/mypage/")
    assert "引継書で確かめる" in successor.text()
    successor.open("/board/unread/")
    assert "前任者が読んでいない投稿" in successor.text()
    assert "前任者が読んだ投稿" not in successor.text()
    successor.open("/board/drafts/")
    successor.press("書きかけの提案")
    successor.press("確認する")
    successor.press("提案を投稿する")
    successor.open(re.search(r"http\S+", mail.body)[0])
    assert "堺の観光パンフレット" in successor.text()
    assert "書きかけの提案" in successor.text()
    _prints_on_a4(successor.page)
    successor.press("堺の観光パンフレット")
    assert "回答待ち" in successor.text()
    assert "取り下げ" in successor.text()  # the request is theirs to manage


def _prints_on_a4(page):
    page.set_viewport_size({"width": 718, "height": 1000})  # 190 mm
    page.emulate_media(media="print")
    assert not page.locator("header.header, nav, form, .button").filter(visible=True).count()
    assert page.evaluate("document.documentElement.scrollWidth") <= 718
    page.emulate_media(media="screen")


def _cannot_log_in_any_more(gone, officer):
    gone.page.goto(f"{gone.site}/mypage/")
    assert "/accounts/login/" in gone.page.url
    gone.page.locator("main input[name=login]").fill(officer.email)
    gone.page.locator("main input[name=password]").fill(PASSWORD)
    with gone.page.expect_navigation():
        gone.page.locator("main form:has(input[name=password]) button[type=submit]").click()
    gone.page.goto(f"{gone.site}/mypage/")
    assert "/accounts/login/" in gone.page.url
    assert User.objects.get(pk=officer.pk).name == officer.name
