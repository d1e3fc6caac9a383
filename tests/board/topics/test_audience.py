"""Who reads a topic whose audience is narrowed: lists, page, unread, search, mails, files."""

import pytest

from board.publication.emails import TopicPublished
from board.subscriptions.models import NotificationRhythm
from board.topics.audience import Audience
from board.topics.models import Topic
from board.topics.queries import organizations_in_audience
from board.unread.queries import floor_of, unread_count, unread_ids
from common.attachments.actions import attach_files, store_upload
from common.outbox.models import OutgoingMail
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import matching_ids
from tests.sample_files import pdf, upload
from tests.worker import write


@pytest.fixture
def narrowed(make_topic, officer, kushiro):
    def make(kind, *organizations):
        topic = make_topic(officer)
        Topic.objects.filter(pk=topic.pk).update(audience=kind)
        topic.audience_organizations.set(organizations)
        topic.refresh_from_db()
        refresh_index_now(topic)
        return topic

    return make


def sees(user, topic) -> set[bool]:
    """One answer, whoever is asked."""
    rows = Topic.objects.all()
    return {
        rows.visible_to(user).filter(pk=topic.pk).exists(),
        rows.listed_for(user).filter(pk=topic.pk).exists(),
        topic.pk in matching_ids("物産展", audiences=audiences.audiences_of(user), kind="掲示板"),
        user.organization in organizations_in_audience(topic),
    }


@pytest.mark.parametrize(
    ("kind", "readers"),
    [
        (Audience.ALL, {"officer", "colleague", "reader", "stranger", "ward_officer", "secretariat"}),
        (Audience.WARDS, {"officer", "colleague", "reader", "ward_officer", "secretariat"}),
        (Audience.CHOSEN, {"officer", "colleague", "reader", "stranger", "secretariat"}),
    ],
)
def test_each_way_to_a_topic_is_open_to_its_audience_and_to_nobody_else(
    officer, colleague, reader, stranger, ward_officer, secretariat, narrowed, kushiro, browser, kind, readers
):
    cast = {
        "officer": officer,
        "colleague": colleague,
        "reader": reader,
        "stranger": stranger,
        "ward_officer": ward_officer,
        "secretariat": secretariat,
    }
    for user in cast.values():
        floor_of(user)
    topic = narrowed(kind, *([kushiro] if kind == Audience.CHOSEN else []))
    for name, user in cast.items():
        allowed = name in readers
        assert sees(user, topic) == {allowed}, name
        client = browser(user)
        assert client.get(f"/board/topics/{topic.pk}/").status_code == (200 if allowed else 404), name
        answer = client.post(f"/board/topics/{topic.pk}/reply/", {"body": "参加します。"})
        assert (answer.status_code == 404) is not allowed, name


def test_what_is_not_for_the_user_is_neither_unread_nor_counted(stranger, ward_officer, narrowed):
    floor_of(stranger)
    floor_of(ward_officer)
    topic = narrowed(Audience.WARDS)
    assert unread_ids(stranger, 10) == []
    assert unread_count(stranger) == 0
    assert unread_ids(ward_officer, 10) == [topic.pk]


def test_a_topic_for_chosen_organisations_notifies_nobody_else(
    officer, stranger, ward_officer, koto, minato, narrowed
):
    for organization in (koto, minato):  # both ask for each topic; by default they hear once a week
        NotificationRhythm.objects.create(section=organization.sections.get(), rhythm="at_once")
    write(TopicPublished, narrowed(Audience.CHOSEN, minato))
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {minato.sections.get().mailbox}


def test_files_go_with_the_audience(officer, stranger, ward_officer, narrowed, browser):
    topic = narrowed(Audience.WARDS)
    stored = store_upload(upload("案.pdf", pdf()), by=officer)
    attach_files([stored], to=topic)
    assert browser(stranger).get(stored.get_absolute_url()).status_code == 404
    response = browser(ward_officer).get(stored.get_absolute_url())
    assert response.status_code == 200
    response.close()
