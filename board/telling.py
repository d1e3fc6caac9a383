"""Who is told by mail of what happens on the board, and in which words; runs in the worker only."""

import hashlib

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string

from board import audience
from board.models import Reply, Topic
from members.handing_over import heirs_of
from members.models import Organization, Section, User
from office import postroom
from office.text import excerpt

MAIL_EXCERPT = 600


def tell_topic_published(topic_id: int) -> None:
    """Special wards are told unless they said no; everybody else only where he asked for it."""
    topic = Topic.objects.select_related("organization", "section").filter(pk=topic_id).first()
    if topic is None or topic.is_hidden:
        return
    post(
        f"topic_published:{topic.pk}",
        "board.topic_published",
        _addresses_of_new(topic),
        f"掲示板に新しい投稿があります 第{topic.pk}号",
        {"topic": topic, "excerpt": excerpt(topic.body, MAIL_EXCERPT)},
    )


def tell_reply_posted(reply_id: int) -> None:
    """The owner's section and officers and those who replied before are told, never the writer."""
    reply = (
        Reply.objects.select_related("topic__section", "topic__organization", "organization", "section")
        .filter(pk=reply_id)
        .first()
    )
    if reply is None or reply.is_hidden or reply.topic.is_hidden:
        return
    post(
        f"reply_posted:{reply.pk}",
        "board.reply_posted",
        _addresses_of_reply(reply),
        f"掲示板 第{reply.topic_id}号に返信があります",
        {
            "topic": reply.topic,
            "reply": reply,
            "excerpt": excerpt(reply.body, MAIL_EXCERPT),
            "path": reply.get_absolute_url(),
        },
    )


def post(event: str, purpose: str, addresses: set[str], subject: str, context: dict) -> None:
    template = f"board/mails/{purpose.partition('.')[2]}.txt"
    body = render_to_string(
        template, {**context, "SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME}
    )
    letters = [
        postroom.Letter(key=_key(event, address), to=address, subject=subject, body=body, purpose=purpose)
        for address in sorted(addresses)
    ]
    postroom.post_many(letters)


def _key(event: str, address: str) -> str:
    """One mail for one event and address; a very long address is named by its hash, to fit the column."""
    key = f"{event}:{address}"
    return key if len(key) <= 200 else f"{event}:{hashlib.sha256(address.encode()).hexdigest()}"


def _readers(topic: Topic):
    """Everybody who may read the topic."""
    return User.objects.filter(is_active=True, section__organization__in=audience.organizations_of(topic))


def _addresses_of_new(topic: Topic) -> set[str]:
    wards = audience.organizations_of(topic).filter(kind=Organization.Kind.SPECIAL_WARD)
    if not topic.all_wards:
        wards = wards.filter(pk__in=topic.wards.all())
    by_default = Q(notice_preference__isnull=True, section__organization__in=wards)
    people = (
        _readers(topic)
        .filter(by_default | Q(notice_preference__new_topics=True))
        .exclude(pk=topic.published_by_id)
    )
    mailboxes = Section.objects.open().filter(organization__in=wards).exclude(pk=topic.section_id)
    return lower(people.values_list("email", flat=True), mailboxes.values_list("mailbox", flat=True)) - lower(
        [topic.published_by.email]
    )


def _addresses_of_reply(reply: Reply) -> set[str]:
    topic = reply.topic
    repliers = set(topic.replies.filter(number__lt=reply.number).values_list("author_id", flat=True))
    # a watch passes on with the post
    people = concerned(topic, repliers | heirs_of(repliers)).exclude(pk=reply.author_id)
    mailbox = [] if reply.section_id == topic.section_id else topic.section.mailboxes
    return lower(people.values_list("email", flat=True), mailbox) - lower([reply.author.email])


def concerned(topic: Topic, watching: set[int]):
    """The owner's people and those who watch it, unless they said no."""
    wants = Q(notice_preference__isnull=True) | Q(notice_preference__replies=True)
    theirs = Q(section__organization=topic.organization_id) | Q(pk__in=watching)
    return _readers(topic).filter(wants, theirs)


def lower(*lists) -> set[str]:
    return {address.lower() for addresses in lists for address in addresses if address}
