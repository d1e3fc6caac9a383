"""The stages of a proposal (提案の段階)."""

import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from board.stages import rules
from board.stages.models import TopicStep
from board.topics.models import Topic


def annotations(user) -> dict:
    """The steps, in the topic's own query."""
    steps = TopicStep.objects.filter(topic=OuterRef("pk")).order_by("pk")
    row = JSONObject(stage="stage", on="on", remark="remark", by_name="by_name")
    return {
        "stage_steps": ArraySubquery(steps.annotate(json=row).values("json")),
    }


def context(request, topic, replies: list) -> dict:
    if not topic.stage:
        return {}
    course, position = rules.course_of(topic)
    return {
        "stages": {"course": course, "position": position, "steps": [_step(row) for row in topic.stage_steps]}
    }


def _step(row: dict) -> dict:
    on = datetime.date.fromisoformat(row["on"])
    return {**row, "on": on, "word": Topic.Stage(row["stage"]).label}
