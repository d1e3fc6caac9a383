"""The files of an archive: the whole board as plain pages with its attachments, with little memory."""

import itertools
from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from board.archives import pages
from board.archives.models import Archive
from board.replies.models import Reply
from board.topics.models import Topic
from common.attachments.models import StoredFile
from common.attachments.queries import files_of_many
from common.attachments.zip_files import ZipMember, stored_member
from common.prepared_files.actions import note_progress

COUNTED = ("done", "replies_done", "files_done")
BATCH = 50  # topics looked up at once
REPLIES = 500  # replies looked up at once
# estimated bytes, packed: three times what the bulk content took, as real texts are longer
PER_TOPIC, PER_REPLY = 3_000, 500


def topics_of(archive: Archive) -> QuerySet:
    """What goes in: published before the request; hidden topics and talks where they were requested."""
    topics = Topic.objects.filter(published_at__lte=archive.requested_at)
    if not archive.with_hidden:
        topics = topics.filter(hidden_at__isnull=True)
    return topics if archive.with_talks else topics.without_talks()


def estimate(archive: Archive) -> tuple[int, int]:
    """(number of topics, estimated maximum of bytes)."""
    found = topics_of(archive).aggregate(number=Count("pk"), replies=Sum("reply_count"))
    owners = [ContentType.objects.get_for_model(model) for model in (Topic, Reply)]
    files = StoredFile.objects.filter(owner_type__in=owners).aggregate(bytes=Sum("size"))["bytes"] or 0
    return found["number"], found["number"] * PER_TOPIC + (found["replies"] or 0) * PER_REPLY + files


def members(archive: Archive) -> Iterator[ZipMember]:
    """Topic by topic, then the lists of what was written; ends early where the archive was stopped."""
    archive.done = archive.replies_done = archive.files_done = 0  # a lost job begins anew
    written: set[int] = set()
    rows = topics_of(archive).select_related("organization", "section", "merged_into", "parent")
    rows = rows.prefetch_related("wards", "audience_organizations", "steps").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        files = files_of_many(batch)
        for topic, replies in _with_replies(batch):
            yield from _topic_members(archive, topic, files[topic.pk], replies)
            written.add(topic.pk)
        last, archive.done = batch[-1].pk, len(written)
        if not note_progress(archive, **{name: getattr(archive, name) for name in COUNTED}):
            return
    for name, content in pages.lists(archive, topics_of(archive), written):
        yield ZipMember(name, timezone.now(), (text.encode() for text in content))


def _with_replies(batch: list[Topic]) -> Iterator[tuple[Topic, Iterator[Reply]]]:
    """Each topic with its replies, which come from the database as they are read."""
    answered = [topic.pk for topic in batch if topic.reply_count]
    groups = itertools.groupby(_replies(answered), key=lambda reply: reply.topic_id)
    number, group = next(groups, (None, iter(())))
    for topic in batch:
        if number == topic.pk:
            yield topic, group
            number, group = next(groups, (None, iter(())))
        else:
            yield topic, iter(())


def _replies(topics: list[int]) -> Iterator[Reply]:
    """Their replies in order, each with its `files`."""
    found = Reply.objects.filter(topic__in=topics).select_related("organization", "section").with_quoted()
    rows = found.order_by("topic_id", "number").iterator(chunk_size=REPLIES)
    while some := list(itertools.islice(rows, REPLIES)):
        files = files_of_many(reply for reply in some if reply.file_count)
        for reply in some:
            reply.files = files.get(reply.pk, [])
            yield reply


def _topic_members(archive: Archive, topic: Topic, files: list[StoredFile], replies) -> Iterator[ZipMember]:
    """Its page first; the files that the page links to come after it."""
    linked: list[tuple[StoredFile, str]] = []

    def content() -> Iterator[bytes]:
        yield pages.topic_head(archive, topic, _linked_files(topic, files, "", linked)).encode()
        for reply in replies:
            shown = archive.with_hidden or not reply.is_hidden
            archive.replies_done += shown
            links = _linked_files(topic, reply.files, f"r{reply.number:03}-", linked) if shown else []
            yield pages.reply(archive, reply, links).encode()
        yield pages.topic_foot(archive, topic).encode()

    yield ZipMember(pages.page_path(topic), topic.last_activity_at, content())
    for file, name in linked:
        if member := stored_member(file, name):
            yield member
            archive.files_done += 1


def _linked_files(
    topic: Topic, files: list[StoredFile], before: str, linked: list
) -> list[tuple[StoredFile, str]]:
    """The files with their paths in the archive, "" where the content is gone; also added to `linked`."""
    links = []
    for place, file in enumerate(files, 1):
        name = pages.file_path(topic, f"{before}{place:02}", file)
        there = file.content.storage.exists(file.content.name)
        links.append((file, name if there else ""))
        linked += [(file, name)] if there else []
    return links
