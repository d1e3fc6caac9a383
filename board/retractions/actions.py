"""An organisation takes back a post or a version of it; the secretariat purges them."""

import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from board.archives.models import Archive
from board.exports.models import TopicExport
from board.link_cards.actions import delete_link_card
from board.notifications.models import Notification
from board.replies.actions import get_reply_for_update
from board.replies.models import Reply
from board.replies.search import refresh_index_of_post
from board.reports.models import Report
from board.retractions import rules
from board.retractions.emails import PostRetracted
from board.topics.actions import get_topic_for_update, require_permission, set_values
from board.topics.models import Topic
from board.versions.models import Version
from board.versions.queries import TOPIC_FIELDS, versions_of
from board.versions.rules import can_purge_version, can_retract_version
from common.audit_log.queries import entries_of
from common.outbox.models import OutgoingMail
from common.prepared_files.actions import erase_prepared_files
from common.retractions.actions import purge, register_eraser, retract
from common.retractions.models import ERASED
from common.text import render_body

LATER = datetime.timedelta(seconds=10)  # the line of a change is written after its version
AUDIENCE = ("audience", "audience_organizations")  # who may know of an erased version


@transaction.atomic
def retract_post(*, post: Topic | Reply, by, reason: str) -> None:
    """Take a topic or reply off the board; its organisation and the secretariat still read it."""
    post = _locked(post)
    require_permission(rules.can_retract_post(by, post))
    post.hidden_at, post.hidden_by, post.hidden_reason = timezone.now(), by, reason
    post.save(update_fields=["hidden_at", "hidden_by", "hidden_reason"])
    entry = retract(post, by=by, reason=reason)
    refresh_index_of_post(post, narrowed=True)
    PostRetracted.send(entry)


@transaction.atomic
def retract_version(*, version: Version, by, reason: str, with_earlier: bool = False) -> int:
    """Take back what the post said before, in this version or also in all earlier ones; how many were."""
    post = _locked(version.post)
    chosen = versions_of(post).select_for_update(of=("self",)).filter(pk=version.pk)
    if with_earlier:
        chosen = versions_of(post).select_for_update(of=("self",)).filter(number__lte=version.number)
    count = 0
    for one in chosen.select_related("topic", "reply").order_by("-number", "pk"):
        if one.pk == version.pk:
            require_permission(can_retract_version(by, one))
        if can_retract_version(by, one):
            entry = retract(one, by=by, reason=reason)
            if one.pk == version.pk:
                PostRetracted.send(entry)
            count += 1
    return count


@transaction.atomic
def purge_post(*, post: Topic | Reply, by, reason: str) -> None:
    """Erase a topic or reply for good, with its versions; what others wrote below it stays."""
    post = _locked(post)
    require_permission(rules.can_purge_post(by, post))
    if not post.is_hidden:
        post.hidden_at, post.hidden_by, post.hidden_reason = timezone.now(), by, reason
    PostRetracted.send(purge(post, by=by, reason=reason))


@transaction.atomic
def purge_version(*, version: Version, by, reason: str) -> None:
    """Erase one version for good."""
    _locked(version.post)
    version = (
        Version.objects.select_for_update(of=("self",)).select_related("topic", "reply").get(pk=version.pk)
    )
    require_permission(can_purge_version(by, version))
    PostRetracted.send(purge(version, by=by, reason=reason))


def _locked(post: Topic | Reply) -> Topic | Reply:
    return get_reply_for_update(post) if isinstance(post, Reply) else get_topic_for_update(post)


# --- what a purge empties ----------------------------------------------------------------------------------


def _erase_topic(topic: Topic) -> list:
    emptied = {name: _empty(topic, name) for name in TOPIC_FIELDS if name not in ("audience", "all_wards")}
    set_values(topic, emptied | {"title": ERASED, "body": ERASED})
    topic.file_count = 0
    topic.save()
    topic.steps.update(remark="")
    delete_link_card(topic)
    told = Notification.objects.filter(topic=topic)  # of replies too: its title stands in all their mails
    return [*_erase_around(topic, topic=topic, reply=None), *_mails(topic, told)]


def _empty(topic: Topic, name: str):
    field = Topic._meta.get_field(name)
    return None if field.null else field.get_default()


def _erase_reply(reply: Reply) -> list:
    reply.body, reply.body_html, reply.file_count = ERASED, render_body(ERASED), 0
    reply.save()
    told = Notification.objects.filter(reply=reply)
    return [*_erase_around(reply, topic=reply.topic, reply=reply), *_mails(None, told)]


def _mails(topic: Topic | None, told, until=None) -> list[OutgoingMail]:
    """Mails of these notifications, and those that name the topic; of a version those `until` then."""
    which = Q(pk__in=told.values("mail"))
    if topic:
        which |= Q(subject__contains=topic.number_name) | Q(body__contains=topic.number_name)
    rows = OutgoingMail.objects.filter(which)
    return list((rows.filter(created_at__lte=until) if until else rows).only("pk"))


def _erase_around(post: Topic | Reply, **where) -> list:
    """Its versions, and what reports and notifications say of it."""
    versions = list(versions_of(post))
    for version in versions:
        _empty_snapshot(version)
    reports = Report.objects.filter(**where)
    reports.update(seen_title=ERASED, seen_text=ERASED, text="")
    Notification.objects.filter(**where).update(summary="")
    refresh_index_of_post(post, narrowed=True)
    return [*versions, *reports, *_copies(where["topic"])]


def _copies(topic: Topic) -> list:
    """Files that were made for somebody and may hold it: its ZIP, lists of topics, the whole board."""
    exports = TopicExport.objects.filter(Q(topic=topic) | Q(topic=None))
    return [*erase_prepared_files(exports), *erase_prepared_files(Archive.objects.all())]


def _erase_version(version: Version) -> list:
    """The version, and what the log, reports and mails say of the post up to the version that followed it.

    Drafts and conflict copies up to it go too: only its organisation sees those.
    """
    post, topic = version.post, version.topic
    later = versions_of(post).filter(is_conflict_copy=False, number__gt=version.number).order_by("number")
    until = later.values_list("at", flat=True).first() or version.at
    inside = versions_of(post).filter(number__lte=version.number, purged_at=None).exclude(pk=version.pk)
    drafts = list(inside.filter(Q(activity_no=None) | Q(is_conflict_copy=True)))
    for one in [version, *drafts]:
        _empty_snapshot(one)
    where = {"topic": topic, "reply": version.reply}
    reports = Report.objects.filter(**where, at__lte=until)
    reports.update(seen_title=ERASED, seen_text=ERASED, text="")
    told = Notification.objects.filter(**where)
    entries = entries_of(post).filter(at__lte=until + LATER)  # titles too
    return [*drafts, *reports, *entries, *_mails(topic, told, until)]


def _empty_snapshot(version: Version) -> None:
    """All but who could read it then."""
    known = version.snapshot
    version.snapshot = {name: known[name] for name in AUDIENCE if name in known}
    version.snapshot["ids"] = {name: ids for name, ids in known.get("ids", {}).items() if name in AUDIENCE}
    version.save(update_fields=["snapshot"])


def register_erasers() -> None:
    register_eraser(Topic, _erase_topic)
    register_eraser(Reply, _erase_reply)
    register_eraser(Version, _erase_version)
