"""Writes the whole board into one ZIP of plain pages, piece by piece, with little memory.

The unfinished file is in `var/archives/`. A piece appends its members after everything there, the old list of
contents included: what a dead piece left can be cut off, and the file is intact again.
"""

import itertools
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, QuerySet, Sum
from django.utils import timezone

from board.archives import pages
from board.archives.models import Archive
from board.replies.models import Reply
from board.topics.models import Topic
from common.attachments import zip_files
from common.attachments.models import StoredFile
from common.attachments.queries import files_of_many

BATCH = 50  # topics looked up at once
REPLIES = 500  # replies looked up at once
# estimated bytes, packed: three times what the bulk content took, as real texts are longer
PER_TOPIC, PER_REPLY = 3_000, 500


def unfinished_folder() -> Path:
    """Where unfinished archives are."""
    path = Path(settings.VAR) / "archives"
    path.mkdir(parents=True, exist_ok=True)
    return path


def unfinished_path(archive: Archive) -> Path:
    return unfinished_folder() / f"{archive.pk}.zip"


def delete_unfinished_files(keep: set[int]) -> None:
    """Delete unfinished files of archives that nobody builds any more."""
    for path in unfinished_folder().glob("*.zip"):
        if not (path.stem.isdigit() and int(path.stem) in keep):
            path.unlink(missing_ok=True)


def topics_of(archive: Archive) -> QuerySet:
    """What goes in: published before the request; hidden topics and talks where they were requested."""
    topics = Topic.objects.filter(published_at__lte=archive.requested_at)
    if not archive.with_hidden:
        topics = topics.filter(hidden_at__isnull=True)
    return topics if archive.with_talks else topics.exclude(kind=Topic.Kind.TALK)


def estimate(archive: Archive) -> tuple[int, int]:
    """(number of topics, estimated maximum of bytes)."""
    found = topics_of(archive).aggregate(number=Count("pk"), replies=Sum("reply_count"))
    owners = [ContentType.objects.get_for_model(model) for model in (Topic, Reply)]
    files = StoredFile.objects.filter(owner_type__in=owners).aggregate(bytes=Sum("size"))["bytes"] or 0
    return found["number"], found["number"] * PER_TOPIC + (found["replies"] or 0) * PER_REPLY + files


def is_intact(archive: Archive) -> bool:
    """Whether the pieces so far are here; on another machine, or after a loss, building starts again."""
    path = unfinished_path(archive)
    return archive.attempts > 0 and path.exists() and path.stat().st_size >= archive.written > 0


def write_more(archive: Archive, *, until: float) -> bool:
    """Write topics until that moment (time.monotonic) and note the progress; True where it is complete."""
    path = unfinished_path(archive)
    with path.open("r+b" if archive.written else "w+b") as file:
        file.truncate(archive.written)
        with zipfile.ZipFile(file, "a") as archive_zip:
            archive_zip.start_dir = (
                archive.written
            )  # after the old list of contents, which stays until the end
            done = _write_topics(archive_zip, archive, until)
            if done:
                _write_lists(archive_zip, archive)
        file.seek(0, 2)
        archive.written = file.tell()
    return done


def _write_topics(archive_zip: zipfile.ZipFile, archive: Archive, until: float) -> bool:
    rows = topics_of(archive).select_related("organization", "section", "merged_into", "parent")
    rows = rows.prefetch_related("wards", "audience_organizations", "steps").order_by("pk")
    while batch := list(rows.filter(pk__gt=archive.last_topic)[:BATCH]):
        files = files_of_many(batch)
        for topic, replies in _with_replies(batch):
            _write_topic(archive_zip, archive, topic, files[topic.pk], replies)
            archive.last_topic, archive.topics_done = topic.pk, archive.topics_done + 1
        if time.monotonic() > until:
            return False
    return True


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
    found = Reply.objects.filter(topic__in=topics).select_related("organization", "section")
    found = found.with_quoted()
    rows = found.order_by("topic_id", "number").iterator(chunk_size=REPLIES)
    while some := list(itertools.islice(rows, REPLIES)):
        files = files_of_many(reply for reply in some if reply.file_count)
        for reply in some:
            reply.files = files.get(reply.pk, [])
            yield reply


def _write_topic(archive_zip, archive: Archive, topic: Topic, files: list[StoredFile], replies) -> None:
    """Its page first; the files that the page links to are written after it."""
    named: list[tuple[StoredFile, str]] = []

    def content() -> Iterator[bytes]:
        yield pages.topic_head(archive, topic, _linked_files(topic, files, "", named)).encode()
        for reply in replies:
            shown = archive.with_hidden or not reply.is_hidden
            archive.replies_done += shown
            links = _linked_files(topic, reply.files, f"r{reply.number:03}-", named) if shown else []
            yield pages.reply(archive, reply, links).encode()
        yield pages.topic_foot(archive, topic).encode()

    _add(archive_zip, zip_files.ZipMember(pages.page_path(topic), topic.last_activity_at, content()))
    for file, name in named:
        if member := zip_files.stored_member(file, name):
            _add(archive_zip, member)
            archive.files_done += 1


def _linked_files(
    topic: Topic, files: list[StoredFile], before: str, named: list
) -> list[tuple[StoredFile, str]]:
    """The files with their paths in the archive, "" where the content is gone; also added to `named`."""
    links = []
    for place, file in enumerate(files, 1):
        name = pages.file_path(topic, f"{before}{place:02}", file)
        there = file.content.storage.exists(file.content.name)
        links.append((file, name if there else ""))
        named += [(file, name)] if there else []
    return links


def _write_lists(archive_zip: zipfile.ZipFile, archive: Archive) -> None:
    """The first page and the lists by year, kind and organisation; only of what was written."""
    written = set(archive_zip.NameToInfo)
    for name, content in pages.lists(archive, topics_of(archive), written):
        _add(archive_zip, zip_files.ZipMember(name, timezone.now(), (text.encode() for text in content)))


def _add(archive_zip: zipfile.ZipFile, member: zip_files.ZipMember) -> None:
    for _ in zip_files.write_member(archive_zip, member):
        pass
