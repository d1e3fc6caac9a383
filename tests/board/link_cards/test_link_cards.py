"""The card of a promotion's link: typed by its author, shown to whoever sees the topic."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from board.closing.actions import close_topic
from board.drafts.actions import discard_topic
from board.link_cards.actions import edit_link_card
from board.link_cards.models import LinkCard
from board.publication.actions import publish_topic
from board.topic_editing.actions import edit_topic
from board.topics.audience import Audience
from board.topics.models import Topic
from common.attachments.actions import store_upload
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from tests import sample_files
from tests.board.conftest import VALUES
from tests.threads import in_threads

PNG = sample_files.picture("PNG", size=(640, 360))


def edited(topic, by, **values):
    values = {**VALUES[Topic.Kind.PROMOTION], "link": topic.link, **values}
    return edit_topic(topic=topic, by=by, version=topic.version, values=values)


@pytest.fixture
def card(make_topic, stranger):
    """The card of a promotion of 釧路市."""
    topic = make_topic(stranger, Topic.Kind.PROMOTION, link="https://host.example/koho")
    cover = store_upload(picture(), by=stranger)
    return edit_link_card(topic=topic, by=stranger, title="秋号", description="食の特集", picture=cover)


def page_of(client, topic):
    return client.get(f"/board/topics/{topic.pk}/").content.decode()


def typed(**more):
    return {"title": "", "description": "", **more}


def picture(content=PNG, name="表紙.png"):
    return SimpleUploadedFile(name, content)


def test_other_topics_have_no_card(topic, browser, stranger):
    assert 'class="link-card"' not in page_of(browser(stranger), topic)
    assert browser(stranger).get(f"/board/topics/{topic.pk}/link/").status_code == 404


def test_a_link_of_which_nothing_is_typed_shows_host_and_address(make_topic, browser, officer, stranger):
    topic = make_topic(stranger, Topic.Kind.PROMOTION, link="https://堺.example/koho")
    page = page_of(browser(officer), topic)
    assert "xn--xls.example</p>" in page
    assert '<a href="https://堺.example/koho" rel="nofollow noopener noreferrer">https://堺' in page
    assert not LinkCard.objects.exists()


def test_title_and_picture_are_shown_and_found(card, browser, officer):
    page = page_of(browser(officer), card.topic)
    assert f'<a href="{card.url}" rel="nofollow noopener noreferrer">秋号</a>' in page
    assert f"/files/{card.picture_id}/w320/" in page
    assert 'width="640" height="360"' in page
    assert "host.example（ほかのサイトを開きます）" in page
    refresh_index_now(card.topic)
    rows = search_texts("食の特集", audiences=audiences.audiences_of(officer)).rows
    assert [row.place for row in rows] == ["リンク先の件名"]


def test_what_was_typed_is_text(card, browser, officer, stranger):
    evil = {"title": "<script>alert(1)</script>", "description": "<b>", "picture": None}
    edit_link_card(topic=card.topic, by=stranger, **evil)
    page = page_of(browser(officer), card.topic)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert(1)" not in page


def test_the_picture_belongs_to_those_who_see_the_topic(card, browser, visitor, officer, secretariat):
    address = f"/files/{card.picture_id}/"
    for user in (officer, secretariat):
        response = browser(user).get(address)
        assert response.status_code == 200
        response.getvalue()
    Topic.objects.filter(pk=card.topic_id).update(audience=Audience.WARDS)
    assert browser(officer).get(address).status_code == 404
    assert visitor.get(address).status_code == 404


def test_the_card_goes_with_the_link(card, stranger):
    topic = edited(card.topic, stranger, body="本文だけ直しました。")
    assert LinkCard.objects.get().title == "秋号"
    edited(topic, stranger, link="https://host.example/other")
    assert not LinkCard.objects.exists()
    assert not StoredFile.objects.exists()


def test_link_page_is_for_the_author(
    browser, officer, reader, stranger, ward_officer, secretariat, make_topic
):
    topic = make_topic(officer, Topic.Kind.PROMOTION)
    edit = f"/board/topics/{topic.pk}/link/"
    for user in (reader, stranger, ward_officer, secretariat):
        assert browser(user).post(edit, {}).status_code == 403
        assert edit not in page_of(browser(user), topic)
    assert edit in page_of(browser(officer), topic)
    assert not AuditEntry.objects.filter(verb__startswith="board.link").exists()
    Topic.objects.filter(pk=topic.pk).update(audience=Audience.WARDS)
    assert browser(stranger).get(edit).status_code == 404
    close_topic(topic=topic, by=officer)
    assert browser(officer).get(edit).status_code == 403


def test_what_the_author_types_is_saved_and_noted(make_topic, browser, stranger, officer):
    topic = make_topic(stranger, Topic.Kind.PROMOTION)
    client, address = browser(stranger), f"/board/topics/{topic.pk}/link/"
    answer = client.post(address, typed(title="広報くしろ 秋号", picture=picture()))
    assert answer["Location"] == f"/board/topics/{topic.pk}/"
    card = LinkCard.objects.get()
    page = page_of(browser(officer), topic)
    assert ">広報くしろ 秋号</a>" in page
    assert f"/files/{card.picture_id}/w320/" in page
    entry = AuditEntry.objects.get(verb="board.link_card_edited")
    assert entry.facts["changes"] == {"件名": ["", "広報くしろ 秋号"], "画像": ["", "表紙.png"]}
    client.post(address, typed(title="広報くしろ 秋号"))  # the picture stays
    assert AuditEntry.objects.filter(verb="board.link_card_edited").count() == 1
    client.post(address, typed(title="広報くしろ 秋号", remove_picture="on"))
    assert LinkCard.objects.get().picture is None
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": "あ" * 101},
        {"title": "a\x00b"},
        {"description": "い" * 201},
        {"title": "a\u202eb"},
        {"picture": SimpleUploadedFile("絵.svg", b"<svg/>")},
        {"picture": SimpleUploadedFile("計画.pdf", sample_files.pdf())},
        {"picture": SimpleUploadedFile("空.png", b"")},
    ],
)
def test_bad_input_stays_in_the_form(make_topic, browser, officer, wrong):
    topic = make_topic(officer, Topic.Kind.PROMOTION)
    answer = browser(officer).post(
        f"/board/topics/{topic.pk}/link/", typed(**{"description": "説明", **wrong})
    )
    assert answer.status_code == 400
    assert not LinkCard.objects.exists()


def test_a_good_picture_survives_a_wrong_title(make_topic, browser, officer):
    topic = make_topic(officer, Topic.Kind.PROMOTION)
    client, address = browser(officer), f"/board/topics/{topic.pk}/link/"
    page = client.post(address, typed(title="あ" * 101, picture=picture())).content.decode()
    kept = StoredFile.objects.get()
    assert f'value="{kept.pk}"' in page
    client.post(address, typed(title="題", kept_picture=str(kept.pk)))
    assert LinkCard.objects.get().picture == kept
    assert kept.pk in {file.pk for file in files_of(LinkCard.objects.get())}


def test_a_draft_s_card_lives_until_its_link_changes(make_draft, browser, officer):
    draft = make_draft(officer, Topic.Kind.PROMOTION)
    client = browser(officer)
    client.post(f"/board/topics/{draft.pk}/link/", typed(title="手で付けた題", picture=picture()))
    preview = client.get(f"/board/topics/{draft.pk}/preview/").content.decode()
    assert "手で付けた題" in preview
    topic = edited(draft, officer, link="https://www.city.example/new")
    assert "手で付けた題" not in client.get(f"/board/topics/{draft.pk}/preview/").content.decode()
    publish_topic(topic=topic, by=officer)
    assert not LinkCard.objects.exists()
    assert not StoredFile.objects.exists()


def test_discarding_a_draft_takes_card_and_picture_along(make_draft, browser, officer):
    draft = make_draft(officer, Topic.Kind.PROMOTION)
    browser(officer).post(f"/board/topics/{draft.pk}/link/", typed(picture=picture()))
    discard_topic(topic=draft, by=officer)
    assert not LinkCard.objects.exists()
    assert not StoredFile.objects.exists()


@pytest.mark.usefixtures("committed")
def test_two_who_describe_a_link_at_once_make_one_card(make_draft, officer, colleague):
    draft = make_draft(officer, Topic.Kind.PROMOTION)
    names = {"description": "", "picture": None}
    in_threads(
        *(
            lambda by=by: edit_link_card(topic=draft, by=by, title=by.name, **names)
            for by in (officer, colleague)
        )
    )
    assert LinkCard.objects.get().title in (officer.name, colleague.name)
    assert AuditEntry.objects.filter(verb="board.link_card_edited").count() == 2
