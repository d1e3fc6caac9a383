"""Two people, or one impatient one, at the same moment."""

import uuid

import pytest
from django.urls import reverse

from board import actions
from board.models import Topic
from office.models import Entry
from tests.board.threads import in_threads

NOTICE = {"title": "相談会", "body": "開きます。", "themes": ["migration"]}


@pytest.mark.usefixtures("committed")
def test_double_click_makes_one_topic(browser, officer):
    data = {**NOTICE, "once": str(uuid.uuid4())}
    clients = [browser(officer), browser(officer)]
    responses = in_threads(*(lambda c=c: c.post("/board/new/notice/", data) for c in clients))
    assert Topic.objects.count() == 1
    assert {response.url for response in responses} == {
        reverse("board:topic-preview", args=[Topic.objects.get().pk])
    }


@pytest.mark.usefixtures("committed")
def test_publishing_twice_at_once_publishes_once(officer, make_draft):
    draft = make_draft(officer)
    in_threads(*[lambda: actions.publish_topic(topic=draft, by=officer)] * 3)
    assert Entry.objects.filter(verb="board.topic_published").count() == 1


@pytest.mark.usefixtures("committed")
def test_two_officers_posting_at_once_both_succeed(browser, officer, colleague):
    clients = [browser(officer), browser(colleague)]
    responses = in_threads(*(lambda c=c: c.post("/board/new/notice/", NOTICE) for c in clients))
    assert [response.status_code for response in responses] == [302, 302]
    assert Topic.objects.count() == 2
