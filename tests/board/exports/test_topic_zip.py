"""All files of a topic in one ZIP."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from board.moderation.actions import hide_post
from board.reply_posting.actions import post_reply
from board.topics.audience import Audience
from board.topics.models import Topic
from common.attachments import zip_files
from common.attachments.actions import store_upload
from common.attachments.models import StoredFile


def file(name, by, content="本文"):
    return store_upload(SimpleUploadedFile(name, content.encode()), by=by)


def url(topic):
    return reverse("board:topic-zip", args=[topic.pk])


def unzipped(client, topic, **query) -> dict[str, str]:
    response = client.get(url(topic), query)
    assert response.status_code == 200
    assert response.streaming
    with CaptureQueriesContext(connection) as seen:
        archive = zipfile.ZipFile(io.BytesIO(b"".join(response.streaming_content)))
    assert len(seen) <= 12
    assert archive.testzip() is None
    return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


@pytest.fixture
def answered(make_topic, officer, ward_officer):
    topic = make_topic(officer, files=[file("計画.txt", officer), file("計画.txt", officer, "別の計画")])
    post_reply(topic=topic, by=ward_officer, body="添付なし", files=[])
    post_reply(topic=topic, by=ward_officer, body="添付あり", files=[file("CON.txt", ward_officer, "回答")])
    return topic


def test_topic_zip_holds_all_files_the_texts_and_an_index(browser, stranger, answered):
    found = unzipped(browser(stranger), answered)
    number = answered.pk
    assert found[f"第{number}号_01_計画.txt"] == "本文"
    assert found[f"第{number}号_02_計画.txt"] == "別の計画"
    assert found["返信02_01__CON.txt"] == "回答"
    index, text = found["目次.txt"], found["本文.txt"]
    assert "返信2　江東区 企画課 江東 四郎" in index
    assert f"第{number}号_01_計画.txt\r\n    元の名前 計画.txt（テキスト、6バイト）" in index
    assert answered.title in text
    assert "秋の物産展を提案します。\r\n・会場" in text
    assert text.index("添付なし") < text.index("添付あり")
    assert len(found) == 5


def test_topic_zip_is_for_those_who_see_the_topic(
    browser, visitor, officer, reader, stranger, ward_officer, secretariat, answered
):
    for person in (officer, reader, stranger, ward_officer, secretariat):
        assert browser(person).get(url(answered)).status_code == 200
    assert visitor.get(url(answered)).status_code == 302
    Topic.objects.filter(pk=answered.pk).update(audience=Audience.CHOSEN)
    for person in (stranger, ward_officer):
        assert browser(person).get(url(answered)).status_code == 404
    assert browser(officer).post(url(answered)).status_code == 405
    assert browser(officer).get("/board/topics/999999999/files.zip").status_code == 404


def test_topic_zip_leaves_out_the_files_of_hidden_replies(
    browser, stranger, ward_officer, secretariat, answered
):
    hide_post(post=answered.replies.get(number=2), by=secretariat, reason="誤り")
    for person in (ward_officer, secretariat):
        assert "返信02_01__CON.txt" in unzipped(browser(person), answered)
    found = unzipped(browser(stranger), answered)
    assert "返信02_01__CON.txt" not in found
    assert "添付あり" not in found["本文.txt"]
    assert "CON" not in found["目次.txt"]


def test_topic_zip_without_replies(browser, stranger, answered):
    found = unzipped(browser(stranger), answered, replies="0")
    assert not [name for name in found if name.startswith("返信")]
    assert "添付あり" not in found["本文.txt"]


def test_topic_zip_of_a_topic_without_files_holds_its_texts(browser, stranger, topic):
    found = unzipped(browser(stranger), topic)
    assert set(found) == {"本文.txt", "目次.txt"}
    assert "添付ファイルはありません。" in found["目次.txt"]


def test_topic_zip_says_when_it_would_be_too_large(browser, stranger, answered):
    StoredFile.objects.filter(name__contains="CON").update(size=zip_files.MAX_BYTES)
    response = browser(stranger).get(url(answered))
    assert response.status_code == 413
    assert "500.0 MBを超えています" in response.content.decode()
    assert browser(stranger).get(url(answered), {"replies": "0"}).status_code == 200


def test_topic_zip_says_what_is_gone(browser, stranger, answered):
    lost = StoredFile.objects.get(name="_CON.txt")
    lost.content.storage.delete(lost.content.name)
    found = unzipped(browser(stranger), answered)
    assert "返信02_01__CON.txt" not in found
    assert "保管場所に見つからない" in found["目次.txt"]


def test_topic_page_shows_number_and_size_for_no_query_more(browser, stranger, secretariat, answered):
    client = browser(stranger)
    client.get(answered.get_absolute_url())
    with CaptureQueriesContext(connection) as seen:
        page = client.get(answered.get_absolute_url()).content.decode()
    assert "ZIP、3件、24バイト" in page
    assert url(answered) in page
    assert len(seen) <= 12
    hide_post(post=answered.replies.get(number=2), by=secretariat, reason="誤り")
    assert "ZIP、2件、18バイト" in client.get(answered.get_absolute_url()).content.decode()


def test_topic_zip_covers_what_was_quoted_of_a_hidden_reply(
    browser, officer, stranger, ward_officer, secretariat, topic
):
    first = post_reply(topic=topic, by=ward_officer, body="電話は区役所の山田まで")
    body = "> 電話は区役所の山田まで\n\nわかりました。"
    post_reply(topic=topic, by=officer, body=body, capacity="official", quoted=first)
    hide_post(post=first, by=secretariat, reason="個人名があるため")
    text = unzipped(browser(stranger), topic)["本文.txt"]
    assert "山田" not in text
    assert "わかりました。" in text
    assert "【団体としての回答】" in text
    for reader in (ward_officer, secretariat):
        assert "山田" in unzipped(browser(reader), topic)["本文.txt"]
