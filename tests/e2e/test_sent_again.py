"""Back and the button once more, and a login in another tab, in a real browser."""

import pytest

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.replies.models import Reply
from board.topics.models import Topic

pytestmark = pytest.mark.e2e
TEXT = "参加します。\n会場は当市で用意します。"


@pytest.fixture
def topic(stranger):
    values = {"title": "相談会", "body": "開きます。", "themes": ["migration"]}
    return publish_topic(topic=draft_topic(by=stranger, kind="notice", values=values), by=stranger)


@pytest.mark.parametrize("javascript", [True], indirect=True)  # without it Chromium forgets hidden fields
def test_back_and_the_button_again_post_once(person, officer, topic):
    sakai = person("officer")
    sakai.log_in(officer.email)
    page = sakai.open(topic.get_absolute_url())
    page.locator("textarea[name=body]").fill(TEXT)
    sakai.press("返信を投稿する")
    page.go_back()
    assert page.locator("textarea[name=body]").input_value() == TEXT
    sakai.press("返信を投稿する")
    assert Reply.objects.count() == 1
    page.go_back()
    page.locator("textarea[name=body]").fill("別の返信です。")
    sakai.press("返信を投稿する")
    assert sorted(Reply.objects.values_list("body", flat=True)) == sorted([TEXT, "別の返信です。"])


def test_a_login_in_another_tab_loses_nothing(person, officer, topic):
    sakai = person("officer")
    sakai.log_in(officer.email)
    page = sakai.open(topic.get_absolute_url())
    page.locator("textarea[name=body]").fill(TEXT)
    sakai.context.clear_cookies()
    sakai.page = sakai.context.new_page()
    sakai.log_in(officer.email)
    sakai.page = page
    sakai.troubles.clear()
    sakai.press("返信を投稿する")
    assert "会場は当市で用意します。" in sakai.text()
    sakai.troubles.clear()  # the console tells of the page 403
    sakai.press("入力した内容で続ける")
    assert Reply.objects.get().body == TEXT
    assert Topic.objects.get().reply_count == 1
