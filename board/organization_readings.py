"""Which organisations have read a topic (既読), where its author asked for it.

Counted from the day the author asks: who read it before was not told that it is noted, and the marks of
reading know neither when nor whether a topic was opened or only put aside with the rest. Opening it once
more counts.
"""

from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.utils import timezone

from board import audience
from board.models import Audience, Topic, TopicReading
from members.models import Organization

_RECORD = """
INSERT INTO board_topicreading (topic_id, organization_id, user_id, user_name, at)
VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


def record(topic: Topic, user) -> bool:
    """His organisation has read the topic; False where it had before."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORD, [topic.pk, user.section.organization_id, user.pk, user.name, timezone.now()])
        return cursor.rowcount == 1


def addressees(topic: Topic):
    """The organisations that are to read it: its audience without its own and without the secretariat."""
    bodies = audience.organizations_of(topic).exclude(kind=Organization.Kind.SECRETARIAT)
    return bodies.exclude(pk=topic.organization_id)


def _addressees_of_outer():
    """The same, for the topic of the query around it."""
    through = Topic.audience_organizations.through.objects
    asked = through.filter(topic=OuterRef(OuterRef("pk")), organization=OuterRef("pk"))
    bodies = Organization.objects.members().alias(
        heard_by=ExpressionWrapper(OuterRef("audience"), CharField())
    )
    return bodies.exclude(pk=OuterRef("organization")).filter(
        Q(heard_by=Audience.ALL)
        | Q(heard_by=Audience.WARDS, kind=Organization.Kind.SPECIAL_WARD)
        | Q(Exists(asked), heard_by=Audience.CHOSEN)
    )


def tallies(user) -> dict:
    """Expressions for the query of one topic: how many are to read it, how many have, has his own."""
    read = TopicReading.objects.filter(topic=OuterRef(OuterRef("pk")), organization=OuterRef("pk"))
    bodies = _addressees_of_outer()
    own = TopicReading.objects.filter(
        topic=OuterRef("pk"), organization=user.section.organization_id if user.section_id else 0
    )
    return {
        "addressee_count": _counted(bodies),
        "reading_count": _counted(bodies.filter(Exists(read))),
        "read_by_us": Exists(own),
    }


def _counted(bodies) -> Case:
    number = bodies.order_by().values(all=Value(1)).annotate(number=Count("pk")).values("number")
    # a topic that does not ask costs nothing: CASE looks no further
    return Case(
        When(asks_reading=True, then=Coalesce(Subquery(number), 0)),
        default=0,
        output_field=IntegerField(),
    )
