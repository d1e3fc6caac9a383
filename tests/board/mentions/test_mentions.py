"""Organisations mentioned: who is meant, what is shown, who is notified."""

import pytest

from board.mentions.models import Mention
from board.notifications.models import Notification
from board.publication.actions import publish_topic
from board.reply_posting.emails import ReplyPosted
from board.subscriptions.models import TopicWatch, Watch
from board.topic_editing.actions import edit_topic
from common.outbox.models import OutgoingMail
from members.local_governments.models import LocalGovernment
from tests.worker import told as work
from tests.worker import write


def told() -> set[str]:
    return set(OutgoingMail.objects.values_list("to", flat=True))


def called(topic) -> set[str]:
    return set(topic.mentions.values_list("organization__name", flat=True))


@pytest.fixture
def fuchu(make_organization):
    """府中市 of Tokyo and of Hiroshima."""
    return [
        make_organization("府中市", code="132063", prefecture="東京都"),
        make_organization("府中市", code="342084", prefecture="広島県"),
    ]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("＠江東区の皆さま", {"江東区"}),
        ("@江東区 ご意見を", {"江東区"}),
        ("＠東京都江東区へ", {"江東区"}),
        ("＠北海道釧路市、@江東区", {"釧路市", "江東区"}),
        ("＠北海道 釧路市", {"釧路市"}),
        ("＠北海道\u3000釧路市", {"釧路市"}),
        ("＠釧路市役所", {"釧路市"}),
        ("＠＠江東区", {"江東区"}),
        ("江東区", set()),
        ("＠江東", set()),
        ("＠鯨市", set()),
        ("who@江東区", set()),
        ("＠", set()),
        ("＠堺市", set()),  # one's own organisation needs no mention
    ],
)
def test_who_is_meant(text, names, officer, kushiro, koto, make_topic):
    assert called(make_topic(officer, body=text)) == names


def test_a_name_that_repeats_needs_its_prefecture(officer, fuchu, make_topic):
    assert called(make_topic(officer, body="＠府中市")) == set()
    topic = make_topic(officer, body="＠広島県府中市")
    assert topic.mentions.get().organization == fuchu[1]


def test_a_name_repeats_also_where_only_one_of_them_is_a_member(officer, make_organization, make_topic):
    make_organization("府中市", code="132063", prefecture="東京都")
    for code, prefecture in (("342084", "広島県"),):
        LocalGovernment.objects.create(
            code=code,
            prefecture=prefecture,
            prefecture_kana="",
            name="府中市",
            name_kana="",
            kind="city",
            source="test",
        )
    assert called(make_topic(officer, body="＠府中市")) == set()


def test_only_those_who_may_read_it_can_be_called(officer, kushiro, koto, make_topic):
    topic = make_topic(officer, body="＠釧路市 ＠江東区", audience="wards")
    assert called(topic) == {"江東区"}
    assert "＠釧路市 <a" in topic.body_html


def test_a_call_is_a_link_and_nothing_else_becomes_one(browser, officer, koto, make_topic):
    body = "<b>＠江東区</b> &\nhttps://example.com/@江東区 info@koto.example\n・＠江東区"
    topic = make_topic(officer, body=body)
    link = '<a class="mention" href="/members/131083/">＠江東区</a>'
    assert f"&lt;b&gt;{link}&lt;/b&gt; &amp;" in topic.body_html
    assert f"<li>{link}</li>" in topic.body_html
    assert 'href="mailto:info@koto.example"' in topic.body_html
    assert link in browser(officer).get(topic.get_absolute_url()).content.decode()
    topic.refresh_from_db()
    assert topic.body_html.count("mention") == 2


def test_a_draft_shows_links_and_calls_nobody(officer, koto, make_draft):
    draft = make_draft(officer, body="＠江東区")
    assert "mention" in draft.body_html
    assert not Mention.objects.exists()
    publish_topic(topic=draft, by=officer)
    assert called(draft) == {"江東区"}


def test_a_reply_calls_too(officer, stranger, koto, topic, make_reply):
    reply = make_reply(topic, stranger, "＠江東区 も一緒にどうですか。")
    assert reply.mentions.get().organization == koto
    reply.refresh_from_db()
    assert "/members/131083/" in reply.body_html


def test_a_call_reaches_the_mailbox_even_where_it_wants_nothing(
    officer, stranger, ward_officer, koto, topic, make_reply
):
    Watch.objects.create(section=koto.sections.get(), level="none")
    Watch.objects.create(user=ward_officer, level="none")
    write(ReplyPosted, make_reply(topic, stranger, "＠江東区 も"))
    assert koto.sections.get().mailbox in told()
    assert ward_officer.email not in told()
    body = OutgoingMail.objects.get(to=koto.sections.get().mailbox).body
    assert "名指しされています" in body
    assert "名指し" not in OutgoingMail.objects.get(to=officer.email).body


def test_a_call_reaches_once_per_topic_and_day(officer, stranger, koto, topic, make_reply):
    for _ in range(3):
        write(ReplyPosted, make_reply(topic, stranger, "＠江東区"))
    mailbox = koto.sections.get().mailbox
    assert OutgoingMail.objects.filter(to=mailbox).count() == 1
    Notification.objects.update(created_at="2026-01-05T00:00:00Z")
    write(ReplyPosted, make_reply(topic, stranger, "＠江東区"))
    assert OutgoingMail.objects.filter(to=mailbox).count() == 2


def test_a_stopped_topic_stops_calls_too(officer, stranger, koto, topic, make_reply):
    TopicWatch.objects.create(section=koto.sections.get(), topic=topic, wanted=False)
    write(ReplyPosted, make_reply(topic, stranger, "＠江東区"))
    assert koto.sections.get().mailbox not in told()


def test_editing_a_text_notifies_the_newly_mentioned_and_removes_the_others(
    officer, stranger, kushiro, koto, make_topic
):
    topic = make_topic(officer, body="＠江東区 へ")
    edited = {"title": topic.title, "body": "＠釧路市 へ"}
    edit_topic(topic=topic, by=officer, version=topic.version, values=edited)
    assert called(topic) == {"釧路市"}
    work(job="board.mentioned")
    assert told() == {stranger.email, kushiro.sections.get().mailbox}
    assert "貴団体が名指しされました" in OutgoingMail.objects.first().body


def test_a_million_signs_are_no_trouble(officer, koto):
    from board.mentions import names as mentions_names
    from board.mentions.actions import with_links
    from board.topics.models import Topic

    names = mentions_names.MentionableNames(Topic(audience="all"))
    assert len(list(names.find_in("＠江東区" * 2_000))) == 2_000
    assert with_links("＠" * 10_000, names) == "＠" * 10_000
