"""All files of a topic and its replies in one ZIP, with the texts and an index (目次)."""

from collections.abc import Iterator

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Sum
from django.utils import timezone

from board.exports import labels
from board.replies import quotes
from board.replies.models import Reply
from board.topics.models import Topic
from common.attachments import zip_files
from common.attachments.models import StoredFile
from common.attachments.queries import files_of, files_of_many
from common.japanese_calendar import wareki_time

BATCH = 500  # replies looked up at once


def files_of_replies(topic: Topic, user) -> tuple[int, int]:
    """Number and bytes of the files of all replies that the user may read; one query."""
    answers = topic.replies.readable_by(user).filter(file_count__gt=0).order_by()
    owner_type = ContentType.objects.get_for_model(Reply)
    files = StoredFile.objects.filter(owner_type=owner_type, owner_id__in=answers.values("pk"))
    found = files.aggregate(number=Count("pk"), bytes=Sum("size"))
    return found["number"], found["bytes"] or 0


def zip_members(topic: Topic, user, *, with_replies: bool = True) -> Iterator[zip_files.ZipMember]:
    """The members of the ZIP, one after the other; the index comes last and names what was missing."""
    now = timezone.now()
    index = [f"{topic.number_name}　{topic.title}", f"作成 {wareki_time(now)}", ""]
    yield zip_files.text_member("本文.txt", now, _texts(topic, user, with_replies))
    for before, whose, files in _by_post(topic, user, with_replies):
        for place, file in enumerate(files, 1):
            member = zip_files.stored_member(
                file, zip_files.safe_member_name(f"{before}_{place:02}_", file.name)
            )
            if member:
                yield member
            index += _index_lines(member, file, whose)
    yield zip_files.text_member(
        "目次.txt", now, [*index, *([] if index[3:] else ["添付ファイルはありません。"])]
    )


def _index_lines(member, file, whose: str) -> list[str]:
    missing = "（保管場所に見つからないため、入っていません）"
    name = member.name if member else f"{file.name}{missing}"
    return [name, f"    元の名前 {file.name}（{labels.file_summary(file)}）", f"    {whose}", ""]


def _by_post(topic: Topic, user, with_replies: bool) -> Iterator[tuple[str, str, list[StoredFile]]]:
    """Prefix of the names, whose they are, and the files: of the topic, then of each reply."""
    if topic.file_count:
        at = wareki_time(topic.published_at or topic.saved_at)
        yield f"第{topic.pk}号", f"投稿　{labels.sender_label(topic)}　{at}", files_of(topic)
    if not with_replies:
        return
    width = max(2, len(str(topic.reply_count)))
    for batch in _batches(_replies(topic, user).filter(file_count__gt=0)):
        files = files_of_many(batch)
        for reply in batch:
            whose = f"返信{reply.number}　{labels.sender_label(reply)}　{wareki_time(reply.created_at)}"
            yield f"返信{reply.number:0{width}}", whose, files[reply.pk]


def _replies(topic: Topic, user):
    replies = topic.replies.readable_by(user).with_quoted()
    return replies.select_related("organization", "section").order_by("number")


def _batches(replies) -> Iterator[list[Reply]]:
    """By number, not by an open cursor: a slow download holds no transaction."""
    last = 0
    while batch := list(replies.filter(number__gt=last)[:BATCH]):
        yield batch
        last = batch[-1].number


def _texts(topic: Topic, user, with_replies: bool) -> Iterator[str]:
    yield from (topic.number_name, topic.title, "")
    yield f"{topic.get_kind_display()}　{topic.state_label}　公開範囲：{labels.readers_label(topic)}"
    yield f"{labels.sender_label(topic)}　{wareki_time(topic.published_at or topic.saved_at)}"
    yield from ("", topic.body)
    for label, text in (("提供できること", topic.offer), ("求めること", topic.seek)):
        if text:
            yield from ("", f"【{label}】", text)
    if not with_replies:
        return
    for batch in _batches(_replies(topic, user)):
        for reply in batch:
            capacity = f"　【{reply.capacity_label}】" if reply.capacity else ""
            yield from ("", "-" * 40, f"返信{reply.number}　{labels.sender_label(reply)}{capacity}")
            yield f"{wareki_time(reply.created_at)}{'　非表示' if reply.is_hidden else ''}"
            yield from ("", quotes.readable_text(reply, user))
