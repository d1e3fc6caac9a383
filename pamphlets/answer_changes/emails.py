"""Who is told of a proposed change of accepted copies (部数の変更の申出): always the other side."""

from django.conf import settings
from django.urls import reverse

from common.outbox.models import OutgoingMail
from correspondence.mails.emails import asker_addresses, parts_of_key, send_each
from members.users.queries import addresses_of
from pamphlets.answer_changes.models import AnswerChange

State, Side = AnswerChange.State, AnswerChange.Side
MAILS = {  # state -> mail, its subject
    State.PROPOSED: ("answer_change_proposed", "部数の変更の申出({side}): {title}"),
    State.AGREED: ("answer_change_decided", "部数の変更への返事(同意): {title}"),
    State.REFUSED: ("answer_change_decided", "部数の変更への返事(不同意): {title}"),
    State.CANCELLED: ("answer_change_cancelled", "部数の変更の申出の取消し({side}): {title}"),
}


def notify_other_side(change_id: int, state: str) -> None:
    """Mail the other side once; running it again adds nothing. What was overtaken since is not told."""
    change = AnswerChange.objects.select_related(
        "answer__organization",
        "answer__pamphlet__organization__local_government",
        "answer__pamphlet__section",
    ).get(pk=change_id)
    if change.state != state:
        return
    pamphlet, ward = change.answer.pamphlet, change.answer.organization
    by_ward = change.side == Side.WARD
    sides = [ward.name, pamphlet.organization.full_name]
    proposer, other = sides if by_ward else reversed(sides)
    to_proposer = state in (State.AGREED, State.REFUSED)
    to_ward = by_ward == to_proposer
    addresses = addresses_of(organizations=[ward.pk]) if to_ward else asker_addresses(pamphlet)
    name, subject = MAILS[State(state)]
    page = reverse("pamphlets:answer-change", args=[pamphlet.pk, change.answer_id])
    send_each(
        f"answer_change:{change.pk}:{state}",
        name,
        subject.format(side=proposer, title=pamphlet.title),
        addresses,
        item=pamphlet,
        change=change,
        proposer=proposer,
        decider=other,
        url=settings.SITE_URL + page,
    )


def still_stands(mail: OutgoingMail) -> bool:
    """Nobody decided since; what was decided stays."""
    pk, state, *_ = parts_of_key(mail)
    return AnswerChange.objects.filter(pk=pk, state=state).exists()
