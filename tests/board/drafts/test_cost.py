"""Saving and publishing a topic costs few statements, which do not grow with what it holds."""

import uuid

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.topics.models import Topic
from tests.board.helpers import POSTS


def queries_of(client, path, data, status) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.post(path, data).status_code == status
    return len([one for one in seen.captured_queries if "SAVEPOINT" not in one["sql"]])


@pytest.fixture
def notice():
    ContentType.objects.get_for_model(Topic)  # cached by the process
    return {**POSTS["notice"], "idempotency_key": str(uuid.uuid4())}


def test_a_new_topic(browser, officer, notice):
    client = browser(officer)
    client.post("/board/new/notice/", {**notice, "idempotency_key": str(uuid.uuid4())})
    assert queries_of(client, "/board/new/notice/", notice, 302) == 11


def test_autosaves_and_what_follows(browser, officer, notice):
    client = browser(officer)
    assert queries_of(client, "/board/new/notice/autosave/", notice, 200) <= 20
    path = f"/board/topics/{Topic.objects.get().pk}/"
    counts = [
        queries_of(client, f"{path}autosave/", {**notice, "body": "あ" * length, "version": version}, 200)
        for version, length in enumerate((1, 2, 3), 1)
    ]
    assert counts == [16, 16, 16]
    assert queries_of(client, f"{path}edit/", {**notice, "version": 4}, 302) == 16
    assert queries_of(client, f"{path}publish/", {}, 302) == 22
