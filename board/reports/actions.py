"""Reports of posts, from the first word to the secretariat's decision."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board import rules
from board.actions.flags import seen_of
from board.actions.order import lock_topic, tell_owner
from board.actions.reply import hide_reply
from board.actions.topic import hide_topic
from board.models import Reply, Report, Topic
from members.refusals import Refused
from office import jobs, register


@transaction.atomic
def report_post(*, post: Topic | Reply, by, reason: str, text: str) -> tuple[Report, bool]:
    """Put a post before the secretariat; a second report of the same person gives (the first, False)."""
    if not rules.can_report_post(by, post):
        raise PermissionDenied
    seen = seen_of(post)
    more = {"seen_title": seen.pop("seen_title"), "seen_text": seen.pop("seen_text")}
    who = {"by_name": by.name, "by_organization": by.organization.full_name}
    report, first = Report.objects.get_or_create(
        **seen, by=by, defaults={"reason": reason, "text": text, **more, **who}
    )
    if first:
        register.record(by=by, verb="board.post_reported", obj=report, reason=report.get_reason_display())
        jobs.defer("board.tell_reported", report_id=report.pk)
    return report, first


@transaction.atomic
def decide_report(*, report: Report, by, outcome: str, reason: str, remark: str) -> Report:
    """Settle a report and the others about the same post; every reporter is told in these words.

    `reason` is what the post's owner reads, `remark` what the reporters read.
    """
    if not rules.can_decide_report(by):
        raise PermissionDenied
    topic = Topic.objects.select_for_update().get(pk=report.topic_id)  # as every other change of a post does
    same = Report.objects.open().same_post_as(report).select_for_update().order_by("pk")
    reports = list(same)
    if report.pk not in {each.pk for each in reports}:
        raise Refused("この通報には、ほかの人が先に対応しました。")
    reply = Reply.objects.select_related("topic").get(pk=report.reply_id) if report.reply_id else None
    _DEEDS[outcome](topic, reply, by, reason)
    decided = {"outcome": outcome, "remark": remark, "decided_at": timezone.now(), "decided_by": by}
    Report.objects.filter(pk__in=[each.pk for each in reports]).update(**decided)
    for each in reports:
        register.record(by=by, verb="board.report_decided", obj=each, outcome=outcome, remark=remark)
        if each.by_id:
            jobs.defer("board.tell_report_decided", report_id=each.pk)
    report.refresh_from_db()
    return report


def _nothing(topic, reply, by, reason) -> None:
    """The post stays as it is."""


def _ask(topic, reply, by, reason) -> None:
    tell_owner(register.record(by=by, verb="board.owner_asked", obj=reply or topic, reason=reason))


def _hide(topic, reply, by, reason) -> None:
    """Where somebody hid it meanwhile, that stands."""
    if reply and rules.can_hide_reply(by, reply):
        hide_reply(reply=reply, by=by, reason=reason)
    elif not reply and rules.can_hide_topic(by, topic):
        hide_topic(topic=topic, by=by, reason=reason)


def _lock(topic, reply, by, reason) -> None:
    if topic.is_locked:
        return
    if not rules.can_lock_topic(by, topic):
        raise Refused("統合された投稿の書込みは、既に止まっています。別の対応を選んでください。")
    lock_topic(topic=topic, by=by, reason=reason)


_DEEDS = {
    Report.Outcome.NOTHING: _nothing,
    Report.Outcome.ASKED: _ask,
    Report.Outcome.HIDDEN: _hide,
    Report.Outcome.LOCKED: _lock,
}
