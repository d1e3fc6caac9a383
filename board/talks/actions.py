"""Beginning a talk (相談) on a topic; it is answered, edited and closed like every topic."""

from django.db import transaction

from board.drafts.actions import draft_topic
from board.publication.actions import publish_topic
from board.talks import rules
from board.talks.emails import TalkBegun
from board.talks.queries import open_talk
from board.topics.actions import get_topic_for_update, require_permission
from board.topics.audience import Audience
from board.topics.models import Topic
from common.audit_log.actions import record
from members.organizations.models import Organization


class TalkExists(Exception):
    """These two have an open talk on this topic: `talk`."""

    def __init__(self, talk: Topic):
        super().__init__(f"talk {talk.pk}")
        self.talk = talk


@transaction.atomic
def begin_talk(*, topic: Topic, partner: Organization, by, title: str, body: str, files=()) -> Topic:
    """Begin a talk of the user's organisation and `partner`; raises TalkExists where one is open.

    The topic's row is locked, so two colleagues, or both sides, at once begin one.
    """
    topic = get_topic_for_update(topic)
    require_permission(rules.can_talk_with(by, topic, partner))
    if talk := open_talk(topic, by.organization, partner):
        raise TalkExists(talk)
    values = {
        "title": title,
        "body": body,
        "themes": topic.themes,
        "parent": topic,
        "audience": Audience.CHOSEN,
    }
    talk = draft_topic(by=by, kind=Topic.Kind.TALK, values=values, files=files)
    talk.audience_organizations.set([partner])
    talk = publish_topic(topic=talk, by=by)
    record(by=by, verb="board.talk_begun", obj=talk, topic=topic.pk, partner=partner.full_name)
    TalkBegun.send(talk)
    return talk
