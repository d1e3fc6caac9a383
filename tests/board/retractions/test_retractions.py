"""What an organisation takes back is read by nobody; what the secretariat purges is nowhere."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from board.archives.actions import request_archive
from board.exports.actions import request_topic_export
from board.moderation.actions import move_topic, unhide_post
from board.notifications.models import Notification
from board.reply_posting.actions import edit_reply, post_reply
from board.reports.actions import report_post
from board.retractions.actions import purge_post, purge_version, retract_post, retract_version
from board.topic_editing.actions import edit_topic
from board.topics.models import Topic
from board.versions.models import Version
from common.attachments.actions import store_upload
from common.attachments.queries import files_of
from common.audit_log.models import AuditEntry
from common.outbox.delivery import deliver
from common.outbox.models import OutgoingMail
from common.prepared_files.actions import ERASED
from common.retractions.actions import FIELDS
from common.search.actions import refresh_index_now
from common.search.models import IndexedText
from tests.leftovers import files_with, tables_with
from tests.worker import make_file, told, write_mails

SECRET, REASON = "堺市見本町0-0-0 秘田密子", "個人の住所が書かれていたため"


def edit(post, by, **values):
    post.refresh_from_db()
    act = edit_topic if isinstance(post, Topic) else edit_reply
    facts = {post._meta.model_name: post, "version": post.version, "files": files_of(post)}
    return act(by=by, values=values, **facts)


@pytest.fixture
def attached(officer):
    return store_upload(SimpleUploadedFile("名簿.txt", SECRET.encode(), "text/plain"), by=officer)


@pytest.fixture
def spilled(make_topic, officer, attached, make_reply, ward_officer, stranger, has_account_since_before):
    """A topic of 堺市 with the secret in title, text and file, edited twice; 江東区 replied."""
    has_account_since_before(ward_officer, stranger)
    topic = make_topic(officer, title=SECRET, body=SECRET, offer=SECRET, files=[attached])
    make_reply(topic, ward_officer)
    report_post(post=topic, by=stranger, reason="private", text=f"{SECRET}とあります。")
    told()
    edit(topic, officer, body=f"{SECRET}です。")
    return topic


def cleaned(topic, by) -> Version:
    """After its organisation edited the secret out: the version before."""
    edit(topic, by, title="物産展", body="内容", offer="")
    return topic.versions.order_by("-number")[1]


def read_by(client, topic) -> str:
    urls = [topic.get_absolute_url(), f"/board/topics/{topic.pk}/history/"]
    versions = list(topic.versions.order_by("pk"))
    urls += [f"{urls[1]}?from={one.pk}&to={two.pk}" for one in versions for two in versions]
    return "".join(client.get(url).content.decode() for url in urls)


def test_a_version_taken_back_shows_only_when_by_whom_and_why(
    browser, spilled, officer, colleague, ward_officer, secretariat
):
    version = cleaned(spilled, officer)
    assert SECRET in read_by(browser(ward_officer), spilled)
    page = browser(colleague).post(
        f"/board/versions/{version.pk}/retract/", {"reason": REASON, "with_earlier": "on"}, follow=True
    )
    assert page.status_code == 200
    for person in (officer, colleague, ward_officer, secretariat):
        text = read_by(browser(person), spilled)
        assert SECRET not in text.replace(spilled.organization.full_name, "")
        assert f"理由：{REASON}" in text
        assert f"大阪府堺市 {colleague.name}が撤回しました" in text
    entry = AuditEntry.objects.filter(verb="board.version_retracted").first()
    assert (entry.by, entry.facts["reason"]) == (colleague, REASON)
    assert entry.verb_label == "以前の版の撤回"


def test_who_replied_and_who_was_told_is_told_once(spilled, officer, ward_officer, stranger):
    version = cleaned(spilled, officer)
    retract_version(version=version, by=officer, reason=REASON, with_earlier=True)
    write_mails("board.post_retracted")
    mails = OutgoingMail.objects.filter(purpose="board.post_retracted")
    addresses = set(mails.values_list("to", flat=True))
    assert ward_officer.email in addresses
    mailed = Notification.objects.filter(mail__isnull=False).values_list("mail__to", flat=True)
    assert addresses >= set(mailed) - {officer.email, officer.section.mailbox}
    assert officer.email not in addresses
    for mail in mails:
        assert REASON in mail.body
        assert SECRET not in mail.subject + mail.body


def test_a_queued_mail_of_a_version_taken_back_does_not_leave(topic, officer, ward_officer, make_reply):
    make_reply(topic, ward_officer)
    topic.refresh_from_db()
    values = {"body": SECRET}
    edit_topic(topic=topic, by=officer, version=topic.version, values=values, notify=True)
    told()
    rows = list(OutgoingMail.objects.filter(purpose="board.topic_edited", state="queued"))
    assert rows
    retract_version(version=cleaned(topic, officer), by=officer, reason=REASON)
    assert {deliver(row).state for row in rows} == {"skipped"}


def test_what_it_says_now_is_no_version_to_take_back(spilled, officer, stranger):
    now = spilled.versions.order_by("-number").first()
    for by in (officer, stranger):
        with pytest.raises(PermissionDenied):
            retract_version(version=now, by=by, reason=REASON)
    assert not Version.objects.exclude(retracted_at=None).exists()


def test_a_topic_taken_back_is_read_by_its_organisation_only(
    browser, spilled, officer, ward_officer, secretariat
):
    path = spilled.get_absolute_url()
    answer = browser(officer).post(f"{path}retract/", {"reason": REASON}, follow=True)
    assert REASON in answer.content.decode()
    gone = browser(ward_officer).get(path)
    assert gone.status_code == 410
    assert REASON in gone.content.decode()
    assert SECRET not in gone.content.decode()
    assert not IndexedText.objects.filter(body__contains=SECRET).exists()
    spilled.refresh_from_db()
    unhide_post(post=spilled, by=secretariat)  # taken back by mistake
    assert browser(ward_officer).get(path).status_code == 200


def test_a_reply_taken_back_keeps_its_place(browser, topic, make_reply, officer, ward_officer, stranger):
    reply = make_reply(topic, ward_officer, body=SECRET)
    post_reply(topic=topic, by=officer, body=f"> {SECRET}\n\n承知しました。", quoted=reply)
    with pytest.raises(PermissionDenied):
        retract_post(post=reply, by=officer, reason=REASON)
    browser(ward_officer).post(f"/board/replies/{reply.pk}/retract/", {"reason": REASON})
    text = browser(stranger).get(topic.get_absolute_url()).content.decode()
    assert SECRET not in text
    assert f"{ward_officer.name}が撤回しました" in text


@pytest.mark.parametrize("kind", ["topic", "reply"])
def test_what_is_purged_is_nowhere(
    browser, spilled, make_reply, officer, ward_officer, stranger, secretariat, kind,
    django_capture_on_commit_callbacks,
):  # fmt: skip
    """Text, versions, files, index, mails, log: no table and no file holds the words any more."""
    post = spilled
    if kind == "reply":
        files = [
            store_upload(SimpleUploadedFile("a.txt", b"x" + SECRET.encode(), "text/plain"), by=ward_officer)
        ]
        post = make_reply(spilled, ward_officer, body=SECRET, files=files)
        edit(post, ward_officer, body=f"{SECRET}でした。")
        report_post(post=post, by=stranger, reason="private", text=SECRET)
        told()
        with django_capture_on_commit_callbacks(execute=True):
            purge_post(post=spilled, by=secretariat, reason=REASON)
    refresh_index_now(spilled)
    path = f"/board/{'topics' if kind == 'topic' else 'replies'}/{post.pk}/purge/"
    client = browser(secretariat)
    assert "元には戻せません" in client.get(path).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(path, {"reason": REASON}).status_code == 302
    told()
    assert tables_with(SECRET) == []
    assert files_with(SECRET) == []
    assert AuditEntry.objects.get(verb=f"board.{kind}_purged", object_id=post.pk).facts == {"reason": REASON}
    assert (
        ward_officer.email
        in set(OutgoingMail.objects.filter(purpose="board.post_retracted").values_list("to", flat=True))
        or kind == "reply"
    )
    assert client.get(path).status_code == 403
    assert client.get(spilled.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("what", ["topic", "version"])
def test_what_the_secretariat_did_is_not_told_once_it_is_purged(topic, officer, secretariat, what):
    """The line of the log, which the mail is about, has lost its facts before the mail was written."""
    moved = move_topic(topic=topic, by=secretariat, kind="notice", reason=REASON)
    topic.refresh_from_db()
    if what == "topic":
        purge_post(post=topic, by=secretariat, reason=REASON)
    else:
        edit(moved, officer, title="新しい件名")
        for version in moved.versions.filter(activity_no__isnull=False).order_by("-number")[1:]:
            purge_version(version=version, by=secretariat, reason=REASON)
    assert told("board.owner_notified", job="board.owner_notified") == set()


@pytest.mark.parametrize("kind", ["topic", "reply"])
def test_a_purge_takes_the_prepared_files_with_it(
    spilled, make_topic, make_reply, officer, ward_officer, stranger, secretariat, kind
):
    """The ZIP of the topic and the whole board, ready or in the making; what others took out stays."""
    post = spilled if kind == "topic" else make_reply(spilled, ward_officer, body=SECRET)
    other = make_file(request_topic_export(by=ward_officer, topic=make_topic(officer)))
    zipped = make_file(request_topic_export(by=officer, topic=spilled))
    archive = make_file(request_archive(with_hidden=False, with_talks=False, by=secretariat))
    begun = request_topic_export(by=stranger, topic=spilled)
    purge_post(post=post, by=secretariat, reason=REASON)
    for row in (other, zipped, archive, begun):
        row.refresh_from_db()
    assert [row.state for row in (other, zipped, archive, begun)] == ["ready", "deleted", "deleted", "failed"]
    assert [len(files_of(row)) for row in (other, zipped, archive, begun)] == [1, 0, 0, 0]
    assert zipped.reason == begun.reason == ERASED


def test_a_purged_version_is_still_named(browser, spilled, officer, ward_officer, secretariat):
    version = cleaned(spilled, officer)
    with pytest.raises(PermissionDenied):
        purge_version(version=version, by=officer, reason=REASON)
    browser(secretariat).post(f"/board/versions/{version.pk}/purge/", {"reason": REASON})
    version.refresh_from_db()
    assert "body" not in version.snapshot
    assert "完全に削除" in browser(ward_officer).get(f"/board/topics/{spilled.pk}/history/").content.decode()


def test_when_all_earlier_versions_are_purged_the_words_are_nowhere(spilled, officer, secretariat):
    cleaned(spilled, officer)
    told()
    for version in spilled.versions.filter(activity_no__isnull=False).order_by("-number")[1:]:
        purge_version(version=version, by=secretariat, reason=REASON)
    refresh_index_now(spilled)
    assert tables_with(SECRET) in ([], ["common_storedfile"])  # the file is edited away by itself
    spilled.refresh_from_db()
    assert spilled.title == "物産展"


def test_a_queued_mail_of_what_was_purged_does_not_leave(spilled, secretariat):
    queued = OutgoingMail.objects.filter(body__contains=SECRET)
    keys = list(queued.values_list("pk", flat=True))
    assert keys
    purge_post(post=spilled, by=secretariat, reason=REASON)
    assert set(OutgoingMail.objects.filter(pk__in=keys).values_list("state", flat=True)) == {"skipped"}


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"retracted_reason": "理由だけ"}, "retracted_whole"),
        ({"purged_at": "2026-04-01T00:00Z"}, "purged_is_retracted"),
    ],
)
def test_constraints_of_what_is_taken_back(spilled, change, name):
    for model in (Topic, Version, type(spilled.replies.get())):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            model.objects.update(**change)
    assert {"retracted_at", "purged_at"} < set(FIELDS)
