"""Who may do what with the accepted copies (発送・受領・配布終了) and their papers."""

from correspondence.answers.rules import speaks_for
from correspondence.requests.rules import owns
from pamphlets.answers.models import delivery_of
from pamphlets.deliveries.models import LEFT, Delivery


def can_dispatch_copies(user, pamphlet) -> bool:
    """Every officer of the asking organisation, once wards have been asked; not after a withdrawal.

    The letters, packing lists and labels are theirs too.
    """
    return owns(user, pamphlet) and not pamphlet.is_draft and not pamphlet.is_withdrawn


def can_receive_copies(user, answer) -> bool:
    """An officer of the ward, while the copies are on their way."""
    delivery = delivery_of(answer) if speaks_for(user, answer) else None
    return bool(delivery and delivery.step == LEFT)


def can_finish_handing_out(user, answer) -> bool:
    """An officer of the ward, once the copies are there and the end was not reported yet."""
    delivery = delivery_of(answer) if speaks_for(user, answer) else None
    return bool(delivery and delivery.received_on and not delivery.finished_on)


def can_undo_step(user, answer, delivery: Delivery | None) -> bool:
    """The side that reported the last step takes it back: the owner a dispatch, the ward the others."""
    if delivery is None:
        return False
    if delivery.step == LEFT:
        return owns(user, answer.pamphlet)
    return speaks_for(user, answer)


def can_see_deliveries(user, pamphlet) -> bool:
    """The whole list on the request's page: the asking organisation and the secretariat."""
    return bool(user.is_member and (user.is_secretariat or pamphlet.organization_id == user.organization.pk))
