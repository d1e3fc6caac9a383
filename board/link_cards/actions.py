"""The card of a topic's link: typed by the author, deleted with the link."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from board.link_cards.models import LinkCard
from board.topics.models import Topic
from board.topics.rules import can_edit_topic
from common.attachments.actions import attach_files, discard_files
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from common.versions import refuse_stale


def delete_link_card(topic: Topic, *, other_than: str = "") -> None:
    """Delete the card with its picture, unless it is that of the link `other_than`."""
    for card in LinkCard.objects.filter(topic=topic).exclude(url=other_than):
        discard_files(files_of(card))
        card.delete()


@transaction.atomic
def edit_link_card(*, topic: Topic, by, title: str, description: str, picture, version: str = "") -> LinkCard:
    """Save the title, description and picture (a StoredFile or None) that the author gives the link.

    Raises StaleVersion where a colleague saved them since `version`.
    """
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if not can_edit_topic(by, topic):
        raise PermissionDenied
    if not topic.link:
        raise ActionRefused("この投稿にはリンクがありません。")
    delete_link_card(topic, other_than=topic.link)  # a draft's card stays until then
    card, _ = LinkCard.objects.get_or_create(topic=topic, url=topic.link)
    given = {"title": title, "description": description, "picture": picture}
    refuse_stale(card, given, version)
    changes = {
        str(card._meta.get_field(name).verbose_name): [str(getattr(card, name) or ""), str(value or "")]
        for name, value in given.items()
        if getattr(card, name) != value
    }
    if not changes:
        return card
    before = card.picture
    if picture is not None and picture != before:
        attach_files([picture], to=card)
        if picture.owner_id != card.pk:  # another window discarded it meanwhile
            raise ActionRefused("画像を保存できませんでした。もう一度選んでください。")
    for name, value in given.items():
        setattr(card, name, value)
    card.save(update_fields=list(given))
    if before is not None and before != picture:
        discard_files([before])
    record(by=by, verb="board.link_card_edited", obj=topic, changes=changes)
    refresh_index(topic)
    return card
