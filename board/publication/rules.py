"""Whether a draft may be published, and whether it is complete."""

import datetime

from board.approvals.rules import can_approve, can_publish_without_approval
from board.topics.kind_forms import form_of
from board.topics.models import Topic
from board.topics.rules import works_for
from common.japanese_calendar import today
from members.access.rate_limits import RateLimit

MAX_AHEAD = datetime.timedelta(days=366)  # of a scheduled publication
POSTED_TOPICS = RateLimit("board_topics", by_user="20/h")  # published or scheduled, talks among them
TOO_MANY = "短い間に投稿が続いたため、受付を止めています。1時間ほどおいて、もう一度操作してください。"


def can_preview_topic(user, topic) -> bool:
    """Any officer of the organisation looks over a draft."""
    return works_for(user, topic.organization_id) and topic.is_draft


def can_publish_topic(user, topic) -> bool:
    """Of a draft that needs no approval, or not theirs."""
    return can_publish_without_approval(user, topic)


def can_schedule_topic(user, topic) -> bool:
    """Whoever may publish it; a representative approves what waits for them and says when in one act."""
    return can_publish_topic(user, topic) or can_approve(user, topic)


def can_unschedule_topic(user, topic) -> bool:
    """Any officer, also of what a representative scheduled: to write on."""
    return works_for(user, topic.organization_id) and topic.is_draft


def publication_problem(topic: Topic) -> str:
    """Why a draft cannot be published now, in Japanese; "" where it can."""
    if topic.deadline and topic.deadline < today():
        return "期限を過ぎているためです。"
    if is_incomplete(topic):
        return "入力が足りない項目、または読み取れない項目があるためです。"
    return ""


def is_incomplete(topic: Topic) -> bool:
    """Whether something that publishing requires is still missing in a draft, or cannot be parsed."""
    if topic.unparsed:
        return True
    form_class = form_of(topic)
    unbound = form_class(instance=topic, by=topic.saved_by)
    data = {name: unbound.get_initial_for_field(field, name) for name, field in unbound.fields.items()}
    data = {name: [ward.pk for ward in value] if name == "wards" else value for name, value in data.items()}
    data["section"] = topic.section_id
    return not form_class(data, instance=topic, by=topic.saved_by).is_valid()
