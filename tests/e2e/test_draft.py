"""A draft that saves itself outlives the browser that wrote it."""

import pytest

from board.topics.models import Topic
from tests.e2e.conftest import eventually

pytestmark = pytest.mark.e2e

TITLE, BODY = "秋の物産展を一緒に開きませんか", "秋の物産展を提案します。\n・会場\n・日程"


@pytest.fixture
def javascript():
    """Only with JavaScript does anything save itself; the buttons without it are tested in the story."""
    return True


def test_draft_is_recovered_after_the_browser_was_killed_and_published(person, officer):
    first, again = person("officer"), person("officer again")
    first.log_in(officer.email)
    first.page.clock.install()  # the twenty seconds pass at once, however slow the machine
    page = first.open("/board/new/proposal/")
    first.field("件名").fill(TITLE)
    first.field("提案の内容").fill(BODY)
    first.field("希望時期の始まり").fill("令和9年13月")
    page.clock.run_for(21_000)
    draft = eventually(lambda: Topic.objects.filter(body=BODY, state="draft").first())
    first.context.close()  # nothing more is sent

    again.log_in(officer.email)
    again.open("/board/drafts/")
    again.press(TITLE)
    assert again.page.url.endswith(f"/board/topics/{draft.pk}/edit/")
    assert again.field("提案の内容").input_value() == BODY
    assert again.field("希望時期の始まり").input_value() == "令和9年13月"
    again.field("希望時期の始まり").fill("令和9年10月2日")
    again.page.get_by_label("産業").check()
    again.field("こちらから提供できること").fill("特産品")
    again.field("相手に求めること").fill("会場")
    again.press("確認する")
    again.press("提案を投稿する")
    assert TITLE in again.text()
    assert Topic.objects.get().state == "open"


def test_page_says_when_it_saved_and_when_it_could_not(person, officer):
    writer = person("officer")
    writer.log_in(officer.email)
    writer.page.clock.install()
    page = writer.open("/board/new/notice/")
    state = page.locator("[data-state]")
    writer.field("件名").fill("相談会")
    page.clock.run_for(21_000)
    state.get_by_text("に自動保存しました").wait_for()
    eventually(lambda: page.url.endswith("/edit/"))
    draft = Topic.objects.get()
    writer.context.set_offline(True)
    writer.field("周知の内容").fill("開きます。")
    page.clock.run_for(21_000)
    state.get_by_text("通信できないため、保存していません").wait_for()
    writer.context.set_offline(False)
    page.clock.run_for(21_000)
    state.get_by_text("に自動保存しました").wait_for()
    assert Topic.objects.get().body == "開きます。"
    writer.troubles.clear()  # the browser itself tells of the lost line
    # the moved form saves the same draft
    writer.press("下書きを保存する")
    assert writer.page.url.endswith(f"/board/topics/{draft.pk}/edit/")
    assert Topic.objects.count() == 1
    writer.look()
