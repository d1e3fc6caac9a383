"""Attachments of topics and replies: limits, descriptions, search, who may open them."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from board.closing.actions import close_topic
from board.moderation.actions import hide_post
from board.topics.audience import Audience
from board.topics.models import Topic
from board.topics.rules import can_edit_topic
from common.attachments import processing, search
from common.attachments.actions import describe_files, store_upload
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.attachments.search import refresh_owner
from common.attachments.tasks import process_file
from common.audit_log.models import AuditEntry
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from common.uploads import limits
from tests import sample_files
from tests.board.conftest import VALUES

PICTURE = sample_files.picture(size=(1600, 800))


@pytest.fixture
def keep():
    def make(by, name="会場図.jpg", content=PICTURE):
        return store_upload(sample_files.upload(name, content), by=by)

    return make


@pytest.fixture
def with_files(make_topic, officer, keep):
    """An open proposal of 堺市 with a picture and a PDF, both processed."""
    files = [keep(officer), keep(officer, "guide.pdf", sample_files.page("Exhibition"))]
    topic = make_topic(officer, files=files)
    for file in files:
        process_file(str(file.pk))
    return topic


def found(user, q):
    return [(row.title, row.place) for row in search_texts(q, audiences=audiences.audiences_of(user)).rows]


# --- how much and what -----------------------------------------------------------------------------------


def posted(files, **more):
    data = {**VALUES[Topic.Kind.NOTICE], "themes": ["migration"], "save_draft": "1"}
    return {**data, "files": [SimpleUploadedFile(name, content) for name, content in files], **more}


def test_twenty_files_are_taken_and_the_next_is_refused_by_name(browser, officer):
    client = browser(officer)
    many = [(f"資料{n}.txt", f"資料{n}".encode()) for n in range(limits.MAX_FILES + 1)]
    refused = client.post("/board/new/notice/", posted(many))
    assert refused.status_code == 400
    assert "「資料20.txt」は添付できませんでした。添付は20件までにしてください。" in refused.content.decode()
    assert "資料19.txt" in refused.content.decode()  # the others stay
    assert client.post("/board/new/notice/", posted(many[:-1])).status_code == 302
    assert Topic.objects.get().file_count == limits.MAX_FILES


def test_fifty_megabytes_together(browser, officer, monkeypatch):
    monkeypatch.setattr(limits, "MAX_TOTAL", 100)
    refused = browser(officer).post(
        "/board/new/notice/", posted([("あ.txt", b"a" * 60), ("い.txt", b"b" * 60)])
    )
    assert refused.status_code == 400
    assert "「い.txt」は添付できませんでした" in refused.content.decode()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("計画.pdf", sample_files.picture()),
        ("計画.pdf", b"<script>alert(1)</script>"),
        ("絵.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
        ("頁.html", b"<!doctype html><script>alert(1)</script>"),
        ("絵.png", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
    ],
)
def test_files_that_lie_or_run_are_refused(browser, officer, name, content):
    refused = browser(officer).post("/board/new/notice/", posted([(name, content)]))
    assert refused.status_code == 400
    assert name in refused.content.decode()
    assert not StoredFile.objects.exists()


def test_script_in_a_text_file_is_only_ever_saved(browser, officer, make_topic, keep):
    file = keep(officer, "覚え.txt", b"<script>alert(1)</script>")
    make_topic(officer, files=[file])
    for address in (f"/files/{file.pk}/", f"/files/{file.pk}/w320/"):
        response = browser(officer).get(address)
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Type"].startswith("text/plain")
        response.getvalue()


@pytest.mark.parametrize("name", ["計画\u202efdp.txt", "計画\x00.txt", "../../計画.txt", "a\u2066b.txt"])
def test_names_that_mislead_become_honest(officer, make_topic, keep, browser, name):
    file = keep(officer, name, b"abc")
    topic = make_topic(officer, files=[file])
    page = browser(officer).get(f"/board/topics/{topic.pk}/").content.decode()
    assert not {"\u202e", "\u2066", "\x00", "/", "\\"} & set(file.name)
    assert file.name in page


# --- the page --------------------------------------------------------------------------------------------


def test_the_page_shows_pictures_first_pages_and_words(browser, stranger, with_files):
    page = browser(stranger).get(f"/board/topics/{with_files.pk}/").content.decode()
    assert page.count('class="files__picture"') == 2
    assert 'width="320" height="160" loading="lazy"' in page
    assert 'width="320" height="453"' in page
    assert "PDF、" in page
    assert "1ページ" in page


def test_a_topic_with_twenty_files_needs_the_queries_of_one_with_one(
    browser, officer, stranger, make_topic, keep
):
    few = make_topic(officer, files=[keep(officer)])
    many = make_topic(officer, files=[keep(officer, f"図{n}.jpg") for n in range(limits.MAX_FILES)])
    client = browser(stranger)
    counts = []
    for topic in (few, many):
        client.get(f"/board/topics/{topic.pk}/")  # what is marked as read is written once
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/board/topics/{topic.pk}/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 12


@pytest.mark.parametrize("width", ["", "w320/", "w800/"])
def test_files_of_topics_one_may_not_see_do_not_exist(
    browser, visitor, officer, colleague, stranger, ward_officer, secretariat, with_files, width
):
    Topic.objects.filter(pk=with_files.pk).update(audience=Audience.WARDS)
    for file in files_of(with_files):
        address = f"/files/{file.pk}/{width}"
        for user in (officer, colleague, ward_officer, secretariat):
            response = browser(user).get(address)
            assert response.status_code == 200
            response.getvalue()
        assert browser(stranger).get(address).status_code == 404
        assert visitor.get(address).status_code == 404


# --- descriptions ----------------------------------------------------------------------------------------


def field_of(file):
    return f"alt_{file.pk.hex}"


def test_topic_files_page_is_closed_with_its_topic(browser, stranger, with_files):
    Topic.objects.filter(pk=with_files.pk).update(audience=Audience.WARDS)
    assert browser(stranger).get(f"/board/topics/{with_files.pk}/files/").status_code == 404


def test_a_description_is_saved_shown_recorded_and_found(browser, colleague, stranger, with_files):
    picture, pdf = files_of(with_files)
    address = f"/board/topics/{with_files.pk}/files/"
    page = browser(colleague).get(address).content.decode()
    assert "本文の検索：中の言葉で見つかります。" in page
    assert field_of(picture) in page
    assert field_of(pdf) not in page
    answer = browser(colleague).post(address, {field_of(picture): "港の広場の屋台", field_of(pdf): "だめ"})
    assert answer["Location"] == with_files.get_absolute_url()
    picture.refresh_from_db()
    pdf.refresh_from_db()
    assert (picture.alt, pdf.alt) == ("港の広場の屋台", "")
    entry = AuditEntry.objects.filter(verb="common.files_described").get()
    assert entry.facts["changes"] == {"会場図.jpg": ["", "港の広場の屋台"]}
    assert 'alt="港の広場の屋台"' in browser(stranger).get(answer["Location"]).content.decode()
    refresh_index_now(with_files)
    assert found(stranger, "屋台") == [(with_files.title, "添付ファイル「会場図.jpg」")]
    browser(colleague).post(address, {field_of(picture): "港の広場の屋台"})
    assert AuditEntry.objects.filter(verb="common.files_described").count() == 1


@pytest.mark.parametrize("wrong", ["あ" * 201, "a\x00b", "a\u202eb"])
def test_a_bad_description_stays_in_the_form(browser, officer, with_files, wrong):
    picture = files_of(with_files)[0]
    answer = browser(officer).post(f"/board/topics/{with_files.pk}/files/", {field_of(picture): wrong})
    assert answer.status_code == 400
    picture.refresh_from_db()
    assert picture.alt == ""


def test_files_of_others_are_not_described(officer, stranger, with_files, make_topic, keep):
    other = keep(stranger)
    make_topic(stranger, files=[other])
    assert (
        describe_files(owner=with_files, by=officer, may=can_edit_topic, texts={other: {"alt": "だめ"}}) == []
    )
    other.refresh_from_db()
    assert other.alt == ""


def test_reply_files_page_by_the_cast(
    browser, visitor, officer, stranger, ward_officer, secretariat, topic, make_reply, keep
):
    reply = make_reply(topic, ward_officer, files=[keep(ward_officer)])
    address = f"/board/replies/{reply.pk}/files/"
    for user, status in ((ward_officer, 200), (officer, 403), (stranger, 403), (secretariat, 403)):
        assert browser(user).get(address).status_code == status
    assert visitor.get(address).status_code == 302
    mine = browser(ward_officer).get(topic.get_absolute_url()).content.decode()
    assert address in mine
    assert address not in browser(officer).get(topic.get_absolute_url()).content.decode()
    file = files_of(reply)[0]
    answer = browser(ward_officer).post(address, {field_of(file): "会議室"})
    assert answer["Location"] == reply.get_absolute_url()
    close_topic(topic=topic, by=officer)
    assert browser(ward_officer).get(address).status_code == 403


# --- search ----------------------------------------------------------------------------------------------


def test_words_inside_files_of_topic_and_reply_are_found(
    stranger, ward_officer, secretariat, with_files, make_reply, keep
):
    inside = keep(ward_officer, "回答.docx", sample_files.real_docx("体育館を使えます。"))
    reply = make_reply(with_files, ward_officer, "よろしくお願いします。", files=[inside])
    process_file(str(inside.pk))
    refresh_index_now(with_files)
    title = with_files.title
    assert found(stranger, "exhibition") == [(title, "添付ファイル「guide.pdf」")]
    assert found(stranger, "体育館") == [(title, "添付ファイル「回答.docx」")]
    assert found(stranger, "よろしく") == [(title, "返信1")]
    assert found(stranger, "会場の提供") == [(title, "求めること")]
    assert found(stranger, "日程") == [(title, "本文")]
    assert found(stranger, "さかいし") == [(title, "")]  # a reading stands nowhere in the text
    assert found(stranger, "物産展　体育館") == [(title, "件名、添付ファイル「回答.docx」")]
    hide_post(post=reply, by=secretariat, reason="確認のため")
    refresh_index_now(with_files)
    assert found(stranger, "体育館") == []
    assert found(stranger, "exhibition") != []


def test_processing_a_reply_s_file_refreshes_its_text(ward_officer, topic, make_reply, keep, monkeypatch):
    asked = []
    monkeypatch.setattr(search, "refresh_index", asked.append)
    inside = keep(ward_officer, "回答.txt", "体育館".encode())
    reply = make_reply(topic, ward_officer, files=[inside])
    asked.clear()
    inside.refresh_from_db()
    processing.process(inside)
    refresh_owner(inside)
    assert asked == [reply]


def test_long_files_leave_the_room_to_body_and_replies(officer, stranger, make_topic, make_reply, keep):
    file = keep(officer, "長い.txt", ("そば粉\n" * 9000 + "末尾の語").encode())
    topic = make_topic(officer, files=[file], body="あ" * 9_000 + "本文末")
    for number in range(4):
        make_reply(topic, officer, "い" * 4_000 + f"返信末{number}")
    processing.process(file)
    refresh_index_now(topic)
    for q in ("本文末", "返信末0", "返信末3", "そば粉"):
        assert len(found(stranger, q)) == 1
