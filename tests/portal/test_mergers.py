"""What the board holds when members merge, or take a new name."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.db.models.deletion import RestrictedError
from django.utils import timezone

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.reply_posting.actions import post_reply
from board.topic_editing.actions import edit_topic
from board.topics.models import Topic
from common import japanese_calendar
from common.search import audiences
from common.search.queries import search_texts
from correspondence.sending.actions import create_answers
from events.events.models import Event
from events.participations.models import Participation
from members.government_changes import dry_run
from members.government_changes.tasks import after_government_change
from members.local_governments.models import LocalGovernment
from members.mergers import repoint, transfer
from members.mergers.actions import merge_organizations
from members.organizations.models import Organization
from members.sections.models import Section
from members.users.models import User
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import PamphletRequest
from tests.board.conftest import VALUES
from tests.government_cast import body, change, code
from tests.pamphlets.asking import ask

pytestmark = pytest.mark.django_db


@pytest.fixture
def kou(make_organization):
    government = body("甲町", "01801")
    return make_organization("甲町", code=government.code, prefecture="北海道", kana="こうちょう")


@pytest.fixture
def otsu(make_organization):
    government = body("乙村", "01802", "village")
    return make_organization("乙村", code=government.code, prefecture="北海道", kana="おつむら")


@pytest.fixture
def kou_officer(make_user, kou):
    return make_user("kou@city.example", kou, "甲 一郎")


@pytest.fixture
def otsu_officer(make_user, otsu):
    return make_user("otsu@city.example", otsu, "乙 二郎")


def draft(by, **values):
    kind = Topic.Kind.PROPOSAL
    return draft_topic(by=by, kind=kind, values={**VALUES[kind], **values}, files=())


def topic(by, **values):
    return publish_topic(topic=draft(by, **values), by=by)


@pytest.fixture
def work(kou_officer, otsu_officer, ward_officer, koto):
    """What both towns did before they merged."""
    theirs = topic(otsu_officer, title="乙村の物産展", all_wards=False, wards=[koto])
    post_reply(topic=theirs, by=kou_officer, body="甲町も参加します。")
    asked = ask(otsu_officer, [koto])
    answer_pamphlet(
        answer=WardAnswer.objects.get(pamphlet=asked), state="accepted", by=ward_officer, copies=10, places=1
    )
    return {
        "topic": theirs,
        "own": topic(kou_officer, title="甲町の物産展"),
        "draft": draft(otsu_officer, title="乙村の下書き"),
        "pamphlet": asked,
    }


@pytest.fixture
def merge(kou, otsu, secretariat, work):
    def merged():
        rows = [kou.local_government, otsu.local_government]
        done = change("merger_new", rows, secretariat, japanese_calendar.today(), survivor=kou)
        for user in User.objects.all():  # what a cached organisation said is old
            user.refresh_from_db()
        return done

    return merged


def test_everything_workable_goes_over(merge, work, kou, browser, otsu_officer, kou_officer):
    done = merge()
    for row in work.values():
        row.refresh_from_db()
        assert row.organization == kou
    assert work["topic"].section.name == "企画課（旧乙村）"
    moved = dry_run.report_of_change(done)["merges"][0]["rows"]
    counts = {name: len(rows) for name, rows in moved}
    assert counts == {"担当部署": 1, "投稿": 2, "パンフレット配布依頼": 1}
    for person in (otsu_officer, kou_officer):  # both go on with the draft of what was one village's
        client = browser(User.objects.get(pk=person.pk))
        assert "乙村の下書き" in client.get("/board/drafts/").content.decode()
        assert client.get(f"/board/topics/{work['draft'].pk}/edit/").status_code == 200
        assert client.get(work["pamphlet"].get_absolute_url()).status_code == 200
    edited = edit_topic(
        topic=work["draft"],
        by=User.objects.get(pk=kou_officer.pk),
        version=work["draft"].version,
        values=VALUES["proposal"],
    )
    assert publish_topic(topic=edited, by=edited.saved_by).organization_name == "北海道丁市"


def test_the_past_shows_the_names_of_its_time(merge, work, browser, stranger, ward_officer):
    pages = [
        (stranger, "/board/", "北海道丁市（投稿時: 北海道乙村）"),
        (stranger, work["topic"].get_absolute_url(), "（投稿時: 北海道乙村）"),
        (stranger, work["topic"].get_absolute_url(), "（投稿時: 北海道甲町）"),
        (stranger, f"{work['topic'].get_absolute_url()}print/", "北海道丁市（投稿時: 北海道甲町）"),
        (ward_officer, work["pamphlet"].get_absolute_url(), "（依頼時: 北海道乙村）"),
        (ward_officer, "/board/pamphlets/", "（依頼時: 北海道乙村）"),
    ]
    for person, path, words in pages:
        assert words not in browser(person).get(path).content.decode(), path
    merge()
    for person, path, words in pages:
        assert words in browser(person).get(path).content.decode(), path


def test_the_board_costs_the_same_after_a_merger(merge, browser, stranger, django_assert_num_queries):
    client = browser(stranger)
    client.get("/board/")
    with django_assert_num_queries(8):
        client.get("/board/")
    merge()
    with django_assert_num_queries(8):
        assert "投稿時" in client.get("/board/").content.decode()


def test_search_finds_by_old_and_new_name(merge, work):
    done = merge()
    after_government_change(change_id=done.pk, by_clock=False)
    for words in ("丁市", "乙村"):
        found = search_texts(words, audiences=["members"])
        assert "乙村の物産展" in [row.title for row in found.rows], words
    keys = audiences.audiences_of(User.objects.get(email="kou@city.example"))
    assert "秋の観光パンフレット" in [row.title for row in search_texts("観光", audiences=keys).rows]


def test_who_was_chosen_finds_a_topic_under_its_new_body(merge, otsu, stranger, kou_officer):
    topic(stranger, title="白鳥の相談", audience="chosen", audience_organizations=[otsu])

    def found():
        keys = audiences.audiences_of(User.objects.get(pk=kou_officer.pk))
        return [row.title for row in search_texts("白鳥", audiences=keys).rows]

    assert found() == []
    done = merge()
    after_government_change(change_id=done.pk, by_clock=False)
    assert found() == ["白鳥の相談"]


def test_what_clashes_stays_and_is_told(merge, work, kou, otsu, koto, kou_officer):
    """A many-to-many row that both have: the second one cannot move."""
    own = topic(kou_officer, all_wards=False, wards=[koto])
    own.wards.add(kou, otsu)
    done = merge()
    report = dry_run.report_of_change(done)["merges"][0]
    assert [(name, len(rows)) for name, rows in report["stuck"]] == [("投稿の希望する区", 1)]
    assert set(own.wards.all()) == {koto, kou, otsu}


def test_one_answer_per_body_stays_one(secretariat, kou, kou_officer, make_organization):
    """A unique pair (pamphlet, ward) that both have: the rows that can move do, the other stays."""
    other = make_organization("丙協議会", kind="association", prefecture="北海道")
    first, second = ask(kou_officer, []), ask(kou_officer, [])
    create_answers(first, [kou, other])  # wards do not merge: these two stand for any pair of rows
    create_answers(second, [other])
    merge_organizations(survivor=kou, absorbed=other, by=secretariat)
    assert WardAnswer.objects.get(pamphlet=second).organization == kou
    assert set(WardAnswer.objects.filter(pamphlet=first).values_list("organization", flat=True)) == {
        kou.pk,
        other.pk,
    }


def test_every_table_that_names_an_organisation_is_thought_of():
    """New tables move by default; a name on the list of what stays must be a real one."""
    known = {repoint.field_key(field) for field in repoint.foreign_keys_to(Organization)}
    assert set(transfer.NOT_TRANSFERRED) <= known
    moving = {repoint.field_key(field) for field in transfer.transferred_fields()}
    assert {
        "members.Section.organization",
        "board.Topic.organization",
        "board.Reply.organization",
        "pamphlets.PamphletRequest.organization",
        "pamphlets.WardAnswer.organization",
        "board.Topic_wards.organization",
        "inquiries.Inquiry.organization",
        "inquiries.InquiryAnswer.organization",
    } <= moving


def test_deleting_never_takes_others_along(merge, work, kou, otsu, kou_officer):
    done = merge()
    rows = [
        kou,
        otsu,
        Section.objects.filter(organization=kou).first(),
        User.objects.get(pk=kou_officer.pk),
        LocalGovernment.objects.get(name="甲町"),
        LocalGovernment.objects.get(name="丁市"),
        done,
        done.merges.get(),
    ]
    for row in rows[:-1]:
        with pytest.raises((ProtectedError, RestrictedError, IntegrityError)), transaction.atomic():
            row.delete()
    assert Topic.objects.count() == 3
    assert PamphletRequest.objects.count() == 1


def test_no_reference_to_people_and_bodies_cascades():
    """Marks, signs of life and sessions are a person's own; everything else keeps them and their work."""
    own = {"board", "pamphlets", "inquiries", "members", "events", "disaster", "news", "sign_ups"}
    cascading = {
        repoint.field_key(field)
        for model in (Organization, Section, LocalGovernment, User)
        for field in repoint.foreign_keys_to(model)
        if field.model._meta.app_label in own
        and field.remote_field.on_delete.__name__ == "CASCADE"
        and not field.model._meta.auto_created
    }
    assert cascading == {
        "board.ReadingFloor.user",
        "board.ReadMark.user",
        "board.Notification.user",
        "board.NotificationRhythm.user",
        "board.TopicWatch.user",
        "board.Watch.user",
        "board.Bookmark.user",
        "members.SavedFilter.user",
        "board.Presence.user",
    }


def test_an_event_of_the_past_names_the_town_and_leads_to_the_city(merge, kou, otsu, visitor):
    event = Event.objects.create(
        kind="exhibition",
        title="過去の展示",
        date_precision="unknown",
        source="t",
        state="published",
        published_at=timezone.now(),
    )
    for organization in (kou, otsu):
        Participation.objects.create(event=event, local_government=organization.local_government)
    merge()
    page = visitor.get(event.get_absolute_url()).content.decode()
    assert page.count(f'href="/members/{code("01901")}/"') == 2
    assert "甲町" in page
    assert "丁市" not in page
