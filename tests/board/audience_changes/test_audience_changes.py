"""Who may read a topic, chosen on the form and changed later: mailed, recorded, unread for new readers."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse

from board.audience_changes.actions import change_audience
from board.moderation.actions import hide_post
from board.notifications.models import Notification
from board.reply_posting.actions import post_reply
from board.subscriptions.models import Watch
from board.topics.audience import Audience
from board.topics.models import Topic
from board.topics.queries import organizations_in_audience
from board.unread.actions import mark_read
from board.unread.models import ReadingFloor
from board.unread.queries import floor_of, unread_ids
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import matching_ids
from members.organizations.models import Organization
from members.users.models import User
from tests.board.helpers import POSTS, count_queries
from tests.worker import told


@pytest.fixture
def for_kushiro(make_topic, officer, kushiro):
    """A proposal of 堺市 that only 釧路市 reads besides."""
    return make_topic(officer, audience=Audience.CHOSEN, audience_organizations=[kushiro])


def url(topic):
    return reverse("board:topic-audience", args=[topic.pk])


def change(topic, by, audience, *organizations, losing_access=()):
    return change_audience(
        topic=topic, by=by, audience=audience, organizations=organizations, losing_access=losing_access
    )


def test_audience_is_chosen_when_writing(browser, officer, stranger, ward_officer, kushiro, koto):
    data = {**POSTS["notice"], "audience": "chosen", "audience_organizations": "北海道釧路市\n堺市、012068"}
    client = browser(officer)
    preview = client.get(client.post("/board/new/notice/", data).url).content.decode()
    assert "北海道釧路市" in preview
    assert "選んだ団体と、投稿した団体、事務局" in preview
    topic = Topic.objects.get()
    assert list(topic.audience_organizations.all()) == [kushiro]  # their own needs no choosing
    page = client.get(reverse("board:topic-edit", args=[topic.pk])).content.decode()
    assert "北海道釧路市</textarea>" in page
    client.post(reverse("board:topic-publish", args=[topic.pk]))
    assert browser(stranger).get(f"/board/topics/{topic.pk}/").status_code == 200
    assert browser(ward_officer).get(f"/board/topics/{topic.pk}/").status_code == 404


def test_chosen_organisations_are_dropped_with_another_audience(browser, officer, kushiro):
    data = {**POSTS["notice"], "audience": "wards", "audience_organizations": "釧路市"}
    browser(officer).post("/board/new/notice/", data)
    topic = Topic.objects.get()
    assert (topic.audience, topic.audience_organizations.count()) == ("wards", 0)


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"audience": "chosen"}, "公開する団体を1つ以上"),
        ({"audience": "chosen", "audience_organizations": "大阪府堺市"}, "公開する団体を1つ以上"),
        ({"audience": "chosen", "audience_organizations": "どこか市"}, "「どこか市」は見つかりません"),
        ({"audience": "chosen", "audience_organizations": "釧\x00路市"}, "NUL"),
        ({"audience": "chosen", "audience_organizations": "釧路市\n" * 20_000}, "60,000文字以内"),
        (
            {"audience": "chosen", "audience_organizations": "釧路市", "wards": "江東区"},
            "江東区が入っていません",
        ),
        ({"audience": "everybody"}, "公開範囲"),
    ],
)
def test_bad_audience_is_refused_and_kept(browser, officer, kushiro, koto, more, sentence):
    if "wards" in more:
        more = {**more, "wards": [koto.pk]}
    response = browser(officer).post("/board/new/proposal/", {**POSTS["proposal"], **more})
    page = response.content.decode()
    assert response.status_code == 400
    assert sentence in page
    assert POSTS["proposal"]["body"] in page
    assert not Topic.objects.exists()


def test_a_draft_may_still_lack_the_organisations(browser, officer):
    data = {**POSTS["notice"], "audience": "chosen", "save_draft": "1"}
    assert browser(officer).post("/board/new/notice/", data).status_code == 302
    draft = Topic.objects.get()
    browser(officer).post(reverse("board:topic-publish", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.is_draft


def test_the_edit_form_of_a_published_topic_leaves_the_audience_alone(browser, officer, for_kushiro):
    path = reverse("board:topic-edit", args=[for_kushiro.pk])
    assert "公開する団体" not in browser(officer).get(path).content.decode()
    data = {**POSTS["proposal"], "audience": "all", "version": for_kushiro.version, "check": "1"}
    assert browser(officer).post(path, data).status_code == 302
    for_kushiro.refresh_from_db()
    assert (for_kushiro.audience, for_kushiro.audience_organizations.count()) == ("chosen", 1)


@pytest.mark.parametrize("person", ["colleague", "reader", "stranger"])
def test_who_is_offered_another_audience(request, browser, topic, kushiro, person):
    client = browser(request.getfixturevalue(person))
    own = person == "colleague"
    page = client.get(url(topic))
    assert ("公開範囲を保存する" in page.content.decode()) == own
    client.post(url(topic), {"audience": "wards"})
    topic.refresh_from_db()
    assert topic.audience == ("wards" if own else "all")


def test_who_may_not_read_it_learns_nothing_of_its_audience(
    browser, ward_officer, officer, for_kushiro, make_draft
):
    assert browser(ward_officer).get(url(for_kushiro)).status_code == 404
    assert browser(ward_officer).post(url(for_kushiro), {"audience": "all"}).status_code == 404
    draft = make_draft(officer)
    assert browser(ward_officer).get(url(draft)).status_code == 404
    assert browser(officer).get(url(draft)).url == reverse("board:topic-edit", args=[draft.pk])


def test_widening_is_mailed_recorded_found_and_unread(
    browser, officer, colleague, stranger, ward_officer, koto, kushiro, for_kushiro
):
    for person in (officer, colleague, stranger, ward_officer):
        floor_of(person)
    mark_read(stranger, for_kushiro.pk, for_kushiro.activity_no)
    Watch.objects.create(user=stranger, level=Watch.Level.NEW)
    told()  # of the new topic
    data = {"audience": "chosen", "audience_organizations": "釧路市\n江東区"}
    assert browser(officer).post(url(for_kushiro), data).status_code == 302
    assert told("board.audience_widened", "board.audience_widened") == {ward_officer.email}
    assert Notification.objects.filter(section=koto.sections.get(), settled_at=None).exists()  # a digest
    body = OutgoingMail.objects.filter(purpose="board.audience_widened").first().body
    assert "読めるようになりました" in body
    assert body.count("http") == 2  # the page, and how to stop
    entry = AuditEntry.objects.get(verb="board.audience_changed")
    assert entry.facts["changes"] == {"公開する団体": [["北海道釧路市"], ["北海道釧路市", "江東区"]]}
    assert unread_ids(ward_officer, 10) == [for_kushiro.pk]
    assert unread_ids(stranger, 10) == []  # they had read it
    assert unread_ids(officer, 10) == []
    assert unread_ids(colleague, 10) == [for_kushiro.pk]  # they had not
    for_kushiro.refresh_from_db()
    refresh_index_now(for_kushiro)
    assert for_kushiro.pk in matching_ids(
        "物産展", audiences=audiences.audiences_of(ward_officer), kind="掲示板"
    )


def test_widening_is_unread_also_for_one_whose_floor_has_passed_it(
    officer, ward_officer, koto, kushiro, for_kushiro
):
    floor = floor_of(ward_officer)
    assert floor < for_kushiro.activity_no
    ReadingFloor.objects.filter(user=ward_officer).update(activity_no=for_kushiro.activity_no)
    change(for_kushiro, officer, Audience.WARDS)
    assert unread_ids(ward_officer, 10) == [for_kushiro.pk]


def test_narrowing_mails_only_those_who_replied(officer, stranger, ward_officer, kushiro, topic, make_reply):
    make_reply(topic, stranger)
    before = topic.activity_no
    change(topic, officer, Audience.WARDS, losing_access=[kushiro.pk])
    assert told("board.audience_narrowed") == {stranger.email, kushiro.sections.get().mailbox}
    assert not OutgoingMail.objects.filter(purpose="board.audience_widened").exists()
    mail = OutgoingMail.objects.filter(purpose="board.audience_narrowed").first()
    assert "読めなくなりました" in mail.body
    assert officer.section.mailbox in mail.body
    assert topic.title in mail.body
    topic.refresh_from_db()
    assert topic.activity_no > before  # by the reply, not by the narrowing
    assert topic.activity_no == topic.replies.get().activity_no


def test_who_replied_loses_access_only_after_their_name_was_confirmed(
    browser, officer, stranger, kushiro, topic, make_reply
):
    make_reply(topic, stranger)
    client = browser(officer)
    response = client.post(url(topic), {"audience": "wards"})
    page = response.content.decode()
    assert response.status_code == 400
    assert "返信した1団体が、この投稿を読めなくなります" in page
    assert "北海道釧路市" in page
    topic.refresh_from_db()
    assert topic.audience == "all"
    for wrong in ("0", "x", "9" * 30, str(officer.organization.pk)):
        assert client.post(url(topic), {"audience": "wards", "losing_access": [wrong]}).status_code == 400
    assert not AuditEntry.objects.filter(verb="board.audience_changed").exists()
    assert client.post(url(topic), {"audience": "wards", "losing_access": [kushiro.pk]}).status_code == 302
    assert browser(stranger).get(topic.get_absolute_url()).status_code == 404


def test_a_reply_that_comes_as_the_audience_narrows_is_not_posted(officer, stranger, topic):
    change(topic, officer, Audience.WARDS)
    with pytest.raises(PermissionDenied), transaction.atomic():  # the page was opened before
        post_reply(topic=topic, by=stranger, body="参加します。")
    assert not topic.replies.exists()


def test_wards_that_may_not_read_it_are_not_wished_later(browser, officer, koto, for_kushiro):
    path = reverse("board:topic-edit", args=[for_kushiro.pk])
    data = {**POSTS["proposal"], "wards": [koto.pk], "version": for_kushiro.version, "check": "1"}
    response = browser(officer).post(path, data)
    assert response.status_code == 400
    assert "江東区は、この投稿を読めません" in response.content.decode()


def test_the_same_audience_again_changes_and_mails_nothing(officer, kushiro, for_kushiro):
    before = for_kushiro.activity_no
    change(for_kushiro, officer, Audience.CHOSEN, kushiro)
    for_kushiro.refresh_from_db()
    assert for_kushiro.activity_no == before
    assert not AuditEntry.objects.filter(verb="board.audience_changed").exists()


def test_nobody_else_changes_the_audience_and_talks_never_do(
    officer, stranger, secretariat, reader, kushiro, topic, make_topic
):
    for person in (stranger, secretariat, reader):
        with pytest.raises(PermissionDenied):
            change(topic, person, Audience.WARDS)
    talk = make_topic(officer)
    talk.audience_organizations.set([kushiro])
    Topic.objects.filter(pk=talk.pk).update(kind="talk", stage="", parent=topic, audience="chosen")
    with pytest.raises(PermissionDenied):
        change(talk, officer, Audience.ALL)
    hide_post(post=topic, by=secretariat, reason="理由")
    with pytest.raises(PermissionDenied):
        change(topic, officer, Audience.WARDS)


@pytest.fixture
def nation(db):
    """1,788 members: as many organisations as there are."""
    rows = Organization.objects.bulk_create(
        Organization(kind="municipality", prefecture="大阪府", name=f"見本{number}市", joined_on="2020-04-01")
        for number in range(1_788)
    )
    return rows


def test_1788_organisations_can_be_chosen(browser, officer, nation, topic, django_assert_max_num_queries):
    somebody = make_user_of(nation[-1])
    client = browser(officer)
    lines = "\n".join(row.full_name for row in nation)
    with django_assert_max_num_queries(40):
        response = client.post(url(topic), {"audience": "chosen", "audience_organizations": lines})
    assert response.status_code == 302
    topic.refresh_from_db()
    assert organizations_in_audience(topic).count() >= 1_788
    assert count_queries(client, topic.get_absolute_url()) <= 12
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "ほか1,768団体" in page
    assert page.count("見本") < 60
    whole = client.get(url(topic)).content.decode()
    assert "見本1787市" in whole
    assert browser(somebody).get(topic.get_absolute_url()).status_code == 200


def make_user_of(organization) -> User:
    section = organization.sections.create(name="企画課", mailbox="last@city.example")
    return User.objects.create_user(
        "somebody@city.example", "x", name="見本", section=section, role="officer"
    )
