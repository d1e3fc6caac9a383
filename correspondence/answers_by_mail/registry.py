"""The rooms in which a section answers from its mailbox, by the purpose of their mail tokens."""

from collections.abc import Callable
from dataclasses import dataclass

from correspondence.answer_links.models import BaseAnswerLink
from correspondence.mails.emails import room_mail
from correspondence.requests.actions import lock

NO_LONGER_OPEN = (
    "この{noun}は回答の受付を終えました（{state}）。必要なときは{noun}元の担当部署へ連絡してください。"
)


def _lock_request(link) -> None:
    lock(type(link.item), link.item.pk)


def _why_request_closed(link) -> str:
    item = link.item
    if item.is_open:
        return ""
    return NO_LONGER_OPEN.format(noun=item.WORDS.noun, state=item.get_state_display())


def _write_request_again(link, again: str) -> None:
    item, mailbox = link.item, {"organization": link.answer.organization_id, "section": link.section_id}
    room_mail(item, f"{item.NAME}_sent")(item, **mailbox, again=again).write()


def _never(link) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class AnswersByMail:
    """What a room adds to answering from a mailbox (メールからの回答).

    `answer_page` is (request, mail token, link) -> response, while the link is good; it raises ActionRefused
    where the link was used or closed meanwhile. `has_answered` is (request, answer) -> whether this press is
    the one that was answered already. `answered_context` is (answer) -> what `answered_template` shows of it.
    What is answered is locked by `lock` (link); `why_closed` (link) says why no answer is taken, or "";
    `write_again` (link, again) writes the mail anew. Without more these three are those of a request.
    `may_change` (link): whether the same mail changes what it answered; where it is so, the room does not
    use the mail up.
    """

    link_model: type[BaseAnswerLink]
    noun: str  # 依頼: その{noun}元
    heading: str  # 配布依頼への回答
    url_name: str
    answer_page: Callable
    has_answered: Callable
    answered_template: str
    answered_context: Callable
    over_template: str = "correspondence/answers_by_mail/over.html"
    lock: Callable = _lock_request
    why_closed: Callable = _why_request_closed
    write_again: Callable = _write_request_again
    may_change: Callable = _never


_rooms: dict[str, AnswersByMail] = {}


def add_room(room: AnswersByMail) -> None:
    _rooms[room.link_model.PURPOSE] = room


def room_of(purpose: str) -> AnswersByMail | None:
    return _rooms.get(purpose)
