"""What each kind of topic has of its own: budget, linked event, programme, contact section."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse

from board.topics import event_links
from board.topics.models import Topic
from common.search.models import IndexedText
from events.events.models import Event
from members.sections.models import Section
from tests.board.helpers import POSTS, count_queries


@pytest.fixture(autouse=True)
def _before_the_days_of_the_call(time_machine):
    time_machine.move_to("2026-11-25T10:00+09:00")


@pytest.fixture
def fair(db):
    """The event page /events/12/, as the index knows it."""
    return IndexedText.objects.create(
        object_type=ContentType.objects.get_for_model(Event),
        object_id=12,
        kind="イベント・展示",
        title="区民まつり2027",
        url="/events/12/",
        audiences=["public"],
    )


def write(client, kind, **more):
    return client.post(f"/board/new/{kind}/", {**POSTS[kind], **more})


def test_budget_and_programme_stand_on_the_page(browser, officer):
    client = browser(officer)
    for kind, name, words in (
        ("proposal", "budget", "会場費は折半"),
        ("notice", "programme", "移住促進事業"),
    ):
        preview = client.get(write(client, kind, **{name: words}).url).content.decode()
        assert words in preview
        assert getattr(Topic.objects.latest("pk"), name) == words


@pytest.mark.parametrize(
    "typed", ["12", "１２", "/events/12/", "/events/12", "http://testserver/events/12/?from=mail", " 12 "]
)
def test_a_call_names_its_event_by_number_or_address(browser, officer, fair, typed):
    client = browser(officer)
    preview = client.get(write(client, "call", event_path=typed).url).content.decode()
    assert '<a href="/events/12/">区民まつり2027</a>' in preview
    assert Topic.objects.get().event_path == "/events/12/"


@pytest.mark.parametrize(
    "typed",
    ["13", "/events/13/", "/news/12/", "javascript:alert(1)", "http://[", "9" * 30, "一二", "-12", "12\x00"],
)
def test_an_event_that_is_not_there_is_refused(browser, officer, fair, typed):
    response = write(browser(officer), "call", event_path=typed)
    assert response.status_code == 400
    assert "関連するイベント" in response.content.decode()
    assert not Topic.objects.exists()


def test_an_event_for_others_only_is_not_there(browser, officer, fair):
    IndexedText.objects.update(audiences=["secretariat"])
    assert write(browser(officer), "call", event_path="12").status_code == 400
    assert event_links.title_of("/events/12/") == ""


def test_an_event_that_went_stays_named_and_does_not_block_editing(browser, officer, fair):
    client = browser(officer)
    write(client, "call", event_path="12")
    topic = Topic.objects.get()
    client.post(reverse("board:topic-publish", args=[topic.pk]))
    topic.refresh_from_db()
    fair.delete()
    assert "いまは公開されていません" in client.get(f"/board/topics/{topic.pk}/").content.decode()
    data = {**POSTS["call"], "event_path": "/events/12/", "version": topic.version, "check": "1"}
    assert client.post(reverse("board:topic-edit", args=[topic.pk]), data).status_code == 302


def test_the_event_costs_the_topic_page_no_query(browser, officer, stranger, fair):
    client = browser(officer)
    for typed in ("", "12"):
        write(client, "call", event_path=typed)
        client.post(reverse("board:topic-publish", args=[Topic.objects.latest("pk").pk]))
    reader = browser(stranger)
    counts = {count_queries(reader, topic.get_absolute_url()) for topic in Topic.objects.all()}
    assert len(counts) == 1
    assert counts.pop() <= 12


@pytest.fixture
def tourism(sakai):
    return Section.objects.create(organization=sakai, name="観光課", mailbox="kanko@city.example")


def test_any_open_section_of_the_organisation_may_be_the_contact(browser, officer, tourism):
    client = browser(officer)
    assert "観光課" in client.get("/board/new/notice/").content.decode()
    preview = client.get(write(client, "notice", section=tourism.pk).url).content.decode()
    assert "kanko@city.example" in preview
    assert Topic.objects.get().section == tourism


def test_a_section_of_others_or_a_closed_one_is_refused(browser, officer, kushiro, tourism):
    from django.utils import timezone

    Section.objects.filter(pk=tourism.pk).update(closed_at=timezone.now(), closed_by=officer)
    for section in (kushiro.sections.get().pk, tourism.pk, "x", "9" * 30):
        response = write(browser(officer), "notice", section=section)
        assert response.status_code == 400
        assert "担当部署から選んで" in response.content.decode()
    assert not Topic.objects.exists()


def test_read_receipts_and_the_section_stay_when_editing(browser, officer, tourism):
    client = browser(officer)
    write(client, "notice", section=tourism.pk, asks_read_receipts="on")
    topic = Topic.objects.get()
    client.post(reverse("board:topic-publish", args=[topic.pk]))
    topic.refresh_from_db()
    path = reverse("board:topic-edit", args=[topic.pk])
    page = client.get(path).content.decode()
    assert f'<option value="{tourism.pk}" selected>' in page
    data = {
        **POSTS["notice"],
        "title": "直した",
        "version": topic.version,
        "check": "1",
        "asks_read_receipts": "on",
    }
    assert client.post(path, data).status_code == 302
    topic.refresh_from_db()
    assert (topic.title, topic.section, topic.asks_read_receipts) == ("直した", tourism, True)
