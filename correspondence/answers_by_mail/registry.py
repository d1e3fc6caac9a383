"""The rooms in which a section answers from its mailbox, by the purpose of their mail tokens."""

from collections.abc import Callable
from dataclasses import dataclass

from correspondence.answer_links.models import BaseAnswerLink


@dataclass(frozen=True, kw_only=True)
class AnswersByMail:
    """What a room adds to answering from a mailbox (メールからの回答).

    `answer_page` is (request, mail token, link) -> response, while the link is good; it raises ActionRefused
    where the link was used or closed meanwhile. `has_answered` is (request, answer) -> whether this press is
    the one that was answered already. `answered_context` is (answer) -> what `answered_template` shows of it.
    """

    link_model: type[BaseAnswerLink]
    noun: str  # 依頼: その{noun}元
    heading: str  # 配布依頼への回答
    url_name: str
    answer_page: Callable
    has_answered: Callable
    answered_template: str
    answered_context: Callable


_rooms: dict[str, AnswersByMail] = {}


def add_room(room: AnswersByMail) -> None:
    _rooms[room.link_model.PURPOSE] = room


def room_of(purpose: str) -> AnswersByMail | None:
    return _rooms.get(purpose)
