"""Who is told by mail of the life of a topic: its stages, its end, its new beginning, its audience."""

from django.db.models import Q

from board import telling
from board.models import Topic, TopicStep
from members.handing_over import heirs_of
from members.models import Section, User
from office.calendar import as_date
from office.models import Entry
from office.text import excerpt


def tell_topic_stepped(step_id: int) -> None:
    """Whoever is told of replies is told of the next stage."""
    step = TopicStep.objects.select_related("topic__section", "topic__organization", "by").get(pk=step_id)
    if step.topic.is_hidden:
        return
    telling._post(
        f"topic_stepped:{step.pk}",
        "board.topic_stepped",
        _concerned(step.topic, but=step.by),
        f"掲示板 第{step.topic_id}号が「{step.get_stage_display()}」になりました",
        {"topic": step.topic, "step": step},
    )


def tell_topic_closed(topic_id: int) -> None:
    """Those who replied are told, and the owner's section where the secretariat closed it."""
    topic = _topic(topic_id)
    if topic is None or not topic.closed_by:  # reopened meanwhile
        return
    own = topic.closed_by.section_id and topic.closed_by.section.organization_id == topic.organization_id
    addresses = _repliers(topic, but=topic.closed_by) if own else _concerned(topic, but=topic.closed_by)
    telling._post(
        f"topic_closed:{topic.pk}:{topic.closed_at:%Y%m%d%H%M%S%f}",
        "board.topic_closed",
        addresses,
        f"掲示板 第{topic.pk}号の受付が終わりました",
        {"topic": topic},
    )


def tell_topic_expired(topic_id: int) -> None:
    """The owner's section is told that the deadline closed its topic, and how to go on."""
    topic = _topic(topic_id)
    if topic is None or not topic.is_expired:
        return
    telling._post(
        f"topic_expired:{topic.pk}:{topic.deadline}",
        "board.topic_expired",
        telling._lower(topic.section.mailboxes),
        f"締切日を過ぎたため受付を終了しました 掲示板 第{topic.pk}号",
        {"topic": topic},
    )


def tell_topic_reopened(topic_id: int, number: int) -> None:
    """Those who replied are told that the topic goes on; `number` names the occasion."""
    topic = _topic(topic_id)
    if topic is None or topic.state != Topic.State.OPEN:
        return
    telling._post(
        f"topic_reopened:{topic.pk}:{number}",
        "board.topic_reopened",
        _concerned(topic),
        f"掲示板 第{topic.pk}号の受付を再開しました",
        {"topic": topic},
    )


def tell_audience_widened(topic_id: int, organizations: list[int], number: int) -> None:
    """Of those who read it from now on, whoever is told of new topics; `number` names the occasion."""
    topic = _topic(topic_id)
    if topic is None:
        return
    telling._post(
        f"audience_widened:{topic.pk}:{number}",
        "board.audience_widened",
        telling._addresses_of_new(topic) & _addresses_in(organizations),
        f"掲示板の投稿を読めるようになりました 第{topic.pk}号",
        {"topic": topic, "excerpt": excerpt(topic.body, telling.MAIL_EXCERPT)},
    )


def tell_audience_narrowed(topic_id: int, organizations: list[int], entry: int) -> None:
    """Those who replied for an organisation that reads it no more; `entry` names the occasion."""
    topic = _topic(topic_id)
    if topic is None:
        return
    day = as_date(Entry.objects.get(pk=entry).at)
    replies = topic.replies.filter(organization__in=organizations)
    people = _people(set(replies.values_list("author_id", flat=True))).filter(
        section__organization__in=organizations
    )
    sections = Section.objects.filter(pk__in=replies.values("section"))
    mailboxes = [mailbox for section in sections for mailbox in section.mailboxes]
    telling._post(
        f"audience_narrowed:{topic.pk}:{entry}",
        "board.audience_narrowed",
        telling._lower(people.values_list("email", flat=True), mailboxes),
        f"掲示板の投稿の公開範囲が変わりました 第{topic.pk}号",
        {"topic": topic, "day": day},
    )


def _topic(topic_id: int) -> Topic | None:
    """The topic, unless it is gone or hidden by now."""
    topics = Topic.objects.select_related("organization", "section", "closed_by__section", "published_by")
    return topics.filter(pk=topic_id, hidden_at=None).first()


def _people(authors: set[int]):
    """These people and whoever took over their posts."""
    return User.objects.filter(pk__in=authors | heirs_of(authors), is_active=True)


def _told_of_replies(topic: Topic, people: Q, but: User | None) -> set[str]:
    wants = Q(notice_preference__isnull=True) | Q(notice_preference__replies=True)
    found = telling._readers(topic).filter(wants, people).exclude(pk=but.pk if but else None)
    return telling._lower(found.values_list("email", flat=True))


def _repliers(topic: Topic, but: User | None = None) -> set[str]:
    authors = set(topic.replies.values_list("author_id", flat=True))
    return _told_of_replies(topic, Q(pk__in=authors | heirs_of(authors)), but)


def _concerned(topic: Topic, but: User | None = None) -> set[str]:
    """The owner's section and officers and those who replied, as they are told of a reply; never `but`."""
    own = _told_of_replies(topic, Q(section__organization=topic.organization_id), but)
    mailboxes = [] if but and but.section_id == topic.section_id else topic.section.mailboxes
    told = _repliers(topic, but) | own | telling._lower(mailboxes)
    return told - telling._lower([but.email] if but else [])


def _addresses_in(organizations: list[int]) -> set[str]:
    people = User.objects.filter(section__organization__in=organizations, is_active=True)
    sections = Section.objects.open().filter(organization__in=organizations)
    return telling._lower(people.values_list("email", flat=True), sections.values_list("mailbox", flat=True))
