"""What the page of a topic costs where everything that can be on it is."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.assignments.actions import assign_topic
from board.link_cards.models import LinkCard
from board.merges.actions import merge_topic
from board.read_receipts.actions import record_read_receipt
from board.read_receipts.queries import read_receipt_annotations
from board.reply_posting.actions import post_reply
from board.talks.actions import begin_talk
from board.topic_editing.actions import edit_topic
from board.topics.models import Topic
from common.attachments.actions import store_upload
from common.attachments.queries import files_of
from common.uploads import limits
from tests.sample_files import upload


@pytest.fixture
def crowded(make_topic, make_reply, officer, stranger, ward_officer, secretariat, kushiro, koto, sakai):
    """A topic with 20 files, a card, official answers, a talk, an assignment, read receipts, a merged one."""
    files = [store_upload(upload(f"資料{n}.txt", b"text"), by=officer) for n in range(limits.MAX_FILES)]
    topic = make_topic(
        officer,
        Topic.Kind.PROMOTION,
        files=files,
        audience="chosen",
        audience_organizations=[kushiro, koto],
        asks_read_receipts=True,
    )
    LinkCard.objects.create(topic=topic, url=topic.link, title="動画")
    for number in range(52):
        make_reply(topic, ward_officer, f"返信{number}")
    kept = store_upload(upload("回答.txt", b"text"), by=ward_officer)
    post_reply(topic=topic, by=ward_officer, body="回答", capacity="official", files=[kept])
    assign_topic(topic=topic, by=stranger, assignee=stranger, due=datetime.date(2030, 4, 1), note="確認")
    begin_talk(topic=topic, partner=sakai, by=stranger, title="費用", body="費用の相談")
    twin = make_topic(
        officer, Topic.Kind.PROMOTION, title="重複", audience="chosen", audience_organizations=[kushiro, koto]
    )
    merge_topic(topic=twin, by=secretariat, into=topic, reason="重複")
    topic.refresh_from_db()
    return topic


def visit(client, topic, page) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(topic.get_absolute_url(), {"page": page}).status_code == 200
    return len(seen)


@pytest.mark.parametrize("who", ["officer", "stranger", "secretariat"])
def test_the_fullest_page_stays_within_its_queries(
    request, browser, who, crowded, officer, ward_officer, make_reply
):
    client = browser(request.getfixturevalue(who))
    for page in (1, 2):
        visit(client, crowded, page)
    make_reply(crowded, ward_officer, "新しい返信")
    crowded.refresh_from_db()
    files = files_of(crowded)
    edit_topic(
        topic=crowded,
        by=officer,
        version=crowded.version,
        values={"title": "新しい件名"},
        files=files,
        notify=True,
    )
    text = client.get(crowded.get_absolute_url()).content.decode()  # not all is read yet
    for words in ("新しい件名", "重複", "費用", "動画", "団体としての回答"):
        assert words in text
    crowded.refresh_from_db()
    make_reply(crowded, ward_officer, "もう一つの返信")
    assert visit(client, crowded, 2) <= 12


def test_read_receipts_are_counted_only_where_the_author_asked(officer, stranger, topic):
    rows = Topic.objects.annotate(**read_receipt_annotations(officer))
    record_read_receipt(topic, stranger)
    assert (rows.get().addressee_count, rows.get().read_count) == (0, 0)
    Topic.objects.update(asks_read_receipts=True)
    assert (rows.get().addressee_count, rows.get().read_count) == (2, 1)
