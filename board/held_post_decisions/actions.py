"""The secretariat approves a post on hold, or returns it to its writer."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board.held_post_decisions import rules
from board.held_posts.models import HeldPost
from board.publication.actions import publish_topic
from board.reply_posting.actions import post_reply
from board.topics.actions import TopicNotOpen, get_topic_for_update
from board.topics.rules import can_post_topic
from common import jobs
from common.attachments.actions import release_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.refusals import ActionRefused


def _open_held_post(held: HeldPost, by) -> HeldPost:
    """The row as it is now, locked; first its topic, as whoever publishes or answers does."""
    if not rules.can_decide_held_post(by):
        raise PermissionDenied
    get_topic_for_update(held.topic)
    held = HeldPost.objects.select_for_update(of=("self",)).select_related("topic", "by").get(pk=held.pk)
    if not held.is_open:
        raise ActionRefused("ほかの人が先に対応したか、投稿者が書き直しました。")
    return held


def _decide(held: HeldPost, by, outcome: str, remark: str = "") -> None:
    held.outcome, held.remark = outcome, remark
    held.decided_at, held.decided_by = timezone.now(), by
    held.save(update_fields=["outcome", "remark", "decided_at", "decided_by"])


@transaction.atomic
def approve_held_post(*, held: HeldPost, by) -> HeldPost:
    """Publish the post in its writer's name; only the text that the secretariat has seen."""
    held = _open_held_post(held, by)
    if not held.is_reply and held.topic.version != held.version:
        raise ActionRefused(
            "確認を始めたあとに下書きが書き直されました。もう一度投稿されるのを待ってください。"
        )
    if not can_post_topic(held.by):
        raise ActionRefused("投稿する人が書き込めなくなったため、公開できません。書き直しを頼んでください。")
    _decide(held, by, HeldPost.Outcome.APPROVED)
    record(by=by, verb="board.held_approved", obj=held)
    try:
        _put_on_board(held)
    except TopicNotOpen:
        raise ActionRefused(
            "返信先の投稿が返信を受け付けていないため、公開できません。書き直しを頼んでください。"
        ) from None
    except PermissionDenied:  # the writer works elsewhere now, or the topic's audience was narrowed
        raise ActionRefused(
            "投稿する人が、いまはこの投稿に書き込めないため、公開できません。書き直しを頼んでください。"
        ) from None
    jobs.defer("board.send_held_decided", held_id=held.pk)
    return held


def _put_on_board(held: HeldPost) -> None:
    if not held.is_reply:
        publish_topic(topic=held.topic, by=held.by, approved=True)
        return
    files = files_of(held)
    release_files(files)
    quoted = held.topic.replies.filter(pk=held.reply_values.get("quoted"), hidden_at=None).first()
    post_reply(
        topic=held.topic,
        by=held.by,
        body=held.body,
        files=files,
        capacity=held.reply_values.get("capacity", ""),
        quoted=quoted,
        approved=True,
    )


@transaction.atomic
def return_held_post(*, held: HeldPost, by, remark: str) -> HeldPost:
    """Return a post to its writer with what should change; nothing of it is lost."""
    held = _open_held_post(held, by)
    _decide(held, by, HeldPost.Outcome.RETURNED, remark)
    record(by=by, verb="board.held_returned", obj=held, remark=remark)
    jobs.defer("board.send_held_decided", held_id=held.pk)
    return held
