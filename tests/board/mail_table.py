"""Each mail of the board: what brings it about, and what makes it untrue before it leaves."""

import datetime

from django.utils import timezone

from board.archives.emails import ArchiveFinished
from board.archives.models import Archive
from board.assignments.actions import assign_topic, finish_assignment
from board.assignments.emails import AssignmentDue, AssignmentReassigned, TopicAssigned
from board.audience_changes.actions import change_audience
from board.audience_changes.emails import AudienceNarrowed, AudienceWidened
from board.closing.actions import close_overdue, close_topic, reopen_topic
from board.closing.emails import TopicClosed, TopicExpired, TopicReopened
from board.digests.emails import due_digests
from board.exports.actions import request_topic_export
from board.exports.emails import TopicExportFinished
from board.mentions.emails import Mentioned
from board.merges.actions import merge_topic, unmerge_topic
from board.merges.emails import TopicMerged, TopicUnmerged
from board.moderation.actions import hide_post, lock_topic, unhide_post, unlock_topic
from board.moderation.emails import OwnerNotified
from board.notifications.models import Notification
from board.notifications.queries import pending_notifications
from board.publication.actions import publish_scheduled, schedule_topic
from board.publication.emails import ScheduleDone, TopicPublished
from board.replies.models import Reply
from board.reply_capacity.actions import set_reply_capacity
from board.reply_capacity.emails import OfficialAnswerChanged
from board.reply_posting.emails import RepliesGathered, ReplyPosted
from board.reports.actions import decide_report, report_post
from board.reports.emails import PostReported, ReportDecided
from board.retractions.actions import retract_post
from board.retractions.emails import PostRetracted
from board.stages.actions import last_step, step_topic
from board.stages.emails import TopicStepped
from board.subscriptions.models import NotificationRhythm, TopicWatch, Watch
from board.talks.actions import begin_talk
from board.talks.emails import TalkBegun
from board.topic_editing.actions import edit_topic
from board.topic_editing.emails import TopicEdited
from board.topics.audience import Audience
from board.topics.models import Topic
from common.audit_log.models import AuditEntry
from common.japanese_calendar import today
from common.prepared_files.actions import delete_prepared_file, fail_prepared_file
from members.users.actions import deactivate_user
from tests.board.approval_mails import approved, ask_again, proposed, returned, take_back
from tests.mails import MailLine
from tests.worker import make_file

DAY = datetime.timedelta(days=1)
REASON = "確認のため"


class Cast:
    """Fixtures by their names: `Cast(request).officer`."""

    def __init__(self, request):
        self._request = request

    def __getattr__(self, name):
        return self._request.getfixturevalue(name)

    def answered(self, **values) -> Topic:
        """A topic of 堺市, to which 江東区 replied: its officer is told what becomes of it."""
        topic = self.make_topic(self.officer, **values)
        self.make_reply(topic, self.ward_officer)
        return Topic.objects.get(pk=topic.pk)


def hide(request, mail):
    hide_post(post=mail.topic, by=Cast(request).secretariat, reason=REASON)


def last_entry() -> AuditEntry:
    return AuditEntry.objects.latest("id")


# --- what readers choose to be told -------------------------------------------------------------------------


def published(request):
    cast = Cast(request)
    assert cast.ward_officer
    return TopicPublished(cast.topic)


def stop_published(request, mail):
    ward_officer = Cast(request).ward_officer
    for owner in ({"user": ward_officer}, {"section": ward_officer.section}):
        TopicWatch.objects.create(topic=mail.topic, wanted=False, **owner)


def replied(request):
    cast = Cast(request)
    return ReplyPosted(cast.make_reply(cast.topic, cast.stranger))


def gathered(request):
    cast = Cast(request)
    first, *followed = (cast.make_reply(cast.topic, cast.stranger) for _ in range(3))
    for reply in (first, *followed):
        ReplyPosted(reply).write()
    return RepliesGathered(cast.topic, replies=[reply.pk for reply in followed])


def hide_gathered_reply(request, mail):
    hide_post(
        post=Reply.objects.get(pk=mail.facts["replies"][0]), by=Cast(request).secretariat, reason=REASON
    )


def hide_posted_reply(request, mail):
    hide_post(post=mail.reply, by=Cast(request).secretariat, reason=REASON)


def stepped(request):
    cast = Cast(request)
    topic = cast.answered()
    seen = last_step(topic).pk
    return TopicStepped(step_topic(topic=topic, by=cast.officer, stage="talking", on=today(), seen=seen))


def closed(request):
    cast = Cast(request)
    topic = close_topic(topic=cast.answered(), by=cast.officer)
    return TopicClosed(topic, number=topic.activity_no)


def reopened(request):
    cast = Cast(request)
    topic = reopen_topic(topic=closed(request).topic, by=cast.officer)
    return TopicReopened(topic, number=topic.activity_no)


def reopen(request, mail):
    reopen_topic(topic=mail.about, by=Cast(request).officer, deadline=today() + DAY)


def close_again(request, mail):
    close_topic(topic=mail.about, by=Cast(request).officer)


def widened(request):
    cast = Cast(request)
    assert cast.ward_officer
    chosen = {"audience": Audience.CHOSEN, "audience_organizations": [cast.kushiro]}
    topic = cast.make_topic(cast.officer, **chosen)
    return AudienceWidened(
        change_audience(topic=topic, by=cast.officer, audience=Audience.ALL, losing_access=[])
    )


def narrow_again(request, mail):
    cast = Cast(request)
    chosen = {"audience": Audience.CHOSEN, "organizations": [cast.kushiro], "losing_access": []}
    change_audience(topic=mail.topic, by=cast.officer, **chosen)


def edited(request):
    cast = Cast(request)
    topic = cast.answered()
    values = {"body": "会場が変わりました。"}
    topic = edit_topic(topic=topic, by=cast.officer, version=topic.version, values=values, notify=True)
    return TopicEdited(topic.versions.latest("id"), mentioned=[])


def mentioned(request):
    cast = Cast(request)
    assert cast.stranger
    facts = {"reply": None, "organizations": [cast.kushiro.pk], "by": cast.officer.pk}
    return Mentioned(cast.topic, **facts)


def talked(request):
    cast = Cast(request)
    words = {"title": "費用について", "body": "分担を相談させてください。"}
    return TalkBegun(begin_talk(topic=cast.topic, partner=cast.sakai, by=cast.ward_officer, **words))


def digested(request):
    cast = Cast(request)
    for owner in ({"user": cast.ward_officer}, {"section": cast.ward_officer.section}):
        Watch.objects.create(level="all", **owner)
        NotificationRhythm.objects.create(rhythm="daily", **owner)
    TopicPublished(cast.topic).write()
    keys = Notification.objects.filter(user=cast.ward_officer).values_list("pk", flat=True)
    (digest,) = due_digests(today(), pending_notifications(keys))
    return digest


def hide_told(request, mail):
    cast = Cast(request)
    hide_post(post=cast.topic, by=cast.secretariat, reason=REASON)


# --- what goes to whom it concerns ----------------------------------------------------------------


def expired(request):
    cast = Cast(request)
    topic = cast.make_topic(cast.officer, Topic.Kind.CALL, deadline=today() - DAY)
    close_overdue(topic)
    topic.refresh_from_db()
    return TopicExpired(topic, deadline=str(topic.deadline))


def scheduled_in_vain(request):
    """Who scheduled it is no longer there when its time has come."""
    cast = Cast(request)
    assert cast.officer
    draft = schedule_topic(topic=cast.make_draft(cast.colleague), by=cast.colleague, at=timezone.now() + DAY)
    Topic.objects.filter(pk=draft.pk).update(publish_at=timezone.now() - DAY)
    deactivate_user(user=cast.colleague, by=cast.officer, reason="退職")
    publish_scheduled(topic_id=draft.pk)
    draft.refresh_from_db()
    return ScheduleDone(draft, at="2026-11-25", by=cast.colleague.pk, published=False)


def schedule_again(request, mail):
    schedule_topic(topic=mail.about, by=Cast(request).officer, at=timezone.now() + DAY)


def narrowed(request):
    cast = Cast(request)
    cast.make_reply(cast.topic, cast.stranger)
    lost = [cast.kushiro.pk]
    topic = change_audience(
        topic=cast.topic, by=cast.officer, audience=Audience.WARDS, losing_access=lost, organizations=[]
    )
    return AudienceNarrowed(topic, version=topic.version, organizations=lost, day=str(today()))


def widen_again(request, mail):
    change_audience(topic=mail.about, by=Cast(request).officer, audience=Audience.ALL, losing_access=[])


def official(request):
    cast = Cast(request)
    reply = cast.make_reply(cast.topic, cast.ward_officer)
    reply = set_reply_capacity(reply=reply, by=cast.ward_officer, capacity="official")
    facts = {"version": reply.version, "before": "", "after": reply.capacity_label}
    return OfficialAnswerChanged(reply, by=cast.ward_officer.pk, **facts)


def unmark(request, mail):
    set_reply_capacity(reply=mail.about, by=Cast(request).ward_officer, capacity="")


def locked(request):
    cast = Cast(request)
    lock_topic(topic=cast.topic, by=cast.secretariat, reason=REASON)
    return OwnerNotified(last_entry())


def unlock(request, mail):
    unlock_topic(topic=mail.post, by=Cast(request).secretariat)


def merged(request, mail_class=TopicMerged):
    cast = Cast(request)
    topic = cast.answered()
    merge_topic(topic=topic, by=cast.secretariat, into=cast.topic, reason="重複")
    if mail_class is TopicUnmerged:
        topic.refresh_from_db()
        unmerge_topic(topic=topic, by=cast.secretariat)
    topic.refresh_from_db()
    return mail_class(topic, into=cast.topic.pk, number=last_entry().pk, knows=True, reason="重複")


def unmerge(request, mail):
    unmerge_topic(topic=mail.about, by=Cast(request).secretariat)


def merge_again(request, mail):
    merge_topic(topic=mail.about, by=Cast(request).secretariat, into=mail.into, reason="重複")


def reported(request):
    cast = Cast(request)
    assert cast.secretariat
    report, _ = report_post(post=cast.topic, by=cast.stranger, reason="personal", text="電話番号があります。")
    return PostReported(report)


def decide(request, mail):
    by = Cast(request).secretariat
    decide_report(report=mail.about, by=by, outcome="nothing", reason="", remark="確かめました。")


def decided(request):
    mail = reported(request)
    decide(request, mail)
    mail.about.refresh_from_db()
    return ReportDecided(mail.about)


def end_reporter(request, mail):
    cast = Cast(request)
    deactivate_user(user=cast.stranger, by=cast.secretariat, reason="退職")


def _assignment(request):
    cast = Cast(request)
    return assign_topic(topic=cast.topic, by=cast.officer, assignee=cast.colleague, due=today())


def assigned(request):
    return TopicAssigned(_assignment(request), assignee=Cast(request).colleague.pk, number=1)


def reassigned(request):
    cast = Cast(request)
    seen = _assignment(request).assignee_id
    other = cast.make_user("other@city.example", cast.sakai, "堺 三郎")
    moved = assign_topic(topic=cast.topic, by=cast.officer, assignee=other, seen=seen)
    return AssignmentReassigned(moved, former=seen, number=1)


def due(request):
    assignment = _assignment(request)
    return AssignmentDue(assignment, due=str(assignment.due), overdue=False)


def finish(request, mail):
    finish_assignment(assignment=mail.about, by=Cast(request).officer)


def archived(request):
    archive = Archive.objects.create(
        requested_by=Cast(request).secretariat, requested_by_name="事務 五子", total=1
    )
    fail_prepared_file(archive, "空き容量がありません。")
    archive.refresh_from_db()
    return ArchiveFinished(archive)


def exported(request):
    export = request_topic_export(by=Cast(request).officer)
    return TopicExportFinished(make_file(export))


def expire_export(request, mail):
    delete_prepared_file(mail.about)


def end_requester(request, mail):
    cast = Cast(request)
    other = cast.make_user("other@city.example", cast.secretariat_body, "事務 六子")
    deactivate_user(user=cast.secretariat, by=other, reason="退職")


def retracted(request):
    cast = Cast(request)
    retract_post(post=cast.answered(), by=cast.officer, reason=REASON)
    return PostRetracted(last_entry())


def show_again(request, mail):
    unhide_post(post=mail.post, by=Cast(request).secretariat)


MAILS = {
    "board.archive_finished": MailLine(archived, end_requester),
    "board.topic_export_finished": MailLine(exported, expire_export),
    "board.assignment_due": MailLine(due, finish),
    "board.assignment_reassigned": MailLine(reassigned, finish),
    "board.audience_narrowed": MailLine(narrowed, widen_again),
    "board.audience_widened": MailLine(widened, narrow_again),
    "board.digest": MailLine(digested, hide_told),
    "board.mentioned": MailLine(mentioned, hide),
    "board.official_answer_changed": MailLine(official, unmark),
    "board.owner_notified": MailLine(locked, unlock),
    "board.post_retracted": MailLine(retracted, show_again),
    "board.post_reported": MailLine(reported, decide),
    "board.replies_gathered": MailLine(gathered, hide_gathered_reply),
    "board.reply_posted": MailLine(replied, hide_posted_reply),
    "board.report_decided": MailLine(decided, end_reporter),
    "board.schedule_done": MailLine(scheduled_in_vain, schedule_again),
    "board.talk_begun": MailLine(talked, hide),
    "board.topic_approved": MailLine(approved, hide),
    "board.topic_assigned": MailLine(assigned, finish),
    "board.topic_closed": MailLine(closed, reopen),
    "board.topic_edited": MailLine(edited, hide),
    "board.topic_expired": MailLine(expired, reopen),
    "board.topic_merged": MailLine(merged, unmerge),
    "board.topic_proposed": MailLine(proposed, take_back),
    "board.topic_published": MailLine(published, stop_published),
    "board.topic_reopened": MailLine(reopened, close_again),
    "board.topic_returned": MailLine(returned, ask_again),
    "board.topic_stepped": MailLine(stepped, hide),
    "board.topic_unmerged": MailLine(lambda request: merged(request, TopicUnmerged), merge_again),
}
