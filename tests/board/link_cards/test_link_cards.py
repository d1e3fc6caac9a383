"""The card of a promotion's link: fetched by the worker once, stored on our side, edited by its author."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from board.closing.actions import close_topic
from board.drafts.actions import discard_topic
from board.link_cards import actions
from board.link_cards.actions import edit_link_card, fetch_link_card, reload_link_card
from board.link_cards.models import LinkCard
from board.publication.actions import publish_topic
from board.topic_editing.actions import edit_topic
from board.topics.audience import Audience
from board.topics.models import Topic
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from tests import sample_files
from tests.board.conftest import VALUES
from tests.threads import in_threads
from tests.web_server import bounds_for, html, serving

PNG = sample_files.picture("PNG", size=(640, 360))
PAGE = """<title>秋号</title><meta property="og:site_name" content="釧路市">
<meta property="og:description" content="食の特集"><meta property="og:image" content="/cover.png">"""
ANSWERS = {
    "/koho": html(PAGE),
    "/cover.png": (200, {"Content-Type": "image/png"}, PNG),
    "/bare": html("<p>題のないページ</p>"),
    "/evil": html(
        "<title>&lt;script&gt;alert(1)&lt;/script&gt;</title>"
        '<meta property="og:image" content="http://10.0.0.1/x.png">'
    ),
    "/heavy": html('<title>題</title><meta property="og:image" content="/heavy.png">'),
    "/heavy.png": (200, {"Content-Type": "image/png"}, PNG + b"0" * actions.MAX_PICTURE),
    "/lie": html('<title>題</title><meta property="og:image" content="/lie.png">'),
    "/lie.png": (200, {"Content-Type": "image/png"}, b"<svg onload=alert(1)>"),
}


def edited(topic, by, **values):
    values = {**VALUES[Topic.Kind.PROMOTION], "link": topic.link, **values}
    return edit_topic(topic=topic, by=by, version=topic.version, values=values)


def jobs():
    return [job.args for job in ProcrastinateJob.objects.filter(task_name=actions.TASK).order_by("id")]


@pytest.fixture
def published(make_topic, stranger):
    """`published("/koho")`: a promotion of 釧路市 whose link the worker has fetched from a server here."""

    def make(path):
        with serving(ANSWERS) as (port, asked):
            topic = make_topic(stranger, Topic.Kind.PROMOTION, link=f"http://host.example:{port}{path}")
            card = topic.link_card
            fetch_link_card(card_id=card.pk, url=card.url, bounds=bounds_for(port))
            make.asked = asked
        card.refresh_from_db()
        return card

    return make


def page_of(client, topic):
    return client.get(f"/board/topics/{topic.pk}/").content.decode()


# --- requested -------------------------------------------------------------------------------------------


def test_the_link_is_read_once_it_is_published_and_when_it_changes(make_draft, stranger):
    draft = make_draft(stranger, Topic.Kind.PROMOTION)
    edited(draft, stranger, link="https://www.city.example/other")
    assert jobs() == []
    draft.refresh_from_db()
    topic = publish_topic(topic=draft, by=stranger)
    card = LinkCard.objects.get()
    assert jobs() == [{"card_id": card.pk, "url": "https://www.city.example/other"}]
    LinkCard.objects.update(state="read", fetched_at=timezone.now(), title="前の題")
    topic = edited(topic, stranger, body="本文だけ直しました。")
    assert len(jobs()) == 1
    topic = edited(topic, stranger, link="https://www.city.example/new")
    assert jobs()[1:] == [{"card_id": LinkCard.objects.get().pk, "url": "https://www.city.example/new"}]
    assert LinkCard.objects.get().title == ""
    edited(topic, stranger, link="")
    assert not LinkCard.objects.exists()


def test_other_topics_have_no_card(topic, browser, stranger):
    assert jobs() == []
    assert 'class="link-card"' not in page_of(browser(stranger), topic)
    assert browser(stranger).get(f"/board/topics/{topic.pk}/link/").status_code == 404


# --- fetched ---------------------------------------------------------------------------------------------


def test_title_and_picture_are_stored_on_our_side(published, browser, officer):
    card = published("/koho")
    assert (card.state, card.title, card.site, card.description) == ("read", "秋号", "釧路市", "食の特集")
    assert (card.picture.kind, card.picture.width) == ("image/png", 640)
    page = page_of(browser(officer), card.topic)
    assert f'<a href="{card.url}" rel="nofollow noopener noreferrer">秋号</a>' in page
    assert f"/files/{card.picture_id}/w320/" in page
    assert "host.example(ほかのサイトを開きます)" in page
    assert "<iframe" not in page
    assert "/cover.png" not in page
    refresh_index_now(card.topic)
    rows = search_texts("食の特集", audiences=audiences.audiences_of(officer)).rows
    assert [row.place for row in rows] == ["リンク先の題名"]


def test_the_picture_belongs_to_those_who_see_the_topic(published, browser, visitor, officer, secretariat):
    card = published("/koho")
    address = f"/files/{card.picture_id}/"
    for user in (officer, secretariat):
        response = browser(user).get(address)
        assert response.status_code == 200
        response.getvalue()
    Topic.objects.filter(pk=card.topic_id).update(audience=Audience.WARDS)
    assert browser(officer).get(address).status_code == 404
    assert visitor.get(address).status_code == 404


@pytest.mark.parametrize(
    ("path", "title", "reason"),
    [
        ("/bare", "", actions.NO_TITLE),
        ("/missing", "", "リンク先が読み取りに応じません(応答 404)。"),
        ("/cover.png", "", "リンク先は、題名を読み取れる種類のページではありません。"),
        ("/evil", "<script>alert(1)</script>", ""),
        ("/heavy", "題", ""),
        ("/lie", "題", ""),
    ],
)
def test_what_cannot_be_read_leaves_the_host_and_the_address(
    published, browser, officer, path, title, reason
):
    card = published(path)
    assert (card.title, card.reason, card.picture) == (title, reason, None)
    assert card.state == ("failed" if reason else "read")
    assert not StoredFile.objects.exists()
    page = page_of(browser(officer), card.topic)
    assert card.url in page
    assert "host.example" in page
    assert "<script>alert(1)" not in page
    assert ("リンク先の題名は読み取れていません。" in page) == bool(reason)


def test_inside_addresses_are_not_visited_whatever_the_link_says(make_topic, stranger):
    topic = make_topic(stranger, Topic.Kind.PROMOTION, link="http://127.0.0.1/admin/")
    fetch_link_card(card_id=topic.link_card.pk, url=topic.link)
    topic.link_card.refresh_from_db()
    assert "公開されたサーバーではありません" in topic.link_card.reason


def test_switched_off_nothing_leaves_the_house(make_topic, stranger, settings):
    settings.LINK_CARDS = False
    with serving(ANSWERS) as (port, asked):
        topic = make_topic(stranger, Topic.Kind.PROMOTION, link=f"http://host.example:{port}/koho")
        fetch_link_card(card_id=topic.link_card.pk, url=topic.link, bounds=bounds_for(port))
    topic.link_card.refresh_from_db()
    assert (asked, topic.link_card.reason) == ([], actions.SWITCHED_OFF)


def test_reloading_and_a_changed_link_leave_one_result(published, stranger):
    card = published("/koho")
    files = StoredFile.objects.count()
    with serving(ANSWERS) as (port, asked):
        fetch_link_card(card_id=card.pk, url=card.url, bounds=bounds_for(port))  # a second job: done
        fetch_link_card(card_id=card.pk, url="http://other.example/", bounds=bounds_for(port))
        fetch_link_card(card_id=0, url=card.url, bounds=bounds_for(port))
    assert asked == []
    assert StoredFile.objects.count() == files


def test_a_link_that_changes_while_it_is_fetched_leaves_nothing(make_topic, stranger):
    with serving(dict(ANSWERS)) as (port, _):
        topic = make_topic(stranger, Topic.Kind.PROMOTION, link=f"http://host.example:{port}/koho")
        card = topic.link_card

        def resolve(host, _):
            LinkCard.objects.filter(pk=card.pk).update(url="http://new.example/")
            return ["127.0.0.1"]

        fetch_link_card(card_id=card.pk, url=card.url, bounds=bounds_for(port, resolve=resolve))
    card.refresh_from_db()
    assert (card.title, card.state) == ("", "waiting")
    assert not StoredFile.objects.exists()


# --- edited ----------------------------------------------------------------------------------------------


def test_link_page_by_the_cast(
    browser, visitor, officer, reader, stranger, ward_officer, secretariat, make_topic
):
    topic = make_topic(officer, Topic.Kind.PROMOTION)
    edit, read = f"/board/topics/{topic.pk}/link/", f"/board/topics/{topic.pk}/link/read/"
    for user in (reader, stranger, ward_officer, secretariat):
        for address in (edit, read):
            assert browser(user).post(address, {}).status_code == 403
        assert browser(user).get(edit).status_code == 403
        assert edit not in page_of(browser(user), topic)
    for address in (edit, read):
        assert visitor.post(address, {}).status_code == 302
    assert browser(officer).get(edit).status_code == 200
    assert browser(officer).get(read).status_code == 405
    assert edit in page_of(browser(officer), topic)
    assert not AuditEntry.objects.filter(verb__startswith="board.link").exists()
    Topic.objects.filter(pk=topic.pk).update(audience=Audience.WARDS)
    assert browser(stranger).get(edit).status_code == 404
    close_topic(topic=topic, by=officer)
    assert browser(officer).get(edit).status_code == 403


def typed(**more):
    return {"own_title": "", "own_description": "", **more}


def picture(content=PNG, name="表紙.png"):
    return SimpleUploadedFile(name, content)


def test_what_the_author_types_goes_before_what_was_read(published, browser, stranger, officer):
    card = published("/koho")
    client, address = browser(stranger), f"/board/topics/{card.topic_id}/link/"
    answer = client.post(address, typed(own_title="広報くしろ 秋号", picture=picture()))
    assert answer["Location"] == f"/board/topics/{card.topic_id}/"
    card.refresh_from_db()
    page = page_of(browser(officer), card.topic)
    assert ">広報くしろ 秋号</a>" in page
    assert "食の特集" in page
    assert f"/files/{card.own_picture_id}/w320/" in page
    assert f"/files/{card.picture_id}/" not in page
    entry = AuditEntry.objects.get(verb="board.link_card_edited")
    assert entry.facts["changes"] == {"題名": ["", "広報くしろ 秋号"], "画像": ["", "表紙.png"]}
    own = card.own_picture
    client.post(address, typed(own_title="広報くしろ 秋号"))  # the picture stays
    assert AuditEntry.objects.filter(verb="board.link_card_edited").count() == 1
    client.post(address, typed(own_title="広報くしろ 秋号", remove_picture="on"))
    card.refresh_from_db()
    assert card.own_picture is None
    assert not StoredFile.objects.filter(pk=own.pk).exists()
    assert f"/files/{card.picture_id}/w320/" in page_of(browser(officer), card.topic)


@pytest.mark.parametrize(
    "wrong",
    [
        {"own_title": "あ" * 101},
        {"own_title": "a\x00b"},
        {"own_description": "い" * 201},
        {"own_title": "a\u202eb"},
        {"picture": SimpleUploadedFile("絵.svg", b"<svg/>")},
        {"picture": SimpleUploadedFile("計画.pdf", sample_files.pdf())},
        {"picture": SimpleUploadedFile("空.png", b"")},
    ],
)
def test_bad_input_stays_in_the_form(make_topic, browser, officer, wrong):
    topic = make_topic(officer, Topic.Kind.PROMOTION)
    answer = browser(officer).post(
        f"/board/topics/{topic.pk}/link/", typed(**{"own_description": "説明", **wrong})
    )
    assert answer.status_code == 400
    card = LinkCard.objects.get()
    assert (card.own_title, card.own_description, card.own_picture) == ("", "", None)


def test_a_good_picture_survives_a_wrong_title(make_topic, browser, officer):
    topic = make_topic(officer, Topic.Kind.PROMOTION)
    client, address = browser(officer), f"/board/topics/{topic.pk}/link/"
    page = client.post(address, typed(own_title="あ" * 101, picture=picture())).content.decode()
    kept = StoredFile.objects.get()
    assert f'value="{kept.pk}"' in page
    client.post(address, typed(own_title="題", kept_picture=str(kept.pk)))
    assert LinkCard.objects.get().own_picture == kept
    assert kept.pk in {file.pk for file in files_of(LinkCard.objects.get())}


def test_a_draft_s_card_lives_until_its_link_changes(make_draft, browser, officer):
    draft = make_draft(officer, Topic.Kind.PROMOTION)
    client = browser(officer)
    client.post(f"/board/topics/{draft.pk}/link/", typed(own_title="手で付けた題", picture=picture()))
    preview = client.get(f"/board/topics/{draft.pk}/preview/").content.decode()
    assert "手で付けた題" in preview
    assert jobs() == []
    topic = edited(draft, officer, link="https://www.city.example/new")
    assert "手で付けた題" not in client.get(f"/board/topics/{draft.pk}/preview/").content.decode()
    publish_topic(topic=topic, by=officer)
    card = LinkCard.objects.get()
    assert (card.url, card.own_title, card.own_picture) == ("https://www.city.example/new", "", None)
    assert not StoredFile.objects.exists()


def test_discarding_a_draft_takes_card_and_picture_along(make_draft, browser, officer):
    draft = make_draft(officer, Topic.Kind.PROMOTION)
    browser(officer).post(f"/board/topics/{draft.pk}/link/", typed(picture=picture()))
    discard_topic(topic=draft, by=officer)
    assert not LinkCard.objects.exists()
    assert not StoredFile.objects.exists()


def test_the_author_has_the_link_read_again_within_limits(published, browser, stranger):
    card = published("/koho")
    before = len(jobs())
    client, address = browser(stranger), f"/board/topics/{card.topic_id}/link/read/"
    assert client.post(address)["Location"] == f"/board/topics/{card.topic_id}/link/"
    card.refresh_from_db()
    assert (card.state, card.title, len(jobs())) == ("waiting", "秋号", before + 1)
    assert AuditEntry.objects.filter(verb="board.link_card_reloaded").count() == 1
    codes = [client.post(address).status_code for _ in range(10)]
    assert codes[-1] == 429


def test_reloading_replaces_the_picture(published, stranger):
    card = published("/koho")
    old = card.picture_id
    reload_link_card(topic=card.topic, by=stranger)
    with serving(ANSWERS) as (port, _):
        url = f"http://host.example:{port}/koho"
        LinkCard.objects.update(url=url)
        fetch_link_card(card_id=card.pk, url=url, bounds=bounds_for(port))
    card.refresh_from_db()
    assert card.picture_id not in (old, None)
    assert not StoredFile.objects.filter(pk=old).exists()


def test_a_second_fetch_that_fails_keeps_what_the_first_found(published, stranger):
    card = published("/koho")
    reload_link_card(topic=card.topic, by=stranger)
    fetch_link_card(card_id=card.pk, url=card.url, bounds=bounds_for(1))
    picture = card.picture
    card.refresh_from_db()
    assert (card.state, card.title, card.picture) == ("failed", "秋号", picture)
    assert card.reason


@pytest.mark.usefixtures("committed")
def test_two_who_describe_a_link_at_once_make_one_card(make_draft, officer, colleague):
    draft = make_draft(officer, Topic.Kind.PROMOTION)
    names = {"own_description": "", "own_picture": None}
    in_threads(
        *(
            lambda by=by: edit_link_card(topic=draft, by=by, own_title=by.name, **names)
            for by in (officer, colleague)
        )
    )
    assert LinkCard.objects.get().own_title in (officer.name, colleague.name)
    assert AuditEntry.objects.filter(verb="board.link_card_edited").count() == 2


@pytest.mark.usefixtures("committed")
def test_two_workers_with_one_link_keep_one_picture(make_topic, officer):
    with serving(ANSWERS) as (port, _):
        topic = make_topic(officer, Topic.Kind.PROMOTION, link=f"http://host.example:{port}/koho")
        card, bounds = topic.link_card, bounds_for(port)
        in_threads(*[lambda: fetch_link_card(card_id=card.pk, url=card.url, bounds=bounds)] * 2)
    card.refresh_from_db()
    assert card.title == "秋号"
    assert StoredFile.objects.get() == card.picture
