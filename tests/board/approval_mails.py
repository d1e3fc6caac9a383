"""How the mails of an approval (決裁) come about, and what makes them untrue."""

from board.approvals.actions import ask_approval, return_topic, take_back_topic
from board.approvals.emails import TopicApproved, TopicProposed, TopicReturned
from board.approvals.models import ApprovalRule, ApprovalStep
from board.publication.actions import approve_topic
from tests.fixtures_by_name import Fixtures


def put_before(request, decide=None, **more):
    """The mail of the last step: a draft of the colleague before the officer, and what they decide."""
    cast = Fixtures(request)
    ApprovalRule.objects.create(organization=cast.sakai, needs_approval=True)
    draft = cast.make_draft(cast.colleague)
    ask_approval(topic=draft, by=cast.colleague, version=draft.version)
    if decide:
        decide(topic=draft, by=cast.officer, **more)
    return ApprovalStep.objects.last()


def proposed(request):
    return TopicProposed(put_before(request))


def returned(request):
    return TopicReturned(put_before(request, return_topic, reason="日付を直してください。"))


def approved(request):
    return TopicApproved(put_before(request, approve_topic, version=1))


def take_back(request, mail):
    take_back_topic(topic=mail.topic, by=Fixtures(request).colleague)


def ask_again(request, mail):
    ask_approval(topic=mail.topic, by=Fixtures(request).colleague, version=mail.topic.version)
