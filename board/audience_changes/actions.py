"""Who may read a topic, changed after it was published (公開範囲の変更)."""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from board.audience_changes import rules
from board.audience_changes.emails import AudienceNarrowed, AudienceWidened
from board.mentions.actions import save_topic_mentions
from board.topics.actions import get_topic_for_update, next_activity_no
from board.topics.audience import Audience
from board.topics.models import Topic
from board.topics.queries import audience_version, organizations_in_audience
from board.unread.actions import keep_marked_read
from board.versions.actions import save_first_version, save_next_version
from board.versions.queries import snapshot_of
from common import japanese_calendar
from common.audit_log.actions import record
from common.refusals import StaleVersion
from common.search.actions import refresh_index
from members.organizations.models import Organization


class RepliersWouldLoseAccess(Exception):
    """The new audience leaves out organisations that have replied; `organizations` are those."""

    def __init__(self, organizations: list[Organization]):
        super().__init__(f"{len(organizations)} organisations have replied")
        self.organizations = organizations


@transaction.atomic
def change_audience(
    *,
    topic: Topic,
    by,
    audience: str,
    organizations: Collection[Organization] = (),
    losing_access: Collection[int],
    version: str = "",
) -> Topic:
    """Let other organisations read the topic; `losing_access` are those that replied and may lose access.

    Raises RepliersWouldLoseAccess where one that replied would lose access and is not among them, and
    StaleVersion where a colleague changed it since `version`. New readers find it unread and are notified as
    of a new topic; for others it stays as read as it was.
    """
    topic = get_topic_for_update(topic)
    if not rules.can_change_audience(by, topic):
        raise PermissionDenied
    before, said, read = _readers(topic), _audience_in_words(topic), audience_version(topic)
    save_first_version(topic, snapshot_of(topic))
    topic.audience = audience
    topic.audience_organizations.set(organizations if audience == Audience.CHOSEN else [])
    after = _readers(topic)
    cut = list(Organization.objects.filter(pk__in=before - after, replies__topic=topic).distinct())
    if version and version != read and after != before:
        raise StaleVersion(topic)
    if any(organization.pk not in losing_access for organization in cut):
        raise RepliersWouldLoseAccess(cut)
    changes = {
        label: [said[label], now] for label, now in _audience_in_words(topic).items() if said[label] != now
    }
    if not changes:
        return topic
    if after - before:
        _make_unread_for_new_readers(topic, before)
        save_topic_mentions(topic, by=by, notify=False)  # the mail of the widening says it
        AudienceWidened.send(topic)
    # a number of its own, above which nobody finds anything new
    number = topic.activity_no if after - before else next_activity_no()
    save_next_version(topic, by=by, activity_no=number)
    topic.save(update_fields=["audience", "activity_no", "last_activity_at", "version", "saved_from"])
    record(by=by, verb="board.audience_changed", obj=topic, changes=changes)
    if cut:
        lost = [organization.pk for organization in cut]
        AudienceNarrowed.send(
            topic, version=topic.version, organizations=lost, day=str(japanese_calendar.today())
        )
    refresh_index(topic, narrowed=bool(before - after))
    return topic


def _readers(topic: Topic) -> set[int]:
    return set(organizations_in_audience(topic).values_list("pk", flat=True))


def _audience_in_words(topic: Topic) -> dict:
    """The audience in words, for the audit log."""
    chosen = topic.audience_organizations.all() if topic.audience == Audience.CHOSEN else []
    return {
        "公開範囲": Audience(topic.audience).label,
        "公開する団体": [organization.full_name for organization in chosen],
    }


def _make_unread_for_new_readers(topic: Topic, before: set[int]) -> None:
    """A new number is above the read floor of the new readers; the others keep what they read."""
    old, topic.activity_no = topic.activity_no, next_activity_no()
    topic.last_activity_at = timezone.now()  # a number counts as settled by its time
    keep_marked_read(topic.pk, old, topic.activity_no, sorted(before))
