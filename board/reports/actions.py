"""Reporting a post, and the secretariat's decision."""

from django.db import transaction
from django.utils import timezone

from board.moderation.actions import hide_post, lock_topic
from board.moderation.emails import OwnerNotified
from board.moderation.rules import can_hide_post, can_lock_topic
from board.replies.models import Reply
from board.reports import rules
from board.reports.emails import PostReported, ReportDecided
from board.reports.models import Report
from board.topics.actions import require_permission
from board.topics.models import Topic
from common.audit_log.actions import record
from common.refusals import ActionRefused

MAX_SEEN_TEXT = 10_000


@transaction.atomic
def report_post(*, post: Topic | Reply, by, reason: str, text: str) -> tuple[Report, bool]:
    """Report a post to the secretariat; a second report of the same person gives (the first, False)."""
    require_permission(rules.can_report_post(by, post))
    reply = post if isinstance(post, Reply) else None
    topic = reply.topic if reply else post
    values = {
        "reason": reason,
        "text": text,
        "seen_title": topic.title,
        "seen_text": post.body[:MAX_SEEN_TEXT],
        "by_name": by.name,
        "by_organization": by.organization.full_name,
    }
    report, first = Report.objects.get_or_create(topic=topic, reply=reply, by=by, defaults=values)
    if first:
        record(by=by, verb="board.post_reported", obj=report, reason=report.get_reason_display())
        PostReported.send(report)
    return report, first


@transaction.atomic
def decide_report(*, report: Report, by, outcome: str, reason: str, remark: str) -> Report:
    """Decide a report and the others about the same post; every reporter gets this remark by mail.

    `reason` is what the post's owner reads, `remark` what the reporters read.
    """
    require_permission(rules.can_decide_report(by))
    topic = Topic.objects.select_for_update().get(pk=report.topic_id)  # as every other change of a post does
    same = Report.objects.open().same_post_as(report).select_for_update().order_by("pk")
    reports = list(same)
    if report.pk not in {each.pk for each in reports}:
        raise ActionRefused("この通報には、ほかの人が先に対応しました。")
    reply = Reply.objects.select_related("topic").get(pk=report.reply_id) if report.reply_id else None
    _CONSEQUENCES[outcome](topic, reply, by, reason)
    decided = {"outcome": outcome, "remark": remark, "decided_at": timezone.now(), "decided_by": by}
    Report.objects.filter(pk__in=[each.pk for each in reports]).update(**decided)
    for each in reports:
        record(by=by, verb="board.report_decided", obj=each, outcome=outcome, remark=remark)
    ReportDecided.send_each(reports)
    report.refresh_from_db()
    return report


def _change_nothing(topic, reply, by, reason) -> None:
    """The post stays as it is."""


def _ask_owner(topic, reply, by, reason) -> None:
    OwnerNotified.send(record(by=by, verb="board.owner_asked", obj=reply or topic, reason=reason))


def _hide(topic, reply, by, reason) -> None:
    """Where somebody hid it meanwhile, it stays hidden."""
    if can_hide_post(by, reply or topic):
        hide_post(post=reply or topic, by=by, reason=reason)


def _lock(topic, reply, by, reason) -> None:
    if topic.is_locked:
        return
    if not can_lock_topic(by, topic):
        raise ActionRefused("統合された投稿の書込みは、既に止まっています。別の対応を選んでください。")
    lock_topic(topic=topic, by=by, reason=reason)


_CONSEQUENCES = {
    Report.Outcome.NOTHING: _change_nothing,
    Report.Outcome.ASKED: _ask_owner,
    Report.Outcome.HIDDEN: _hide,
    Report.Outcome.LOCKED: _lock,
}
