"""Who is told by mail of what happens on the board, and in which words; runs in the worker only."""

import hashlib

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string

from board import audience
from board.models import Reply, Topic
from board.telling_talk import addresses_of_talk
from members.handing_over import heirs_of
from members.models import Organization, Section, User
from office import postroom
from office.text import excerpt

MAIL_EXCERPT = 600


def tell_topic_published(topic_id: int) -> None:
    """Special wards are told unless they said no; everybody else only where he asked for it."""
    topic = Topic.objects.select_related("organization", "section").filter(pk=topic_id).first()
    if topic is None or topic.is_hidden or topic.is_talk:
        return
    _post(
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
    _post(
        f"reply_posted:{reply.pk}",
        "board.reply_posted",
        addresses_of_talk(reply.topic, reply.author) if reply.topic.is_talk else _addresses_of_reply(reply),
        _subject_of_reply(reply),
        {
            "topic": reply.topic,
            "reply": reply,
            "excerpt": excerpt(reply.body, MAIL_EXCERPT),
            "path": reply.get_absolute_url(),
        },
    )


def _subject_of_reply(reply: Reply) -> str:
    if reply.standing == Reply.Standing.OFFICIAL:
        who = reply.organization.full_name
        return f"掲示板 第{reply.topic_id}号に{who}の「{reply.standing_word}」があります"
    return f"掲示板 第{reply.topic_id}号に返信があります"


def _post(event: str, purpose: str, addresses: set[str], subject: str, context: dict) -> None:
    body = _letter_body(purpose.partition(".")[2], context)
    letters = [
        postroom.Letter(key=_key(event, address), to=address, subject=subject, body=body, purpose=purpose)
        for address in sorted(addresses)
    ]
    postroom.post_many(letters)


def _letter_body(name: str, context: dict) -> str:
    site = {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME}
    return render_to_string(f"board/mails/{name}.txt", {**context, **site})


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
    return _lower(
        people.values_list("email", flat=True), mailboxes.values_list("mailbox", flat=True)
    ) - _lower([topic.published_by.email])


def _addresses_of_reply(reply: Reply) -> set[str]:
    topic = reply.topic
    wants = Q(notice_preference__isnull=True) | Q(notice_preference__replies=True)
    repliers = set(topic.replies.filter(number__lt=reply.number).values_list("author_id", flat=True))
    # a watch passes on with the post
    watching = repliers | heirs_of(repliers)
    concerned = Q(section__organization=topic.organization_id) | Q(pk__in=watching)
    people = _readers(topic).filter(wants, concerned).exclude(pk=reply.author_id)
    mailbox = [] if reply.section_id == topic.section_id else topic.section.mailboxes
    return _lower(people.values_list("email", flat=True), mailbox) - _lower([reply.author.email])


def _lower(*lists) -> set[str]:
    return {address.lower() for addresses in lists for address in addresses if address}
