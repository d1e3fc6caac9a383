"""Asked again before a mail of one event leaves: the mail server may have been down for days.

`board.notices.sending.doubt` asks for what people watch; here are the mails that nobody can decline.
"""

import datetime

from board import telling_answers, telling_order
from members.models import User
from office import postroom
from office.models import Entry, Mail

FALLEN = "送る前に状況が変わったため、送りませんでした。"

# verb -> whether what the secretariat did to a topic or reply still holds
HOLDS = {
    "board.topic_hidden": lambda post, entry: post.is_hidden,
    "board.topic_shown": lambda post, entry: not post.is_hidden,
    "board.reply_hidden": lambda post, entry: post.is_hidden,
    "board.reply_shown": lambda post, entry: not post.is_hidden,
    "board.topic_locked": lambda post, entry: post.is_locked,
    "board.topic_unlocked": lambda post, entry: not post.is_locked,
    "board.topic_moved": lambda post, entry: entry.facts["changes"]["種類"][1] == post.get_kind_display(),
    "board.owner_asked": lambda post, entry: True,
}


def register() -> None:
    for purpose, stands in (
        ("board.owner_told", owner_told),
        ("board.reply_marked", reply_marked),
        ("board.topic_assigned", topic_assigned),
        ("board.assignment_passed", assignment_passed),
        ("board.assignment_due", assignment_due),
    ):
        postroom.ask_before_sending(purpose, lambda mail, stands=stands: "" if stands(mail) else FALLEN)


def _entry_of(mail: Mail) -> Entry | None:
    """The line of the register that the mail's key names (`owner_told:12:address`)."""
    return Entry.objects.select_related("by").filter(pk=mail.key.split(":")[1]).first()


def owner_told(mail: Mail) -> bool:
    """Not undone since, and the addressee still speaks for the post."""
    entry = _entry_of(mail)
    post = telling_order.post_of(entry) if entry else None
    return (
        post is not None and HOLDS[entry.verb](post, entry) and _is_among(mail, telling_order.writers(post))
    )


def reply_marked(mail: Mail) -> bool:
    """Reply and topic are to be read, and the reply is marked as the mail says."""
    entry = _entry_of(mail)
    reply = telling_answers.marked_reply(entry.object_id) if entry else None
    if reply is None or reply.standing_word != entry.facts["changes"]["位置付け"][1]:
        return False
    return _is_among(mail, telling_answers.addresses_of_owner(reply, entry.by))


def topic_assigned(mail: Mail) -> bool:
    """Still his, not done, and his organisation may still read the topic."""
    entry = _entry_of(mail)
    assignment = telling_answers.open_assignment(entry.object_id) if entry else None
    return assignment is not None and assignment.is_held and _is_among(mail, {assignment.assignee.email})


def assignment_passed(mail: Mail) -> bool:
    """The former person's organisation may still read the topic, and he is still there."""
    entry = _entry_of(mail)
    assignment = telling_answers.open_assignment(entry.object_id) if entry else None
    if assignment is None:
        return False
    return _is_among(mail, User.objects.of(assignment.organization).values_list("email", flat=True))


def assignment_due(mail: Mail) -> bool:
    """Not done, and due on the day that the key names (`assignment_due:12:2026-12-01:address`)."""
    _, pk, day, _ = mail.key.split(":", 3)
    assignment = telling_answers.open_assignment(pk)
    return assignment is not None and assignment.due == datetime.date.fromisoformat(day)


def _is_among(mail: Mail, addresses) -> bool:
    return mail.to.lower() in {address.lower() for address in addresses}
