"""Mails about order on the board: to owners, reporters, the secretariat; runs in the worker only."""

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string

from board import audience, merging
from board.letters import letters_to
from board.models import HeldPost, Reply, Report, Topic
from members.mails import secretariat_mailboxes
from members.models import Organization, Section, User
from office import postroom
from office.models import Entry

# verb of the register -> what is told its owner: subject, first sentence, what follows from it
OF_OWNER = {
    "board.topic_hidden": (
        "投稿を非表示にしました",
        "事務局が次の投稿を非表示にしました。",
        "投稿した団体と事務局だけが読めます。内容は消えていません。",
    ),
    "board.topic_shown": (
        "投稿を再び表示しました",
        "事務局が、非表示にしていた次の投稿を再び表示しました。",
        "いままでどおり、公開範囲の団体が読めます。",
    ),
    "board.reply_hidden": (
        "返信を非表示にしました",
        "事務局が次の返信を非表示にしました。",
        "返信した団体と事務局だけが読めます。内容は消えていません。",
    ),
    "board.reply_shown": (
        "返信を再び表示しました",
        "事務局が、非表示にしていた次の返信を再び表示しました。",
        "いままでどおり、公開範囲の団体が読めます。",
    ),
    "board.topic_locked": (
        "投稿への書込みを止めました",
        "事務局が次の投稿への書込みを止めました。",
        "投稿と返信は、いままでどおり読めます。返信、編集、終了はできません。",
    ),
    "board.topic_unlocked": (
        "投稿への書込みを再開しました",
        "事務局が、次の投稿への書込みを再開しました。",
        "返信と編集ができます。",
    ),
    "board.topic_moved": (
        "投稿の種類を変えました",
        "事務局が次の投稿の種類を変えました。",
        "前の種類で入力された項目は消えていません。投稿のページで読めます。",
    ),
    "board.owner_asked": (
        "投稿の確認のお願い",
        "事務局から、次の投稿について確認または修正のお願いがあります。",
        "投稿は、そのまま掲載されています。",
    ),
}


def tell_owner(entry_id: int) -> None:
    """The section that wrote a topic or reply is told what the secretariat did with it, and why."""
    entry = Entry.objects.select_related("by").filter(pk=entry_id).first()
    post = post_of(entry) if entry else None
    if post is None or (entry.by and entry.by.organization == post.organization):
        return
    topic = post if isinstance(post, Topic) else post.topic
    subject, first, after = OF_OWNER[entry.verb]
    context = {
        "first": first,
        "follows": after,
        "topic": topic,
        "reply": post if isinstance(post, Reply) else None,
        "path": post.get_absolute_url(),
        "at": entry.at,
        "reason": "" if entry.verb.endswith(("_shown", "_unlocked")) else entry.facts.get("reason", ""),
        "changes": [(label, *pair) for label, pair in entry.facts.get("changes", {}).items()],
        "desks": desks(),
    }
    _send(
        f"owner_told:{entry.pk}",
        "board.owner_told",
        writers(post),
        f"掲示板 第{topic.pk}号 {subject}",
        context,
    )


def post_of(entry: Entry) -> Topic | Reply | None:
    kind = ContentType.objects.get_for_id(entry.object_type_id).model_class()
    related = ["organization", "section", "author"] + (["topic"] if kind is Reply else [])
    return kind.objects.select_related(*related).filter(pk=entry.object_id).first()


def writers(post: Topic | Reply) -> set[str]:
    """The section's mailbox, and the one who wrote it while he works in that organisation."""
    author = post.author
    own = [author.email] if author.is_active and author.organization == post.organization else []
    return {address.lower() for address in [*post.section.mailboxes, *own] if address}


def desks() -> list[Section]:
    """Whom to ask or to object to: the secretariat's sections with telephone and mailbox."""
    bodies = Organization.objects.secretariats()
    sections = Section.objects.open().filter(organization__in=bodies).select_related("organization")
    return list(sections.order_by("organization", "id"))


def tell_reported(report_id: int) -> None:
    """The secretariat hears of a report at once."""
    report = Report.objects.select_related("topic__organization", "reply").filter(pk=report_id).first()
    if report and report.is_open:
        subject = f"掲示板 第{report.topic_id}号に通報がありました"
        addresses = secretariat_mailboxes()
        _send(f"reported:{report.pk}", "board.post_reported", addresses, subject, {"report": report})


def tell_report_decided(report_id: int) -> None:
    """He who reported hears what came of it; what the post says is not in the mail."""
    report = Report.objects.select_related("by", "topic", "reply").filter(pk=report_id).first()
    if report and report.by and report.by.is_active and not report.is_open:
        subject = f"掲示板 第{report.topic_id}号の通報への回答"
        context = {"report": report, "desks": desks()}
        _send(f"report_decided:{report.pk}", "board.report_decided", {report.by.email}, subject, context)


def tell_held(held_id: int) -> None:
    """The secretariat hears of a post that waits for it."""
    held = HeldPost.objects.select_related("topic", "by").filter(pk=held_id).first()
    if held and held.is_open:
        subject = "掲示板 公開前の確認を待つ投稿があります"
        _send(f"held:{held.pk}", "board.post_held", secretariat_mailboxes(), subject, {"held": held})


def tell_held_decided(held_id: int) -> None:
    """Its writer hears whether it stands on the board; one that came back has its text with it."""
    held = HeldPost.objects.select_related("topic", "by").filter(pk=held_id).first()
    if held and held.by.is_active and not held.is_open:
        approved = held.outcome == HeldPost.Outcome.APPROVED
        subject = f"{held.post_name} " + ("公開しました" if approved else "書き直してください")
        context = {"held": held, "approved": approved, "desks": desks()}
        _send(f"held_decided:{held.pk}", "board.held_decided", {held.by.email}, subject, context)


def tell_merged(entry_id: int) -> None:
    """Owner and repliers of a merged topic hear where it went, or that it is back.

    Who may not read the target is told its number, and nothing of what it says.
    """
    entry = Entry.objects.filter(pk=entry_id).first()
    topic = Topic.objects.select_related("section", "organization").filter(pk=entry.object_id).first()
    into = Topic.objects.select_related("organization").filter(pk=entry.facts["into"]).first()
    if topic is None or into is None or topic.is_hidden:
        return
    readers = User.objects.filter(is_active=True, section__organization__in=audience.organizations_of(topic))
    concerned = readers.filter(pk__in=merging.repliers_of(topic)) | readers.filter(section=topic.section_id)
    inside = concerned.filter(section__organization__in=audience.organizations_of(into))
    knowing = {*inside.values_list("email", flat=True), *topic.section.mailboxes}
    others = set(concerned.values_list("email", flat=True)) - knowing
    done = entry.verb == "board.topic_merged"
    subject = f"掲示板 第{topic.pk}号" + (
        f"を第{into.pk}号に統合しました" if done else "の統合を取り消しました"
    )
    context = {"topic": topic, "into": into, "done": done, "reason": entry.facts.get("reason", "")}
    for addresses, knows in ((knowing, True), (others, False)):
        told = {**context, "knows": knows, "desks": desks()}
        _send(f"topic_merged:{entry.pk}", "board.topic_merged", addresses, subject, told)


def _send(event: str, purpose: str, addresses, subject: str, context: dict) -> None:
    site = {"SITE_URL": settings.SITE_URL, "SITE_NAME": settings.SITE_NAME}
    body = render_to_string(f"board/mails/{purpose.partition('.')[2]}.txt", {**context, **site})
    addresses = {address.lower() for address in addresses if address}
    postroom.post_many(letters_to(event, purpose, addresses, subject, body))
