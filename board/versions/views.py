"""The history of topics and replies, and the differences between two versions."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from board.approvals.rules import can_read_approvals
from board.replies import quotes
from board.replies.models import Reply
from board.topics.models import Topic
from board.topics.views import visible_topic
from board.versions import differences, rules
from board.versions.models import Version
from common.pagination import paginate
from members.access.decorators import members_only

ROWS_PER_PAGE = 30


@require_safe
@members_only
def topic_history(request, pk):
    topic = visible_topic(request, pk)
    versions = Version.objects.visible_to(request.user).filter(topic=topic, reply=None)
    context = {"topic": topic, "back": topic.get_absolute_url(), "title": f"{topic.number_name}の編集の記録"}
    if can_read_approvals(request.user, topic):
        context["approval_steps"] = list(topic.approval_steps.all())
    return _history(request, versions, Topic, context)


@require_safe
@members_only
def reply_history(request, pk):
    replies = Reply.objects.visible_to(request.user).select_related("topic").with_quoted()
    reply = get_object_or_404(replies, pk=pk)
    versions = Version.objects.visible_to(request.user).filter(reply=reply)
    context = {
        "topic": reply.topic,
        "back": reply.get_absolute_url(),
        "title": f"返信{reply.number}の編集の記録",
    }
    return _history(request, versions, Reply, context, covered=quotes.covered_quotes(reply, request.user))


def _history(request, versions, model, context: dict, covered: str = ""):
    """The list, and the differences between the two that are chosen: the last two where none are.

    `covered` says which quotes are of a hidden reply that the user may not read.
    """
    rows = versions.defer("snapshot").select_related("topic", "reply").order_by("-pk")
    page = paginate(rows, request, ROWS_PER_PAGE)
    for version in page.rows:
        version.may_retract = rules.can_retract_version(request.user, version)
        version.may_purge = rules.can_purge_version(request.user, version)
    readable = versions.readable()
    after = _chosen(readable, request.GET.get("to", "")) or _newest(readable)
    before = _chosen(readable, request.GET.get("from", "")) or (after and _one_before(readable, after))
    if before and after:
        context["before"], context["after"] = before, after
        for version in (before, after) if covered else ():
            version.snapshot["body"] = quotes.without_covered(version.snapshot["body"], covered)
        context["changes"] = differences.differences_between(before.snapshot, after.snapshot, model)
        context["may_restore"] = model is Topic and rules.can_restore_version(request.user, before)
    return render(
        request, "board/versions/history.html", context | {"page": page, "latest": _newest(versions)}
    )


def _chosen(versions, key: str) -> Version | None:
    is_number = key.isascii() and key.isdigit() and len(key) < 16
    return versions.filter(pk=int(key)).first() if is_number else None


def _newest(versions) -> Version | None:
    return versions.filter(is_conflict_copy=False).order_by("-number").first()


def _one_before(versions, after: Version) -> Version | None:
    """The one it is based on."""
    if after.is_conflict_copy:
        return versions.filter(is_conflict_copy=False, number__lte=after.number).order_by("-number").first()
    return versions.filter(is_conflict_copy=False, number__lt=after.number).order_by("-number").first()
