"""What people and section mailboxes choose to be notified of, and the pages where they choose."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from board.notifications.models import Notification
from board.publication.emails import TopicPublished
from board.reply_posting.emails import ReplyPosted
from board.subscriptions import actions
from board.subscriptions.actions import add_watch, set_topic_watch
from board.subscriptions.models import NotificationRhythm, TopicWatch, Watch
from board.subscriptions.queries import subscription_of
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from common.refusals import ActionRefused
from members.sections.models import Section
from tests.mypage import pending_kinds
from tests.worker import write


def told() -> set[str]:
    return set(OutgoingMail.objects.values_list("to", flat=True))


def waiting() -> set[str]:
    """Section mailboxes that a digest will tell."""
    return set(Notification.objects.filter(settled_at=None).values_list("section__mailbox", flat=True))


def watch(user, level, **conditions):
    return Watch.objects.create(user=user, level=level, **conditions)


# --- who is notified -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("level", "new", "others", "ours"),
    [
        ("all", True, True, True),
        ("new", True, False, True),
        ("ours", False, False, True),
        ("none", False, False, False),
    ],
)
def test_each_level_notifies_of_what_it_says(
    level, new, others, ours, officer, stranger, ward_officer, make_topic, make_reply
):
    watch(stranger, level)
    topic, own = make_topic(officer), make_topic(stranger)
    for happened, expected in (
        (lambda: write(TopicPublished, topic), new),
        (lambda: write(ReplyPosted, make_reply(topic, ward_officer)), others),
        (lambda: write(ReplyPosted, make_reply(own, ward_officer)), ours),
    ):
        OutgoingMail.objects.all().delete()
        happened()
        assert (stranger.email in told()) is expected


@pytest.mark.parametrize(
    "conditions",
    [
        {"kind": "call"},
        {"theme": "disaster"},
        {"prefecture": "大阪府"},
        {"kind": "call", "theme": "disaster", "prefecture": "大阪府"},
    ],
)
def test_a_condition_notifies_of_what_fits_and_of_nothing_else(
    conditions, officer, stranger, ward_officer, make_topic
):
    watch(stranger, "none")
    watch(stranger, "new", **conditions)
    write(TopicPublished, make_topic(ward_officer, "notice"))
    assert stranger.email not in told()
    write(TopicPublished, make_topic(officer, "call"))
    assert stranger.email in told()


def test_a_watch_for_a_ward_fits_topics_for_it_and_for_all(officer, stranger, koto, minato, make_topic):
    watch(stranger, "none")
    watch(stranger, "new", ward=koto)
    write(TopicPublished, make_topic(officer, wards=[minato], all_wards=False))
    assert stranger.email not in told()
    write(TopicPublished, make_topic(officer, wards=[koto], all_wards=False))
    assert stranger.email in told()


def test_the_row_with_more_conditions_counts_and_of_equals_the_higher_level(officer, stranger, make_topic):
    watch(stranger, "new")
    watch(stranger, "none", kind="promotion")
    write(TopicPublished, make_topic(officer, "promotion"))
    assert stranger.email not in told()
    watch(stranger, "new", theme="publicity")
    write(TopicPublished, make_topic(officer, "promotion"))
    assert stranger.email in told()


def test_one_topic_can_be_asked_for_or_stopped(officer, stranger, ward_officer, topic, make_reply):
    set_topic_watch(owner=stranger, by=stranger, topic=topic, wanted=True)
    set_topic_watch(owner=officer, by=officer, topic=topic, wanted=False)
    write(ReplyPosted, make_reply(topic, ward_officer))
    assert stranger.email in told()
    assert officer.email not in told()


def test_a_stopped_section_mailbox_stops_nobody_else(officer, colleague, ward_officer, topic, make_reply):
    TopicWatch.objects.create(section=officer.section, topic=topic, wanted=False)
    write(ReplyPosted, make_reply(topic, ward_officer))
    assert told() == {officer.email, colleague.email}


def test_a_section_can_ask_for_more_and_for_nothing(officer, stranger, ward_officer, koto, make_topic):
    Watch.objects.create(section=stranger.section, level="new")
    NotificationRhythm.objects.create(section=stranger.section, rhythm="at_once")
    Watch.objects.create(section=koto.sections.get(), level="none")
    write(TopicPublished, make_topic(officer))
    assert told() == {ward_officer.email, stranger.section.mailbox}


def test_no_watch_opens_what_its_owner_may_not_read(officer, stranger, ward_officer, make_topic):
    watch(stranger, "all")
    topic = make_topic(officer, audience="wards")
    write(TopicPublished, topic)
    assert told() == {ward_officer.email}
    secretariat = Section.objects.get(organization__kind="secretariat")
    assert waiting() == {ward_officer.section.mailbox, secretariat.mailbox}


# --- the page ------------------------------------------------------------------------------------------


def test_the_page_says_in_one_sentence_what_will_happen(browser, officer, ward_officer, reader):
    text = browser(officer).get("/board/notices/").content.decode()
    assert f"{officer.email} に、自分の団体の投稿や、自分が返信した投稿への返信が、そのつど届きます。" in text
    assert f"{officer.section.mailbox} に、" in text
    text = browser(ward_officer).get("/board/notices/").content.decode()
    assert f"{ward_officer.email} に、自区が対象の新しい投稿と、" in text
    text = browser(reader).get("/board/notices/").content.decode()
    assert "/board/notices/me/add/" in text
    assert f"/board/notices/{reader.section_id}/add/" not in text


def test_watch_add_turns_the_defaults_into_rows(browser, ward_officer, koto):
    response = browser(ward_officer).post("/board/notices/me/add/", {"kind": "promotion", "level": "none"})
    assert response.url == "/board/notices/"
    rows = Watch.objects.filter(user=ward_officer).values_list("level", "kind", "ward")
    assert list(rows) == [("new", "", koto.pk), ("ours", "", None), ("none", "promotion", None)]
    assert AuditEntry.objects.filter(verb="board.watch_added", by=ward_officer).count() == 1


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({"level": "new"}, "少なくとも1つを選んでください"),
        ({"kind": "call"}, "届くもの"),
        ({"kind": "x\x00", "level": "new"}, "正しく選択"),
        ({"ward": "999999999999999999999", "level": "new"}, "正しく選択"),
    ],
)
def test_watch_add_refuses_and_keeps_what_was_typed(browser, officer, data, words):
    response = browser(officer).post("/board/notices/me/add/", data)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert not Watch.objects.exists()


def test_watch_add_twice_the_same_is_said(browser, officer):
    data = {"kind": "call", "level": "new"}
    browser(officer).post("/board/notices/me/add/", data)
    response = browser(officer).post("/board/notices/me/add/", data)
    assert response.status_code == 400
    assert "同じ条件が、すでにあります" in response.content.decode()
    assert Watch.objects.filter(user=officer).count() == 2


def test_there_is_a_most_of_rows(officer):
    Watch.objects.bulk_create([Watch(user=officer, level="ours")])
    Watch.objects.bulk_create(
        Watch(user=officer, level="new", prefecture=str(number)) for number in range(actions.MAX_WATCHES - 1)
    )
    with pytest.raises(ActionRefused, match="30件まで"):
        add_watch(owner=officer, by=officer, values={"kind": "call", "level": "new"})


@pytest.mark.parametrize("row", ["base", "ward"])
def test_watch_edit_changes_a_default(browser, ward_officer, row):
    page = browser(ward_officer).get(f"/board/notices/me/rows/{row}/")
    assert page.status_code == 200
    ward = "" if row == "base" else ward_officer.organization.pk
    data = {"level": "none", "ward": ward}
    assert browser(ward_officer).post(f"/board/notices/me/rows/{row}/", data).status_code == 302
    levels = {each.key if each.is_base else "ward": each.level for each in subscription_of(ward_officer).rows}
    assert levels.pop("ward" if row == "ward" else next(k for k in levels if k != "ward")) == "none"
    assert set(levels.values()) == {"ours" if row == "ward" else "new"}


def test_watch_remove_leaves_the_row_for_everything_else(browser, ward_officer):
    client = browser(ward_officer)
    client.post("/board/notices/me/rows/ward/remove/")
    assert list(Watch.objects.filter(user=ward_officer).values_list("level", flat=True)) == ["ours"]
    base = Watch.objects.get(user=ward_officer)
    client.post(f"/board/notices/me/rows/{base.pk}/remove/")
    assert Watch.objects.filter(pk=base.pk).exists()
    assert client.post("/board/notices/me/rows/ward/remove/").status_code == 404


def test_rhythm_and_reset(browser, officer):
    client = browser(officer)
    client.post("/board/notices/me/rhythm/", {"me-rhythm": "daily"})
    assert NotificationRhythm.objects.get(user=officer).rhythm == "daily"
    client.post("/board/notices/me/rhythm/", {"me-rhythm": "hourly"})
    assert NotificationRhythm.objects.get(user=officer).rhythm == "daily"
    watch(officer, "none")
    client.post("/board/notices/me/reset/")
    assert subscription_of(officer).are_defaults
    assert subscription_of(officer).rhythm == "at_once"


POSTS = ["add/", "rhythm/", "reset/", "rows/base/", "rows/base/remove/"]


@pytest.mark.parametrize("path", POSTS)
def test_the_settings_of_a_section_belong_to_its_people(
    path, browser, officer, colleague, reader, stranger, ward_officer, secretariat, visitor
):
    section = officer.section
    other = Section.objects.create(organization=section.organization, name="観光課", mailbox="k@city.example")
    data = {"kind": "call", "level": "new", f"{section.pk}-rhythm": "daily"}
    address = f"/board/notices/{section.pk}/{path}"
    assert visitor.post(address, data).url.startswith("/accounts/login/")
    for person, status in ((reader, 403), (stranger, 404), (ward_officer, 404), (secretariat, 404)):
        assert browser(person).post(address, data).status_code == status
    assert not Watch.objects.exists() | NotificationRhythm.objects.exists()
    assert browser(colleague).post(f"/board/notices/{other.pk}/{path}", data).status_code == 403
    assert browser(colleague).post(address, data).status_code == 302
    assert browser(officer).post(f"/board/notices/{other.pk}/{path}", data).status_code == 302  # 代表担当者


def test_a_reader_sets_their_own_mails(browser, reader):
    assert browser(reader).post("/board/notices/me/add/", {"kind": "call", "level": "new"}).status_code == 302
    assert Watch.objects.filter(user=reader).count() == 2


def test_the_page_asks_the_same_for_one_and_for_many_rows(browser, officer, make_topic):
    client = browser(officer)

    def queries():
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/board/notices/").status_code == 200
        return len(asked)

    def add(number):
        watch(officer, "new", prefecture=f"{number}県")
        TopicWatch.objects.create(user=officer, topic=make_topic(officer), wanted=False)
        Section.objects.create(
            organization=officer.organization, name=f"{number}課", mailbox="x@city.example"
        )

    browser(officer).get("/board/unread/")  # their floor is made
    watch(officer, "ours")
    add(1)
    one = queries()
    add(2)
    add(3)
    assert queries() == one <= 12


def test_topic_watch_by_each(browser, officer, stranger, reader, secretariat, visitor, topic, make_topic):
    address = f"/board/topics/{topic.pk}/notices/"
    assert visitor.post(address, {"wanted": "no"}).status_code == 302
    for person in (officer, stranger, reader, secretariat):
        client = browser(person)
        assert client.post(address, {"wanted": "no"}).url == topic.get_absolute_url()
        assert "止めています" in client.get(topic.get_absolute_url()).content.decode()
        client.post(address, {"wanted": "yes"})
        assert TopicWatch.objects.get(user=person).wanted
        client.post(address, {"wanted": "default"})
        assert not TopicWatch.objects.exists()
    hidden = make_topic(officer, audience="wards")
    assert browser(stranger).post(f"/board/topics/{hidden.pk}/notices/", {"wanted": "no"}).status_code == 404
    browser(officer).post(address, {"wanted": "sideways"})
    assert not TopicWatch.objects.exists()
    assert AuditEntry.objects.filter(verb="board.topic_watch_set").count() == 12


# --- constraints ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "make",
    [
        lambda user, topic: Watch.objects.create(level="all"),
        lambda user, topic: Watch.objects.create(level="all", user=user, section=user.section),
        lambda user, topic: [watch(user, "all"), watch(user, "new")],
        lambda user, topic: NotificationRhythm.objects.create(rhythm="daily"),
        lambda user, topic: [NotificationRhythm.objects.create(rhythm="daily", user=user) for _ in range(2)],
        lambda user, topic: TopicWatch.objects.create(topic=topic, wanted=True),
        lambda user, topic: [
            TopicWatch.objects.create(topic=topic, wanted=True, section=user.section) for _ in range(2)
        ],
        lambda user, topic: line(topic),
        lambda user, topic: [line(topic, user=user) for _ in range(2)],
        lambda user, topic: line(topic, user=user, outcome="mailed"),
        lambda user, topic: line(topic, user=user, settled_at=datetime.datetime.now(datetime.UTC)),
    ],
)
def test_constraints_refuse(make, officer, topic):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(officer, topic)


def line(topic, **fields):
    return Notification.objects.create(
        event="x", occasion="new", topic=topic, summary="x", activity_no=1, **fields
    )


# --- in /admin/ and on my page -----------------------------------------------------------------------------


def test_the_secretariat_sees_why_somebody_was_notified(browser, officer, ward_officer, secretariat, topic):
    write(TopicPublished, topic)
    page = browser(secretariat).get("/admin/board/notification/").content.decode()
    assert ward_officer.email in page
    assert "メールで送った" in page
    assert browser(officer).get("/admin/board/notification/").status_code in (302, 403)


def test_who_cannot_be_reached_reads_it_on_my_page(browser, officer):
    type(officer).objects.filter(pk=officer.pk).update(
        bounced_at=datetime.datetime.now(datetime.UTC), bounced_address=officer.email
    )
    assert "あなたのアドレスに届かない通知メール" in pending_kinds(browser(officer))
