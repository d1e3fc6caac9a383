"""Replies that are kept back, and the secretariat's word on all posts that were."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board import newcomers, rules
from board.actions.reply import TopicClosed, demand_reader, post_reply
from board.actions.topic import locked, publish_topic
from board.models import HeldPost, Reply, Topic
from members.refusals import Refused
from office import cabinet, jobs, register


@transaction.atomic
def hold_reply(
    *, topic: Topic, by, words: list[str], body: str, files=(), standing="", quoted=None
) -> HeldPost:
    """Keep a reply back with its files, and with what else `post_reply` takes."""
    topic = locked(topic)
    if not topic.is_open:
        raise TopicClosed
    if not rules.can_post_reply(by, topic):
        raise PermissionDenied
    demand_reader(topic, by)
    newcomers.must_have_room(by, Reply)
    facts = {"standing": standing, "quoted": quoted.pk if quoted else None}
    held = HeldPost.objects.create(
        topic=topic, version=topic.version, body=body, facts=facts, words=words, by=by, by_name=by.name
    )
    cabinet.attach(files, to=held)
    register.record(by=by, verb="board.post_held", obj=held, words=words)
    jobs.defer("board.tell_held", held_id=held.pk)
    return held


def _waiting(held: HeldPost, by) -> HeldPost:
    """The row as it is now, locked; first its topic, as whoever publishes or answers does."""
    if not rules.can_decide_held(by):
        raise PermissionDenied
    locked(held.topic)
    held = HeldPost.objects.select_for_update(of=("self",)).select_related("topic", "by").get(pk=held.pk)
    if not held.is_open:
        raise Refused("ほかの人が先に対応したか、投稿者が書き直しました。")
    return held


def _decide(held: HeldPost, by, outcome: str, remark: str = "") -> None:
    held.outcome, held.remark = outcome, remark
    held.decided_at, held.decided_by = timezone.now(), by
    held.save(update_fields=["outcome", "remark", "decided_at", "decided_by"])


@transaction.atomic
def approve_held(*, held: HeldPost, by) -> HeldPost:
    """Put the post on the board in its writer's name; only the text that the secretariat has seen."""
    held = _waiting(held, by)
    if not held.is_reply and held.topic.version != held.version:
        raise Refused("確認を始めたあとに下書きが書き直されました。もう一度投稿されるのを待ってください。")
    if not rules.can_post_topic(held.by):
        raise Refused("投稿する人が書き込めなくなったため、公開できません。書き直しを頼んでください。")
    _decide(held, by, HeldPost.Outcome.APPROVED)
    register.record(by=by, verb="board.held_approved", obj=held)
    try:
        _put_on_board(held)
    except TopicClosed:
        raise Refused(
            "返信先の投稿が返信を受け付けていないため、公開できません。書き直しを頼んでください。"
        ) from None
    except PermissionDenied:  # he works elsewhere now, or the topic's audience was narrowed
        raise Refused(
            "投稿する人が、いまはこの投稿に書き込めないため、公開できません。書き直しを頼んでください。"
        ) from None
    jobs.defer("board.tell_held_decided", held_id=held.pk)
    return held


def _put_on_board(held: HeldPost) -> None:
    if not held.is_reply:
        publish_topic(topic=held.topic, by=held.by, approved=True)
        return
    files = cabinet.files_of(held)
    cabinet.free(files)
    quoted = held.topic.replies.filter(pk=held.facts.get("quoted"), hidden_at=None).first()
    post_reply(
        topic=held.topic,
        by=held.by,
        body=held.body,
        files=files,
        standing=held.facts.get("standing", ""),
        quoted=quoted,
        approved=True,
    )


@transaction.atomic
def return_held(*, held: HeldPost, by, remark: str) -> HeldPost:
    """Give a post back to its writer with what should change; nothing of it is lost."""
    held = _waiting(held, by)
    _decide(held, by, HeldPost.Outcome.RETURNED, remark)
    register.record(by=by, verb="board.held_returned", obj=held, remark=remark)
    jobs.defer("board.tell_held_decided", held_id=held.pk)
    return held
