"""Which organisations have read a topic (既読), where its author asked for it.

Counted from the day the author asks: who read it before was not told that it is recorded, and the read marks
say neither when nor whether a topic was opened or only marked as read with the rest. Opening it once more
counts.
"""

from django.db.models import BooleanField, IntegerField
from django.db.models.expressions import RawSQL

from board.topics.models import Topic
from board.topics.queries import organizations_in_audience
from members.organizations.models import Organization


def addressees(topic: Topic):
    """The organisations that are to read it: its audience without its own and without the secretariat."""
    organizations = organizations_in_audience(topic).exclude(kind=Organization.Kind.SECRETARIAT)
    return organizations.exclude(pk=topic.organization_id)


# the same as `addressees`, for the topic of the outer query: by the ORM it cost 4 ms a page. A topic that
# does not ask costs nothing: CASE looks no further.
_COUNTED = """
CASE WHEN board_topic.asks_read_receipts THEN (
    SELECT count(*) FROM members_organization o
    WHERE o.withdrawn_on IS NULL AND (o.joined_on IS NOT NULL OR o.kind = 'special_ward')
      AND o.kind <> 'secretariat' AND o.id <> board_topic.organization_id
      AND (board_topic.audience = 'all' OR (board_topic.audience = 'wards' AND o.kind = 'special_ward')
           OR (board_topic.audience = 'chosen' AND EXISTS (
               SELECT 1 FROM board_topic_audience_organizations a
               WHERE a.topic_id = board_topic.id AND a.organization_id = o.id)))<who>
) ELSE 0 END"""
_HAS_READ = """ AND EXISTS (SELECT 1 FROM board_readreceipt r
    WHERE r.topic_id = board_topic.id AND r.organization_id = o.id)"""
_ADDRESSEES, _READERS = (_COUNTED.replace("<who>", who) for who in ("", _HAS_READ))
_READ_BY = """EXISTS (SELECT 1 FROM board_readreceipt r
    WHERE r.topic_id = board_topic.id AND r.organization_id = %s)"""


def read_receipt_annotations(user) -> dict:
    """For the query of one topic: how many are to read it, how many have, whether the user's has."""
    own = user.section.organization_id if user.section_id else 0
    return {
        # nothing that anybody typed is in it: constants above, and one number as a parameter
        "addressee_count": RawSQL(_ADDRESSEES, [], output_field=IntegerField()),  # noqa: S611
        "read_count": RawSQL(_READERS, [], output_field=IntegerField()),  # noqa: S611
        "read_by_us": RawSQL(_READ_BY, [own], output_field=BooleanField()),  # noqa: S611
    }
