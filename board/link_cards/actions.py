"""The card of a topic's link: made when the link changes, fetched by the worker, edited by the author."""

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from board.link_cards.models import LinkCard
from board.topics.models import Topic
from board.topics.rules import can_edit_topic
from common import jobs
from common.attachments.actions import attach_files, discard_files, store_upload
from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.audit_log.actions import record
from common.link_preview import addresses, fetching, page_metadata
from common.refusals import ActionRefused
from common.search.actions import refresh_index
from common.uploads import kinds, limits

TASK = "board.fetch_link_card"
MAX_PICTURE = 3 * limits.MB
SWITCHED_OFF = "このサイトの設定により、リンク先は読み取りません。"
NO_TITLE = "リンク先のページに題名がありません。"
OWN_LABELS = {"own_title": "題名", "own_description": "説明", "own_picture": "画像"}


def update_link_card(topic: Topic) -> None:
    """Make the card match the topic's link; in the caller's transaction, the topic locked."""
    card = LinkCard.objects.filter(topic=topic).first()
    if card is not None and card.url != topic.link:
        delete_link_card(topic)
        card = None
    if not topic.link:
        return
    if card is None:
        card = LinkCard.objects.create(topic=topic, url=topic.link)
    if card.state == LinkCard.State.WAITING:
        jobs.defer(TASK, card_id=card.pk, url=card.url)


def delete_link_card(topic: Topic) -> None:
    """Delete the card, with its pictures."""
    for card in LinkCard.objects.filter(topic=topic):
        discard_files(files_of(card))
        card.delete()


@transaction.atomic
def edit_link_card(*, topic: Topic, by, own_title: str, own_description: str, own_picture) -> LinkCard:
    """Save the title, description and picture (a StoredFile or None) that the author gives the link."""
    card = _card_for_update(topic, by)
    given = {"own_title": own_title, "own_description": own_description, "own_picture": own_picture}
    changes = {
        OWN_LABELS[name]: [str(getattr(card, name) or ""), str(value or "")]
        for name, value in given.items()
        if getattr(card, name) != value
    }
    if not changes:
        return card
    before = card.own_picture
    if own_picture is not None and own_picture != before:
        attach_files([own_picture], to=card)
        if own_picture.owner_id != card.pk:  # another window discarded it meanwhile
            raise ActionRefused("画像を保存できませんでした。もう一度選んでください。")
    for name, value in given.items():
        setattr(card, name, value)
    card.save(update_fields=list(given))
    if before is not None and before != own_picture:
        discard_files([before])
    record(by=by, verb="board.link_card_edited", obj=card.topic, changes=changes)
    refresh_index(card.topic)
    return card


@transaction.atomic
def reload_link_card(*, topic: Topic, by) -> LinkCard:
    """Have the worker fetch the link again; what it found before stays until then."""
    card = _card_for_update(topic, by)
    card.state, card.reason, card.fetched_at = LinkCard.State.WAITING, "", None
    card.save(update_fields=["state", "reason", "fetched_at"])
    jobs.defer(TASK, card_id=card.pk, url=card.url)
    record(by=by, verb="board.link_card_reloaded", obj=card.topic)
    return card


def _card_for_update(topic: Topic, by) -> LinkCard:
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    if not can_edit_topic(by, topic):
        raise PermissionDenied
    if not topic.link:
        raise ActionRefused("この投稿にはリンクがありません。")
    card = LinkCard.objects.filter(topic=topic).first()
    if card is not None and card.url != topic.link:  # a draft whose link changed since
        delete_link_card(topic)
        card = None
    card = card or LinkCard.objects.create(topic=topic, url=topic.link)
    card.topic = topic
    return card


def fetch_link_card(*, card_id: int, url: str, bounds: addresses.Bounds | None = None) -> None:
    """Fetch what is behind a card's link and save it. For the worker; holds no lock during the request."""
    waiting = LinkCard.objects.filter(pk=card_id, url=url, state=LinkCard.State.WAITING)
    if not waiting.exists():
        return
    try:
        page = _fetch_metadata(url, bounds)
    except addresses.NotReached as error:
        found, picture = {"reason": str(error)}, None  # what an earlier fetch found stays
    else:
        found, picture = _texts(page), _fetch_picture(page, bounds)
    with transaction.atomic():
        card = waiting.select_for_update().select_related(None).first()
        if card is None:  # the link changed meanwhile, or another worker was faster
            discard_files([picture] if picture else [])
            return
        _write(card, found, picture)
        refresh_index(card.topic)


def _fetch_metadata(url: str, bounds: addresses.Bounds | None) -> page_metadata.PageMetadata:
    if not settings.LINK_CARDS:
        raise addresses.NotReached(SWITCHED_OFF)
    return page_metadata.read_metadata(
        fetching.fetch_page(url, kinds=page_metadata.HTML, max_bytes=page_metadata.MAX_HTML, bounds=bounds)
    )


def _texts(page: page_metadata.PageMetadata) -> dict[str, str]:
    reason = "" if page.title else NO_TITLE
    return {"site": page.site, "title": page.title, "description": page.description, "reason": reason}


def _fetch_picture(page: page_metadata.PageMetadata, bounds: addresses.Bounds | None) -> StoredFile | None:
    """The picture, encoded again; None where there is none that may be stored."""
    if not page.picture:
        return None
    try:
        found = fetching.fetch_page(
            page.picture, kinds=kinds.PICTURES, max_bytes=MAX_PICTURE + 1, bounds=bounds
        )
        if len(found.content) > MAX_PICTURE:
            return None
        upload = SimpleUploadedFile("リンク先の画像", found.content)
        return store_upload(upload, by=None, only=kinds.PICTURES)
    except (addresses.NotReached, ValidationError):
        return None


def _write(card: LinkCard, found: dict[str, str], picture: StoredFile | None) -> None:
    before = card.picture
    for name, value in found.items():
        setattr(card, name, value)
    card.state = LinkCard.State.FAILED if found["reason"] else LinkCard.State.READ
    card.fetched_at = timezone.now()
    if "title" in found:
        card.picture = picture
    if picture is not None:
        attach_files([picture], to=card)
    card.save()
    if before is not None and before != card.picture:
        discard_files([before])
