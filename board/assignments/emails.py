"""Mails of official answers, assignments and talks, and in which words; runs in the worker only."""

import datetime

from board import audience, letters
from board.models import Assignment, Reply, Topic
from board.models.reply import official_word
from board.notices import events
from board.notices.planning import plan
from board.talks import sections_of
from members.handing_over import heirs_of
from members.models import Section, User
from office import calendar, postroom
from office.models import Entry

# a worker that stood still makes up for it; older mails of the post room may be gone by then
CATCH_UP = datetime.timedelta(days=14)


def tell_talk_begun(topic_id: int) -> None:
    """Both sections are told, and the people of both sides who want to know of replies."""
    talk = _topics().filter(pk=topic_id).first()
    if talk is None or talk.is_hidden:
        return
    plan(events.of_talk(talk))


def tell_reply_marked(reply_id: int, entry_id: int) -> None:
    """The topic's side learns that an answer became official, or is not any more."""
    reply = marked_reply(reply_id)
    if reply is None:
        return
    entry = Entry.objects.select_related("by").get(pk=entry_id)
    before, after = entry.facts["changes"]["位置付け"]
    official = official_word(reply.organization)
    change = "になりました" if after == official else "ではなくなりました"
    letters.post(
        f"reply_marked:{entry_id}",
        "board.reply_marked",
        addresses_of_owner(reply, entry.by),
        f"掲示板 第{reply.topic_id}号の返信{reply.number}が「{official}」{change}",
        {
            "topic": reply.topic,
            "reply": reply,
            "before": before or "指定なし",
            "after": after or "指定なし",
            "by_name": entry.by_name,
            "path": reply.get_absolute_url(),
        },
    )


def marked_reply(pk) -> Reply | None:
    """The reply while it and its topic are to be read."""
    rows = Reply.objects.select_related("topic__organization", "topic__section", "organization", "section")
    return rows.filter(pk=pk, hidden_at=None, topic__hidden_at=None).first()


def addresses_of_owner(reply: Reply, by: User | None) -> set[str]:
    """The topic's section and who wrote it; of a talk both sections. Never him who did it."""
    topic = reply.topic
    if topic.is_talk:
        return letters.lower(*(section.mailboxes for section in sections_of(topic))) - letters.lower(
            [by and by.email]
        )
    if reply.organization_id == topic.organization_id:
        return set()
    authors = {topic.author_id} | heirs_of([topic.author_id])
    people = User.objects.active().filter(pk__in=authors, section__organization=topic.organization_id)
    return letters.lower(people.values_list("email", flat=True), topic.section.mailboxes)


def tell_assigned(assignment_id: int, former_id: int, entry_id: int) -> None:
    """The new person is told, and the former one where it passed on; each unless he did it himself."""
    assignment = open_assignment(assignment_id)
    if assignment is None:
        return
    topic, context = assignment.topic, _context(assignment)
    if assignment.is_held and assignment.assignee_id != assignment.by_id:
        letters.post(
            f"topic_assigned:{entry_id}",
            "board.topic_assigned",
            letters.lower([assignment.assignee.email]),
            f"掲示板 第{topic.pk}号の担当になりました{_by(assignment)}",
            context,
        )
    former = (
        User.objects.active().filter(pk=former_id).exclude(pk__in=[assignment.assignee_id, assignment.by_id])
    )
    if former := former.filter(section__organization=assignment.organization_id).first():
        letters.post(
            f"assignment_passed:{entry_id}",
            "board.assignment_passed",
            letters.lower([former.email]),
            f"掲示板 第{topic.pk}号の担当が{assignment.assignee.name}さんに替わりました",
            context,
        )


def open_assignment(pk) -> Assignment | None:
    """The assignment while there is something to do that its organisation may read."""
    assignment = _assignments().open().filter(pk=pk).first()
    return assignment if assignment and _is_read(assignment) else None


def remind_assignments(today: datetime.date) -> int:
    """On working days: what is due by the next working day, and what is overdue; each told once."""
    if not calendar.is_working_day(today):
        return 0
    until = calendar.add_working_days(today, 1)
    waiting = _assignments().open().filter(due__gte=today - CATCH_UP, due__lte=until)
    found = []
    for assignment in waiting.iterator(chunk_size=200):
        fresh = calendar.as_date(assignment.at) == today  # told of it today already
        if not fresh and _is_read(assignment):
            found += _reminders(assignment)
    return postroom.post_many(found)


def _reminders(assignment: Assignment) -> list[postroom.Letter]:
    kind = "assignment_overdue" if assignment.is_overdue else "assignment_due"
    word = "期限を過ぎています" if assignment.is_overdue else "期限が近づいています"
    held = assignment.is_held
    subject = f"掲示板 第{assignment.topic_id}号の対応の{word}({calendar.wareki(assignment.due)}まで)"
    event = f"{kind}:{assignment.pk}:{assignment.due.isoformat()}"
    body = letters.body_of("assignment_due", {**_context(assignment), "word": word, "held": held})
    to = [assignment.assignee.email] if held else _mailboxes(assignment)
    return [
        postroom.Letter(
            key=postroom.key_of(event, address),
            to=address,
            subject=subject,
            body=body,
            purpose="board.assignment_due",
        )
        for address in sorted(letters.lower(to))
    ]


def _mailboxes(assignment: Assignment) -> list[str]:
    """Where mail of an assignment arrives that nobody holds any more."""
    section = assignment.assignee.section
    if section and section.organization_id == assignment.organization_id:
        return section.mailboxes
    return list(
        Section.objects.open()
        .filter(organization=assignment.organization_id)
        .values_list("mailbox", flat=True)
    )


def _by(assignment: Assignment) -> str:
    return f"({calendar.wareki(assignment.due)}まで)" if assignment.due else ""


def _context(assignment: Assignment) -> dict:
    return {"topic": assignment.topic, "assignment": assignment, "organization": assignment.organization}


def _is_read(assignment: Assignment) -> bool:
    """Whether its organisation may still read the topic: its title stands in the mail."""
    topic = assignment.topic
    if topic.is_hidden:
        return False
    return audience.organizations_of(topic).filter(pk=assignment.organization_id).exists()


def _assignments():
    rows = Assignment.objects.select_related("topic__organization", "organization", "by")
    return rows.select_related("assignee__section__organization")


def _topics():
    return Topic.objects.select_related("organization", "section", "parent__organization", "parent__section")
