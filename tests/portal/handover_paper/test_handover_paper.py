"""The hand-over paper: whose it is, what stands on it, and that it shows nobody more than they may see."""

import datetime
import uuid

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.bookmarks.actions import save_bookmark
from board.closing.actions import close_topic
from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.reply_posting.actions import post_reply
from board.topics.models import Topic
from board.unread.queries import floor_of
from common import japanese_calendar
from common.attachments.actions import store_upload
from members.handovers.actions import hand_over
from members.saved_filters.models import SavedFilter
from members.users.actions import deactivate_user
from pamphlets.drafts.actions import draft_pamphlet
from tests.pamphlets.asking import ask

pytestmark = pytest.mark.django_db
PATH = "/organization/handover/paper/"
VALUES = {
    "title": "物産展の提案",
    "body": "一緒に開きませんか。",
    "themes": ["industry"],
    "offer": "a",
    "seek": "b",
}


def stored(by, name):
    upload = ContentFile(b"\xe6\x9c\xac\xe6\x96\x87", name=name)
    return store_upload(upload, by=by)


def draft(by, files=(), **values):
    return draft_topic(by=by, kind=Topic.Kind.PROPOSAL, values=VALUES | values, files=files)


def publish(by, files=(), **values):
    return publish_topic(topic=draft(by, files, **values), by=by)


def request_draft(by):
    return draft_pamphlet(
        by=by, values={"title": "冬の案内", "all_wards": True}, files=[stored(by, "下書きの見本.txt")]
    )


def read(client, query=""):
    response = client.get(f"{PATH}{query}")
    assert response.status_code == 200
    return response.content.decode()


def test_who_reads_whose_handover_paper(browser, reader, secretariat):
    assert reader.name in read(browser(reader))
    for garbage in ("x", "9" * 30, "０"):
        assert browser(secretariat).get(f"{PATH}?person={garbage}").status_code == 404
    secretariat.section, secretariat.is_superuser = None, True
    secretariat.save()
    assert browser(secretariat).get(PATH).status_code == 403


def test_everything_that_is_open_stands_on_it(browser, officer, ward_officer, koto):
    floor_of(officer)
    topic = publish(officer, [stored(officer, "企画書.txt")], title="公開の提案")
    post_reply(topic=topic, by=ward_officer, body="ぜひ。", files=())
    closed = publish(officer, title="終わった提案")
    close_topic(topic=closed, by=officer)
    draft(officer, [stored(officer, "下書きの表.txt")], title="書きかけの提案")
    ask(officer, [koto], files=[stored(officer, "案内.txt")])
    page = read(browser(officer))
    for words in (
        "公開の提案",
        "、募集中",  # its state behind its kind
        "1件（未読あり）",
        "企画書.txt",
        "書きかけの提案",
        "下書きの表.txt",
        "秋の観光パンフレット",
        "未回答 1区/1区",
        "案内.txt",
        officer.section.mailbox,
        "代表担当者",
        japanese_calendar.wareki(japanese_calendar.today()),
        "特別区長会事務局",
        "公益財団法人特別区協議会",
        "03-5210-9080",
    ):
        assert words in page, words
    assert "終わった提案" not in page
    ward_page = read(browser(ward_officer))
    assert "秋の観光パンフレット" in ward_page
    assert "公開の提案" not in ward_page


def test_unsent_requests_and_bookmarks_stand_on_it(browser, officer, ward_officer, koto):
    topic = publish(ward_officer, title="防災フェア")
    save_bookmark(topic=topic, by=officer)
    SavedFilter.objects.create(page="board", user=officer, name="産業の提案", query="kind=proposal")
    request_draft(officer)
    page = read(browser(officer))
    for words in ("冬の案内", "下書きの見本.txt", "防災フェア", "産業の提案", "しおり（1件）"):
        assert words in page, words


def test_bookmarks_and_filters_are_shown_to_their_owner_only_until_they_leave(
    browser, officer, colleague, ward_officer, secretariat
):
    save_bookmark(topic=publish(ward_officer, title="防災フェア"), by=colleague)
    SavedFilter.objects.create(page="board", user=colleague, name="産業の提案", query="kind=proposal")
    query = f"?person={colleague.pk}"
    for client in (browser(officer), browser(secretariat)):
        page = read(client, query)
        assert "防災フェア" not in page
        assert "産業の提案" not in page
        assert "後任者に移ります" in page
    deactivate_user(user=colleague, by=officer, reason="退職")
    assert "防災フェア" in read(browser(officer), query)
    assert "防災フェア" not in read(browser(secretariat), query)


def test_it_shows_the_secretariat_no_drafts(browser, officer, secretariat):
    draft(officer, [stored(officer, "下書きの表.txt")], title="書きかけの提案")
    request_draft(officer)
    page = read(browser(secretariat), f"?person={officer.pk}")
    assert "書きかけの提案" not in page
    assert "冬の案内" not in page
    assert "下書きの見本.txt" not in page
    assert "下書きの表.txt" not in page
    assert "下書きは、その団体の担当者だけが見られます" in page


def test_another_section_has_a_handover_paper_of_its_own(browser, officer, colleague, sakai):
    publish(officer, title="企画課の提案")
    colleague.section = sakai.sections.create(name="観光課", mailbox="kanko@city.example")
    colleague.save()
    assert "企画課の提案" not in read(browser(colleague))


def test_it_says_what_is_planned_and_has_boxes_for_seals_on_demand(browser, officer, colleague):
    hand_over(
        leaving=officer,
        successor_name="後任 七子",
        successor_email="s@city.example",
        effective_on=japanese_calendar.today() + datetime.timedelta(days=3),
        by=officer,
    )
    client = browser(officer)
    assert "後任 七子さんへ" in read(client)
    assert "決裁欄を付ける" in read(client)
    assert '<table class="stamps">' in read(client, "?stamp=1")


def test_the_handover_paper_of_one_who_is_gone(browser, officer, colleague):
    deactivate_user(user=colleague, by=officer, reason="退職")
    page = read(browser(officer), f"?person={colleague.pk}")
    assert "利用終了" in page
    assert "前任者のときのまま引き継がれます" in page


@pytest.mark.usefixtures("no_cast")
@pytest.mark.parametrize("who", ["officer", "secretariat"])
def test_it_costs_the_same_for_one_and_three(request, browser, officer, secretariat, koto, who):
    client = browser(request.getfixturevalue(who))
    query = f"?person={officer.pk}"

    def cost():
        with CaptureQueriesContext(connection) as captured:
            read(client, query)
        return len(captured)

    def add():
        publish(officer, [stored(officer, "a.txt")])
        draft(officer)
        request_draft(officer)
        save_bookmark(topic=publish(officer), by=officer)
        SavedFilter.objects.create(
            page="board", user=officer, name=str(uuid.uuid4())[:30], query="kind=proposal"
        )
        ask(officer, [koto])

    add()
    cost()
    one = cost()
    add()
    add()
    assert cost() == one <= 13  # the files of topics, and those of requests: each room asks for its own


def test_the_handover_paper_of_a_ward_costs_the_same_for_one_and_three(browser, officer, ward_officer, koto):
    client = browser(ward_officer)
    ask(officer, [koto], files=[stored(officer, "案内.txt")])
    read(client)
    with CaptureQueriesContext(connection) as one:
        read(client)
    ask(officer, [koto], title="二つ目")
    ask(officer, [koto], title="三つ目")
    with CaptureQueriesContext(connection) as three:
        assert "三つ目" in read(client)
    assert len(one) == len(three) <= 12
