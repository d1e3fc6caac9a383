"""Every change of what a topic or reply says is a version of it, whoever makes it and on whichever page."""

import datetime
import uuid

import pytest

from board.audience_changes.actions import change_audience
from board.closing.actions import close_topic, reopen_topic
from board.moderation.actions import move_topic
from board.reply_capacity.actions import set_reply_capacity
from board.topic_editing.actions import edit_topic
from board.topics.models import Topic
from board.versions import differences
from board.versions.models import Version
from board.versions.queries import versions_of
from common.japanese_calendar import today
from common.outbox.models import OutgoingMail
from common.refusals import StaleVersion
from tests.worker import told


def newest(row) -> list[Version]:
    return list(versions_of(row).order_by("number"))[-2:]


def changed(row) -> str:
    before, after = newest(row)
    assert after.number == before.number + 1
    return differences.differences_between(before.snapshot, after.snapshot, type(row)).labels


def is_overtaken(topic, by, version, token=None) -> bool:
    try:
        edit_topic(topic=topic, by=by, version=version, values={"body": "前のページから"}, token=token)
    except StaleVersion:
        return True
    return False


def test_another_audience_is_a_version(officer, topic, kushiro, koto):
    version = topic.version
    for audience, bodies in (("chosen", [kushiro]), ("all", [])):
        change_audience(topic=topic, by=officer, audience=audience, organizations=bodies, losing_access=[])
        assert changed(topic) == "公開する団体、公開範囲"
    topic.refresh_from_db()
    assert topic.version == version + 2
    assert newest(topic)[-1].activity_no == topic.activity_no
    assert is_overtaken(topic, officer, version)


def test_newcomers_see_what_is_changed_after_they_were_let_in(
    browser, officer, stranger, ward_officer, make_topic, has_account_since_before
):
    has_account_since_before(stranger)
    topic = make_topic(officer, audience="wards")
    change_audience(topic=topic, by=officer, audience="all", losing_access=[])
    page = browser(stranger)
    page.get(topic.get_absolute_url())
    topic.refresh_from_db()
    edit_topic(topic=topic, by=officer, version=topic.version, values={"offer": "会場の準備"})
    assert "会場の準備" in page.get(topic.get_absolute_url()).content.decode()
    seen = Version.objects.visible_to(stranger).filter(topic=topic)
    assert seen.count() == 2
    assert not seen.filter(snapshot__audience="wards").exists()


def test_the_mail_of_a_change_names_only_that_change(officer, ward_officer, topic, make_reply, kushiro, koto):
    make_reply(topic, ward_officer)
    change_audience(
        topic=topic, by=officer, audience="chosen", organizations=[kushiro, koto], losing_access=[]
    )
    topic.refresh_from_db()
    values = {"budget": "会場費は折半"}
    edit_topic(topic=topic, by=officer, version=topic.version, values=values, notify=True)
    assert ward_officer.email in told("board.topic_edited")
    body = OutgoingMail.objects.filter(purpose="board.topic_edited").first().body
    assert "予算の考え方\n会場費は折半" in body
    assert "公開範囲" not in body


def test_another_kind_is_a_version(officer, secretariat, topic):
    version = topic.version
    move_topic(topic=topic, by=secretariat, kind=Topic.Kind.CALL, reason="募集のため")
    assert changed(topic) == "種類"
    assert newest(topic)[-1].is_published
    assert is_overtaken(topic, officer, version)


def test_a_page_that_saved_a_draft_does_not_go_over_its_new_kind(officer, make_draft):
    draft = make_draft(officer)
    token = uuid.uuid4()
    Topic.objects.update(saved_from=token)
    move_topic(topic=draft, by=officer, kind=Topic.Kind.NOTICE)
    assert changed(draft) == "種類"
    assert is_overtaken(draft, officer, 1, token)


def test_a_new_deadline_is_a_version_and_shown(browser, officer, stranger, topic, has_account_since_before):
    Topic.objects.update(deadline=today())
    has_account_since_before(stranger)
    client = browser(stranger)
    client.get(topic.get_absolute_url())
    close_topic(topic=topic, by=officer)
    version = topic.version
    reopen_topic(topic=topic, by=officer, deadline=today() + datetime.timedelta(days=9))
    topic.refresh_from_db()
    assert "期限" in changed(topic)
    assert is_overtaken(topic, officer, version)
    page = client.get(topic.get_absolute_url()).content.decode()
    assert "前に読んだあとで、内容が変わりました" in page


def test_reopening_without_a_deadline_is_no_version(officer, topic):
    close_topic(topic=topic, by=officer)
    kept = topic.versions.count()
    reopen_topic(topic=topic, by=officer)
    topic.refresh_from_db()
    assert (topic.versions.count(), topic.edit_no) == (kept, None)


def test_another_capacity_is_a_version(ward_officer, topic, make_reply):
    reply = make_reply(topic, ward_officer)
    set_reply_capacity(reply=reply, by=ward_officer, capacity="official")
    assert len(newest(reply)) == 2
    reply.refresh_from_db()
    assert reply.version == 2
    before, after = newest(reply)
    assert differences.differences_between(before.snapshot, after.snapshot, type(reply)).items[0].lines


def test_budget_programme_event_and_section_have_names():
    for name in ("kind", "section", "budget", "programme", "event_path", "audience_organizations"):
        assert not differences.label_of(name).isascii(), name


# --- one mail for one change -------------------------------------------------------------------------------


@pytest.mark.parametrize("notify", [True, False])
def test_who_is_mentioned_by_a_change_gets_one_mail(
    officer, stranger, ward_officer, topic, make_reply, notify
):
    make_reply(topic, ward_officer)  # so they are notified of changes too
    told()
    topic.refresh_from_db()
    body = "＠江東区 と＠釧路市 にお願いします。"
    edit_topic(topic=topic, by=officer, version=topic.version, values={"body": body}, notify=notify)
    for job in ("board.mentioned", "board.topic_edited"):
        told(job=job)
    kinds = ["board.topic_edited", "board.mentioned"]
    for person in (ward_officer, stranger):
        mails = OutgoingMail.objects.filter(to=person.email, purpose__in=kinds)
        assert [mail.purpose for mail in mails] == [kinds[0] if notify else kinds[1]]
        assert "名指しされ" in mails[0].body


def test_a_new_reader_who_is_mentioned_is_mailed_so(officer, stranger, make_topic):
    topic = make_topic(officer, audience="wards", body="＠釧路市 にも相談します。")
    assert not topic.mentions.exists()
    told()
    change_audience(topic=topic, by=officer, audience="all", losing_access=[])
    told(job="board.audience_widened")
    mail = OutgoingMail.objects.get(to=stranger.email)
    assert mail.purpose == "board.audience_widened"
    assert "貴団体が名指しされています" in mail.body
