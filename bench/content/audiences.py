"""Who reads a bulk topic, how far a bulk proposal came, and the talks (相談) on the side."""

import datetime
import random

from bench.content.copying import copy
from board.stages.models import TopicStep
from board.topics.audience import Audience
from board.topics.models import Topic
from common import japanese_calendar
from members.users.models import User

NARROWED = ((Audience.ALL, 90), (Audience.WARDS, 5), (Audience.CHOSEN, 5))
CHOSEN = (3, 8)  # from, to so many officers' organisations
TALKS = 0.02
Stage = Topic.Stage
PATHS = (
    ((Stage.RECRUITING,), 40),
    ((Stage.RECRUITING, Stage.TALKING), 15),
    ((Stage.RECRUITING, Stage.TALKING, Stage.AGREED), 15),
    ((Stage.RECRUITING, Stage.TALKING, Stage.AGREED, Stage.DONE), 15),
    ((Stage.RECRUITING, Stage.TALKING, Stage.DROPPED), 15),
)


def draw_audiences(chance: random.Random, posted: list[Topic], authors: list[User]) -> None:
    """Narrow some topics and make some into talks; `topic.circle` are those who may answer it.

    The topics stand in the order of their publication: a talk begins from an earlier one.
    """
    wards = [author for author in authors if author.organization.is_special_ward]
    for place, topic in enumerate(posted):
        topic.circle = authors
        if place and chance.random() < TALKS:
            _begin_talk(topic, posted[chance.randrange(place)])
        else:
            _narrow(chance, topic, authors, wards)
        if topic.kind == Topic.Kind.PROPOSAL:
            topic.path = _drawn(chance, PATHS)
            topic.stage = topic.path[-1]


def write_audiences(posted: list[Topic]) -> None:
    """The rows beside the topics, which are written by now."""
    chosen = Topic.audience_organizations.through
    copy(
        chosen,
        (
            chosen(topic_id=topic.pk, organization_id=organization)
            for topic in posted
            if topic.audience == Audience.CHOSEN
            for organization in sorted({reader.section.organization_id for reader in topic.circle})
        ),
    )
    copy(TopicStep, (step for topic in posted if topic.stage for step in _steps(topic)))


def _begin_talk(topic: Topic, parent: Topic) -> None:
    topic.kind, topic.stage, topic.parent_id, topic.deadline = Topic.Kind.TALK, "", parent.pk, None
    topic.audience, topic.circle = Audience.CHOSEN, [parent.author, topic.author]


def _narrow(chance: random.Random, topic: Topic, authors: list[User], wards: list[User]) -> None:
    topic.audience = _drawn(chance, NARROWED)
    if topic.audience == Audience.WARDS:
        topic.circle = [*wards, topic.author]
    elif topic.audience == Audience.CHOSEN:
        topic.circle = chance.choices(authors, k=chance.randint(*CHOSEN))


def _steps(topic: Topic) -> list[TopicStep]:
    start, today = japanese_calendar.as_date(topic.published_at), japanese_calendar.today()
    return [
        TopicStep(
            topic_id=topic.pk,
            stage=stage,
            on=min(start + datetime.timedelta(days=40 * place), today),
            by=topic.author,
            by_name=topic.author_name,
            at=min(topic.published_at + datetime.timedelta(days=40 * place), topic.last_activity_at),
        )
        for place, stage in enumerate(topic.path)
    ]


def _drawn(chance: random.Random, weighted):
    values, weights = zip(*weighted, strict=True)
    return chance.choices(values, weights)[0]
