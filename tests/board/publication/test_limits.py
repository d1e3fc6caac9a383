"""How often somebody may post in an hour: what was written is never lost."""

import uuid

import pytest

from board.publication.rules import POSTED_TOPICS, TOO_MANY
from board.replies.models import Reply
from board.reply_posting.rules import POSTED_REPLIES
from board.topics.models import Topic

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _once_an_hour(monkeypatch):
    for limit in (POSTED_TOPICS, POSTED_REPLIES):
        monkeypatch.setattr(limit, "by_user", "1/h")


def test_topics_of_one_person_stop_and_stay_drafts(browser, officer, colleague, make_draft):
    client, first, second = browser(officer), make_draft(officer), make_draft(officer)
    assert client.post(f"/board/topics/{first.pk}/publish/").status_code == 302
    assert client.post(f"/board/topics/{second.pk}/publish/").status_code == 429
    assert client.post(f"/board/topics/{second.pk}/schedule/").status_code == 429
    second.refresh_from_db()
    assert second.is_draft
    assert browser(colleague).post(f"/board/topics/{second.pk}/publish/").status_code == 302


def test_replies_of_one_person_stop_and_the_text_stays(browser, ward_officer, stranger, topic):
    client, path = browser(ward_officer), f"/board/topics/{topic.pk}/reply/"
    assert client.post(path, {"body": "一件目の返信です。"}).status_code == 302
    response = client.post(path, {"body": "二件目の返信です。"})
    assert response.status_code == 429
    page = response.content.decode()
    assert TOO_MANY in page
    assert "二件目の返信です。" in page
    assert Reply.objects.count() == 1
    assert browser(stranger).post(path, {"body": "別の人の返信です。"}).status_code == 302


def test_a_double_click_is_one_use(browser, ward_officer, topic):
    client, path = browser(ward_officer), f"/board/topics/{topic.pk}/reply/"
    form = {"body": "返信です。", "idempotency_key": str(uuid.uuid4())}
    assert client.post(path, form).url == client.post(path, form).url
    assert client.post(path, {**form, "body": "別の返信です。"}).status_code == 429


def test_talks_count_as_topics_and_the_text_stays(browser, ward_officer, make_topic, officer):
    client, text = browser(ward_officer), {"title": "相談", "body": "費用について。"}
    first, second = make_topic(officer), make_topic(officer)
    assert client.post(f"/board/topics/{first.pk}/talk/", text).status_code == 302
    response = client.post(f"/board/topics/{second.pk}/talk/", text)
    assert response.status_code == 429
    assert "費用について。" in response.content.decode()
    assert Topic.objects.filter(kind=Topic.Kind.TALK).count() == 1
