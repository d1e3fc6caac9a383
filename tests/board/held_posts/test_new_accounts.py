"""New accounts: a few posts a day, and none with a word on hold before the secretariat has seen it."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from board.audience_changes.actions import change_audience
from board.closing.actions import close_topic
from board.drafts.actions import discard_topic
from board.held_post_decisions.actions import return_held_post
from board.held_post_decisions.emails import send_held_decided
from board.held_posts import new_accounts
from board.held_posts.actions import hold_reply
from board.held_posts.emails import send_post_held
from board.held_posts.models import HeldPost
from board.held_posts.new_accounts import TooManyPosts
from board.publication.actions import publish_topic
from board.replies.models import Reply
from board.reports.models import Report
from board.topic_editing.actions import edit_topic
from board.topics.models import Topic
from board.watched_words.models import WatchedWord
from common.attachments.queries import files_of
from common.attachments.rules import can_open_file
from common.audit_log.models import AuditEntry
from common.outbox.models import OutgoingMail
from members.users.models import User
from tests.threads import in_threads

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _limits_hold(settings):
    settings.BOARD_NEW_ACCOUNT_DAYS = 14


@pytest.fixture
def of_old(db):
    """Accounts of long ago."""

    def age(*users):
        for user in users:
            user.joined_at = timezone.now() - datetime.timedelta(days=15)
            user.save(update_fields=["joined_at"])

    return age


@pytest.fixture
def held_word(db):
    return WatchedWord.objects.create(word="ギャンブル", level="hold")


@pytest.fixture
def held(held_word, officer, make_draft):
    draft = make_draft(officer, body="ぎゃんぶるのお知らせ")  # compared as the search compares
    assert publish_topic(topic=draft, by=officer).is_draft
    return HeldPost.objects.get()


def publish(client, draft):
    return client.post(f"/board/topics/{draft.pk}/publish/")


def test_topics_of_a_new_account_stop_at_five(browser, officer, make_draft, make_topic, of_old, colleague):
    for _ in range(new_accounts.MAX_TOPICS_A_DAY):
        make_topic(officer)
    draft = make_draft(officer)
    response = publish(browser(officer), draft)
    assert response.status_code == 429
    assert "1日に5件まで" in response.content.decode()
    draft.refresh_from_db()
    assert draft.is_draft  # nothing is lost
    of_old(colleague)
    assert publish(browser(colleague), draft).status_code == 302


def test_replies_of_a_new_account_stop_at_twenty(browser, officer, ward_officer, of_old, topic, make_reply):
    for _ in range(new_accounts.MAX_REPLIES_A_DAY):
        make_reply(topic, ward_officer)
    client, data = browser(ward_officer), {"body": "二十一件目の返信です。"}
    response = client.post(f"/board/topics/{topic.pk}/reply/", data)
    assert response.status_code == 429
    page = response.content.decode()
    assert "1日に20件まで" in page
    assert "二十一件目の返信です。" in page
    Reply.objects.update(created_at=timezone.now() - datetime.timedelta(days=1))
    assert client.post(f"/board/topics/{topic.pk}/reply/", data).status_code == 302
    assert Reply.objects.count() == 21


def test_old_accounts_and_the_secretariat_have_no_limit(officer, secretariat, of_old, make_topic):
    of_old(officer)
    for person in (officer, secretariat):
        for _ in range(new_accounts.MAX_TOPICS_A_DAY + 1):
            assert make_topic(person).state == "open"


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_slip_through(committed, officer, make_draft, make_topic):
    for _ in range(new_accounts.MAX_TOPICS_A_DAY - 1):
        make_topic(officer)
    drafts = [make_draft(officer) for _ in range(3)]

    def put(draft):
        try:
            return publish_topic(topic=draft, by=officer).state
        except TooManyPosts:
            return "too many"

    done = in_threads(*[lambda d=draft: put(d) for draft in drafts])
    assert sorted(done) == ["open", "too many", "too many"]


def test_a_word_on_hold_holds_a_new_accounts_topic(browser, officer, secretariat, held_word, make_draft):
    draft = make_draft(officer, title="ＧＡＭＢＬＥ", body="ギャンブルのお知らせ")
    client = browser(officer)
    response = publish(client, draft)
    assert (response.status_code, response.url) == (302, f"/board/topics/{draft.pk}/preview/")
    assert "事務局の確認を待っています" in client.get(response.url).content.decode()
    draft.refresh_from_db()
    assert draft.is_draft
    publish(client, draft)  # once more
    assert HeldPost.objects.get().words == ["ギャンブル"]
    assert not AuditEntry.objects.filter(verb="board.topic_published").exists()


def test_held_pages_and_approval(browser, secretariat, stranger, officer, held):
    client = browser(secretariat)
    assert "第" in client.get("/board/held/").content.decode()
    assert "ぎゃんぶるのお知らせ" in client.get(held.get_absolute_url()).content.decode()
    for person in (stranger, officer):
        other = browser(person)
        for act in ("approve", "return"):
            answer = other.post(f"/board/held/{held.pk}/{act}/", {"remark": "x"})
            assert answer.status_code == 403
    assert client.post(f"/board/held/{held.pk}/approve/").status_code == 302
    topic = Topic.objects.get()
    assert (topic.state, topic.published_by) == ("open", officer)
    assert client.post(f"/board/held/{held.pk}/approve/").status_code == 302  # says that it is done
    assert AuditEntry.objects.filter(verb="board.topic_published").count() == 1
    send_held_decided(held.pk)
    assert "公開しました" in OutgoingMail.objects.get(to=officer.email).body


def begin_talk(client, topic, body):
    return client.post(f"/board/topics/{topic.pk}/talk/", {"title": "費用", "body": body})


def test_a_talk_too_many_is_refused_and_stays_on_the_page(browser, ward_officer, make_topic, topic):
    for _ in range(new_accounts.MAX_TOPICS_A_DAY):
        make_topic(ward_officer)
    response = begin_talk(browser(ward_officer), topic, "費用の相談です。")
    assert response.status_code == 429
    assert "1日に5件まで" in response.content.decode()
    assert "費用の相談です。" in response.content.decode()


def test_a_word_on_hold_holds_a_new_accounts_talk(
    browser, officer, ward_officer, secretariat, held_word, topic
):
    client = browser(ward_officer)
    response = begin_talk(client, topic, "ギャンブルの相談です。")
    talk = Topic.objects.get(kind="talk")
    assert (response.status_code, response.url) == (302, f"/board/topics/{talk.pk}/preview/")
    page = client.get(response.url).content.decode()
    assert "事務局の確認を待っています" in page
    assert "相手の団体にメールで" not in page
    assert browser(officer).get(talk.get_absolute_url()).status_code == 404
    held, office = HeldPost.objects.get(), browser(secretariat)
    assert "ギャンブルの相談" in office.get(held.get_absolute_url()).content.decode()
    office.post(f"/board/held/{held.pk}/return/", {"remark": "語を直してください。"})
    assert client.get(f"/board/topics/{talk.pk}/edit/").status_code == 200
    saving = {"title": "費用", "body": "自動保存", "version": talk.version}
    assert client.post(f"/board/topics/{talk.pk}/writing/", saving).status_code == 200
    answer = client.post(f"/board/topics/{talk.pk}/autosave/", saving).json()
    assert answer["saved"]
    mended = {"title": "費用", "body": "費用の相談です。", "version": answer["version"]}
    assert client.post(f"/board/topics/{talk.pk}/edit/", mended).status_code == 302
    assert publish(client, talk).url == f"/board/topics/{talk.pk}/"
    assert "費用の相談です。" in browser(officer).get(f"/board/topics/{talk.pk}/").content.decode()


@pytest.fixture
def held_reply(held_word, ward_officer, topic):
    return hold_reply(topic=topic, by=ward_officer, words=["ギャンブル"], body="ギャンブル")


def test_a_held_reply_waits_where_its_writer_reads_the_topic_no_more(
    browser, officer, ward_officer, secretariat, kushiro, topic, held_reply
):
    narrower = {"audience": "chosen", "organizations": [kushiro], "losing_access": ()}
    change_audience(topic=topic, by=officer, **narrower)
    client = browser(secretariat)
    response = client.post(f"/board/held/{held_reply.pk}/approve/", follow=True)
    assert response.status_code == 200
    assert "いまはこの投稿に書き込めないため" in response.content.decode()
    assert not Reply.objects.exists()
    assert HeldPost.objects.open().get() == held_reply
    with pytest.raises(PermissionDenied):
        hold_reply(topic=topic, by=ward_officer, words=["ギャンブル"], body="もう一度")


def test_held_list_costs_the_same_for_one_and_three(
    browser, secretariat, officer, colleague, held, make_draft
):
    client = browser(secretariat)

    def cost():
        client.get("/board/held/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/board/held/").status_code == 200
        return len(captured)

    one = cost()
    for person in (officer, colleague):
        publish_topic(topic=make_draft(person, body="ギャンブル"), by=person)
    assert HeldPost.objects.count() == 3
    assert cost() == one <= 12


def test_held_topic_is_returned_with_words(browser, secretariat, officer, held):
    client = browser(secretariat)
    assert client.post(f"/board/held/{held.pk}/return/", {"remark": " "}).status_code == 400
    assert (
        client.post(f"/board/held/{held.pk}/return/", {"remark": "語を直してください。"}).status_code == 302
    )
    held.refresh_from_db()
    assert held.outcome == "returned"
    page = browser(officer).get(f"/board/topics/{held.topic_id}/preview/").content.decode()
    assert "語を直してください。" in page
    # the draft is its organisation's own again
    assert "ぎゃんぶる" not in client.get(held.get_absolute_url()).content.decode()
    assert client.get(f"/board/topics/{held.topic_id}/").status_code == 404


def test_only_the_text_that_was_seen_is_approved(browser, secretariat, officer, held):
    topic = held.topic
    values = {"title": topic.title, "body": "ギャンブルの別のお知らせ"}
    edit_topic(topic=topic, by=officer, version=topic.version, values=values)
    client = browser(secretariat)
    assert "書き直されました" in client.get(held.get_absolute_url()).content.decode()
    client.post(f"/board/held/{held.pk}/approve/")
    topic.refresh_from_db()
    assert topic.is_draft
    publish_topic(topic=topic, by=officer)  # put on hold again
    client.post(f"/board/held/{held.pk}/approve/")
    topic.refresh_from_db()
    assert topic.state == "open"


def test_a_rewritten_draft_needs_no_decision_any_more(officer, held):
    topic = held.topic
    values = {"title": topic.title, "body": "相談会のお知らせ"}
    topic = edit_topic(topic=topic, by=officer, version=topic.version, values=values)
    assert publish_topic(topic=topic, by=officer).state == "open"
    held.refresh_from_db()
    assert held.outcome == "mended"


def test_a_discarded_draft_leaves_the_queue(officer, held):
    discard_topic(topic=held.topic, by=officer)
    assert not HeldPost.objects.exists()


def test_a_held_reply_waits_with_its_file(browser, secretariat, ward_officer, stranger, topic, held_word):
    upload = SimpleUploadedFile("表.csv", "項目,数\n一,1\n".encode())
    client = browser(ward_officer)
    url = f"/board/topics/{topic.pk}/reply/"
    response = client.post(url, {"body": "ギャンブルの資料です。", "files": upload}, follow=True)
    assert "事務局が確認してから公開します" in response.content.decode()
    assert not Reply.objects.exists()
    held = HeldPost.objects.get()
    (file,) = files_of(held)
    assert not can_open_file(stranger, file)
    assert can_open_file(secretariat, file)
    send_post_held(held.pk)
    assert browser(secretariat).post(f"/board/held/{held.pk}/approve/").status_code == 302
    reply = Reply.objects.get()
    assert (reply.author, reply.body) == (ward_officer, "ギャンブルの資料です。")
    assert files_of(reply) == [file]
    assert reply.file_count == 1
    assert can_open_file(stranger, files_of(reply)[0])


def test_a_held_reply_to_a_topic_that_closed(browser, officer, secretariat, ward_officer, topic, held_word):
    client = browser(ward_officer)
    client.post(f"/board/topics/{topic.pk}/reply/", {"body": "ギャンブルの件"})
    close_topic(topic=topic, by=officer)
    held = HeldPost.objects.get()
    response = browser(secretariat).post(f"/board/held/{held.pk}/approve/", follow=True)
    assert "返信を受け付けていない" in response.content.decode()
    held.refresh_from_db()
    assert held.is_open
    answer = client.post(f"/board/topics/{topic.pk}/reply/", {"body": "ギャンブルの件、再度"})
    assert answer.status_code == 403
    assert "再度" in answer.content.decode()
    return_held_post(held=held, by=secretariat, remark="受付が終わりました。")
    send_held_decided(held.pk)
    assert "ギャンブルの件" in OutgoingMail.objects.get(to=ward_officer.email).body


def test_a_writer_who_left_meanwhile(browser, secretariat, officer, held):
    User.objects.filter(pk=officer.pk).update(is_active=False)
    response = browser(secretariat).post(f"/board/held/{held.pk}/approve/", follow=True)
    assert "公開できません" in response.content.decode()
    held.refresh_from_db()
    assert held.is_open


@pytest.mark.parametrize("level", ["hold", "note"])
def test_old_accounts_posts_are_only_flagged(level, officer, colleague, of_old, make_topic, make_draft):
    WatchedWord.objects.create(word="ギャンブル", level=level)
    of_old(officer)
    topic = make_topic(officer, body="ギャンブルのお知らせ")
    assert topic.state == "open"
    report = Report.objects.get()
    assert (report.reason, report.by, report.words, report.topic) == ("word", None, ["ギャンブル"], topic)
    topic = edit_topic(
        topic=topic, by=officer, version=topic.version, values={"body": "ギャンブルのお知らせです"}
    )
    assert Report.objects.count() == 1  # seen before
    WatchedWord.objects.create(word="別の語", level="note")
    edit_topic(topic=topic, by=officer, version=topic.version, values={"body": "ギャンブルと別の語"})
    assert Report.objects.last().words == ["別の語"]


def test_a_word_to_note_holds_nobody_back(officer, make_topic, make_reply, topic):
    WatchedWord.objects.create(word="ギャンブル", level="note")
    assert make_topic(officer, body="ギャンブル").state == "open"
    assert make_reply(topic, officer, "ギャンブル").number == 1
    assert Report.objects.count() == 2


@pytest.mark.parametrize("word", ["あ", " ", "", "ギャンブル", "ぎゃんぶる"])
def test_watched_words_in_the_admin(word, browser, secretariat, held_word):
    response = browser(secretariat).post("/admin/board/watchedword/add/", {"word": word, "level": "note"})
    assert response.status_code == 200  # the form again, with its sentence
    assert WatchedWord.objects.count() == 1


def test_watched_words_are_added_with_a_trace(browser, secretariat, officer):
    data = {"word": "要確認", "level": "hold", "note": "例"}
    assert browser(officer).post("/admin/board/watchedword/add/", data).status_code in (302, 403)
    assert not WatchedWord.objects.exists()
    assert browser(secretariat).post("/admin/board/watchedword/add/", data).status_code == 302
    assert AuditEntry.objects.get(verb="board.watchedword_created").by == secretariat


@pytest.mark.parametrize("broken", [{"outcome": "approved"}, {"decided_at": timezone.now()}])
def test_held_constraint(broken, held):
    with pytest.raises(IntegrityError), transaction.atomic():
        HeldPost.objects.filter(pk=held.pk).update(**broken)


def test_held_once_and_words_once_by_constraint(held, held_word, officer):
    with pytest.raises(IntegrityError), transaction.atomic():
        HeldPost.objects.create(topic=held.topic, version=1, by=officer, by_name="x")
    for word in ("ぎゃんぶる", "あ"):
        with pytest.raises(IntegrityError), transaction.atomic():
            WatchedWord.objects.create(word=word)
