"""Who approves what an organisation posts, and who asks for it."""

from board.approvals.models import ApprovalRule
from board.topics.rules import works_for


def must_be_approved(user) -> bool:
    """Whether what they post needs a representative's approval first; a representative's own does not."""
    if user.is_representative:
        return False
    return needs_approval(user.organization)


def needs_approval(organization) -> bool:
    """Whether this organisation approves what it posts; none does unless it says so."""
    return ApprovalRule.objects.filter(organization=organization, needs_approval=True).exists()


def can_ask_approval(user, topic) -> bool:
    return _is_free_draft(topic) and works_for(user, topic.organization_id) and must_be_approved(user)


def can_publish_without_approval(user, topic) -> bool:
    """A draft that waits for nobody, of those whose posts need no approval; a talk (相談) never needs one."""
    if not works_for(user, topic.organization_id) or not topic.is_draft or topic.awaits_approval:
        return False
    return topic.is_talk or not must_be_approved(user)


def can_approve(user, topic) -> bool:
    """Any representative of the organisation: the only one asked may be away."""
    waits = topic.is_draft and topic.awaits_approval
    return waits and works_for(user, topic.organization_id) and user.is_representative


def can_take_back(user, topic) -> bool:
    """Any officer, to write on; not only whoever asked for approval: they may be away."""
    return topic.is_draft and topic.awaits_approval and works_for(user, topic.organization_id)


def can_read_approvals(user, topic) -> bool:
    """How it was decided is known inside the organisation only, to its readers (閲覧) too."""
    return user.is_member and bool(user.section_id) and topic.organization_id == user.organization.pk


def can_set_approval(user) -> bool:
    """The representatives say whether posts of their organisation need approval."""
    return user.is_member and user.is_representative


def _is_free_draft(topic) -> bool:
    return topic.is_draft and not topic.stands_still and not topic.is_talk
