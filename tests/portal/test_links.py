"""Records of different rooms that are linked (つながる記録): shown where both ends are seen."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.topics.models import Topic
from common.audit_log.models import AuditEntry
from common.links.actions import discard_links_without_ends, link_records
from common.links.models import Link
from common.links.registry import linkables_by_type
from common.publication.models import PublicationState
from common.refusals import ActionRefused
from events.events.models import Event
from news.announcements.models import Announcement
from tests.board.conftest import VALUES

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    public = {"state": PublicationState.PUBLISHED, "published_at": timezone.now()}
    day = datetime.date(2025, 11, 8)
    return Event.objects.create(
        title="魅力発信イベント", kind="showcase", starts_on=day, source="x", **public
    )


@pytest.fixture
def topic(officer):
    values = VALUES[Topic.Kind.PROPOSAL] | {"title": "会員だけの提案"}
    return publish_topic(topic=draft_topic(by=officer, kind=Topic.Kind.PROPOSAL, values=values), by=officer)


@pytest.fixture
def tied(event, topic, secretariat):
    return link_records(one=event, other=topic, by=secretariat)


def test_a_link_to_a_members_topic_is_shown_to_members_only(
    event, topic, tied, visitor, browser, officer, stranger
):
    for client in (browser(officer), browser(stranger)):
        assert topic.title in client.get(event.get_absolute_url()).text
        assert event.title in client.get(topic.get_absolute_url()).text
    page = visitor.get(event.get_absolute_url()).text  # after the members: no page of theirs is kept
    assert topic.title not in page
    assert "つながる記録" not in page


def test_a_link_to_a_draft_is_shown_to_who_sees_it(event, topic, tied, browser, officer, secretariat):
    Event.objects.filter(pk=event.pk).update(state=PublicationState.DRAFT, published_at=None)
    assert event.title not in browser(officer).get(topic.get_absolute_url()).text
    assert event.title in browser(secretariat).get(topic.get_absolute_url()).text


@pytest.mark.parametrize("typed", ["{url}", "http://testserver{url}?page=2#r", "{pk}", "掲示板 第{pk}号"])
def test_a_topic_is_linked_by_its_address_or_number(event, topic, browser, secretariat, typed):
    client = browser(secretariat)
    form = f"/links/event/{event.pk}/"
    said = {"typed": typed.format(url=topic.get_absolute_url(), pk=topic.pk)}
    assert client.post(form, said).status_code == 302
    assert topic.title in client.get(form).text
    assert event.title in client.get(f"/links/topic/{topic.pk}/").text
    found = AuditEntry.objects.filter(verb="common.record_linked").values_list("object_name", flat=True)
    assert sorted(found) == sorted([event.title, str(topic)])


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "入力"),
        ("/events/{pk}/", "このページ自身はつなげません"),
        ("/events/99999999999999999999999/", "見つかりません"),
        ("/news/1/", "見つかりません"),
        ("https://[x/", "見つかりません"),
        ("どれか", "見つかりません"),
    ],
)
def test_what_cannot_be_linked_is_said_at_the_field(event, browser, secretariat, typed, sentence):
    response = browser(secretariat).post(f"/links/event/{event.pk}/", {"typed": typed.format(pk=event.pk)})
    assert response.status_code == 400
    assert sentence in response.text
    assert not Link.objects.exists()


def test_nobody_links_what_they_do_not_see(event, browser, officer, topic):
    Event.objects.filter(pk=event.pk).update(state=PublicationState.DRAFT, published_at=None)
    response = browser(officer).post(f"/links/topic/{topic.pk}/", {"typed": f"/events/{event.pk}/"})
    assert response.status_code == 400
    assert event.title not in response.text


def test_a_pair_is_there_once_whichever_end_comes_first(event, topic, tied, secretariat):
    for one, other in ((event, topic), (topic, event)):
        with pytest.raises(ActionRefused, match="もうつながっています"):
            link_records(one=one, other=other, by=secretariat)
    turned = {
        "first_type_id": tied.second_type_id,
        "first_id": tied.second_id,
        "second_type_id": tied.first_type_id,
        "second_id": tied.first_id,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Link.objects.create(**turned)


def test_a_link_is_taken_away_from_either_end(event, topic, tied, browser, secretariat, officer):
    assert browser(officer).post(f"/links/topic/{topic.pk}/remove/{tied.pk}/").status_code == 302
    assert not Link.objects.exists()
    assert AuditEntry.objects.filter(verb="common.record_unlinked").count() == 2
    assert browser(secretariat).post(f"/links/event/{event.pk}/remove/{tied.pk}/").status_code == 302


def test_only_those_who_may_edit_are_offered_to_link(event, topic, browser, officer, stranger, secretariat):
    for person, offered in ((officer, True), (stranger, False), (secretariat, True)):
        page = browser(person).get(topic.get_absolute_url()).text
        assert (f"/links/topic/{topic.pk}/" in page) == offered
        status = browser(person).get(f"/links/topic/{topic.pk}/").status_code
        assert status == (200 if offered else 403)
    assert browser(officer).get("/links/nothing/1/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_links_cost_as_many_queries_for_three_as_for_one(
    event, secretariat, visitor, number, django_assert_num_queries
):
    for n in range(number):
        public = {"state": PublicationState.PUBLISHED, "published_at": timezone.now()}
        other = Announcement.objects.create(title=f"お知らせ{n}", body="x", **public)
        link_records(one=event, other=other, by=secretariat)
    linkables_by_type()  # content types are cached for the process
    with django_assert_num_queries(5):
        assert "お知らせ0" in visitor.get(event.get_absolute_url()).text


def test_links_of_what_is_gone_are_thrown_away(event, topic, tied):
    assert discard_links_without_ends() == 0
    Event.objects.filter(pk=event.pk).delete()
    assert discard_links_without_ends() == 1
