"""A board with all that may be on it."""

import pytest

from board.drafts.actions import draft_topic
from board.moderation.actions import hide_post
from board.stages.models import TopicStep
from board.topics.audience import Audience
from board.topics.models import Topic
from common import japanese_calendar
from tests.board.archives.archives import file


@pytest.fixture
def board(make_topic, make_reply, officer, ward_officer, secretariat, kushiro):
    """A proposal with steps, files and a hidden reply; a hidden notice; a talk; a draft besides."""
    proposal = make_topic(officer, title="<script>alert(1)</script>", files=[file("計画.txt", officer)])
    TopicStep.objects.create(
        topic=proposal,
        stage="agreed",
        on=japanese_calendar.today(),
        by=officer,
        by_name="花子",
        remark="協定",
    )
    make_reply(proposal, ward_officer, "見える返信", files=[file("CON.txt", ward_officer, "区の回答")])
    hidden = make_reply(proposal, ward_officer, "隠した返信", files=[file("秘.txt", ward_officer, "秘密")])
    hide_post(post=hidden, by=secretariat, reason="個人情報")
    notice = make_topic(officer, Topic.Kind.NOTICE, title="隠した周知")
    hide_post(post=notice, by=secretariat, reason="重複")
    talk = make_topic(officer, Topic.Kind.NOTICE, title="二者の相談")
    Topic.objects.filter(pk=talk.pk).update(kind="talk", parent=proposal, audience=Audience.CHOSEN)
    talk.audience_organizations.add(kushiro)
    draft_topic(by=officer, kind="notice", values={"title": "書きかけの下書き"}, files=())
    return {"proposal": proposal, "notice": notice, "talk": talk}
