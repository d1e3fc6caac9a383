"""Mails to the owner of a post about what the secretariat did."""

from functools import cached_property

from board.replies.models import Reply
from board.topics.models import Topic
from common.audit_log.models import AuditEntry
from common.outbox.mails import Mail
from members.organizations.models import Organization
from members.sections.models import Section

# verb of the audit log -> what the mail to the owner says: subject, first sentence, consequence
OWNER_SENTENCES = {
    "board.topic_hidden": (
        "投稿を非表示にしました",
        "事務局が次の投稿を非表示にしました。",
        "投稿した団体と事務局だけが読めます。内容は消えていません。",
    ),
    "board.topic_unhidden": (
        "投稿を再び表示しました",
        "事務局が、非表示にしていた次の投稿を再び表示しました。",
        "いままでどおり、公開範囲の団体が読めます。",
    ),
    "board.reply_hidden": (
        "返信を非表示にしました",
        "事務局が次の返信を非表示にしました。",
        "返信した団体と事務局だけが読めます。内容は消えていません。",
    ),
    "board.reply_unhidden": (
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


# verb -> whether what the secretariat did to a topic or reply still holds
STILL_HOLDS = {
    "board.topic_hidden": lambda post, entry: post.is_hidden,
    "board.topic_unhidden": lambda post, entry: not post.is_hidden,
    "board.reply_hidden": lambda post, entry: post.is_hidden,
    "board.reply_unhidden": lambda post, entry: not post.is_hidden,
    "board.topic_locked": lambda post, entry: post.is_locked,
    "board.topic_unlocked": lambda post, entry: not post.is_locked,
    "board.topic_moved": lambda post, entry: entry.facts["changes"]["種類"][1] == post.get_kind_display(),
    "board.owner_asked": lambda post, entry: True,
}


class OwnerNotified(Mail):
    """The section and the writer of a topic or reply: what the secretariat did with it, and why."""

    about, related = AuditEntry, ("by__section__organization",)
    label = "掲示板: 事務局の対応の通知"

    @cached_property
    def post(self) -> Topic | Reply | None:
        kind = self.about.object_type.model_class()
        related = ["organization", "section", "author__section"] + (["topic"] if kind is Reply else [])
        return kind.objects.select_related(*related).filter(pk=self.about.object_id).first()

    def recipients(self):
        """The section's mailbox, and the writer while they work there; nobody is told of their own action."""
        post, by = self.post, self.about.by
        is_erased = post is None or post.is_retracted or not self.about.facts
        if is_erased or (by and by.organization == post.organization):
            return []
        author = post.author
        own = [author.email] if author.is_active and author.organization == post.organization else []
        return [*post.section.mailboxes, *own]

    def still_holds(self, to):
        """It was not undone since, and they still speak for the post."""
        return self.is_recipient(to) and STILL_HOLDS[self.about.verb](self.post, self.about)

    def context(self):
        post, entry = self.post, self.about
        subject, first, follows = OWNER_SENTENCES[entry.verb]
        is_undone = entry.verb.endswith(("_unhidden", "_unlocked"))
        return {
            "subject": subject,
            "first": first,
            "follows": follows,
            "topic": post if isinstance(post, Topic) else post.topic,
            "reply": post if isinstance(post, Reply) else None,
            "path": post.get_absolute_url(),
            "at": entry.at,
            "reason": "" if is_undone else entry.facts.get("reason", ""),
            "changes": [(label, *pair) for label, pair in entry.facts.get("changes", {}).items()],
            "secretariat_sections": secretariat_sections(),
        }


def secretariat_sections() -> list[Section]:
    """Whom to ask or to object to: the secretariat's sections with telephone and mailbox."""
    secretariats = Organization.objects.secretariats()
    sections = Section.objects.open().filter(organization__in=secretariats).select_related("organization")
    return list(sections.order_by("organization", "id"))
