"""What a person or a section mailbox is notified of: their rows, or the defaults."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from board.subscriptions.models import NotificationRhythm, Watch
from members.sections.models import Section
from members.users.models import User

Owner = User | Section
DEFAULT_RHYTHM_SENTENCE = (
    "事務局の投稿、自区を名前で挙げた投稿、返信、名指しはそのつど、"
    "そのほかの新しい投稿は、週の最初の開庁日の朝8時30分にまとめて届きます。"
)


@dataclass(frozen=True)
class Subscription:
    """What a person or a section mailbox is notified of, in rows and in one sentence."""

    owner: Owner
    rows: list[Watch]
    rhythm: str
    are_defaults: bool
    with_pending: bool = True  # of a person: what waits for them, on working mornings

    @property
    def address(self) -> str:
        return self.owner.email if isinstance(self.owner, User) else self.owner.mailbox

    @property
    def is_unreached(self) -> bool:
        """Whether the address refuses mail (不達), so that nothing is sent there now."""
        return self.owner.is_unreached if isinstance(self.owner, User) else self.owner.bounced_at is not None

    @property
    def rhythm_shown(self) -> str:
        return NotificationRhythm.Rhythm(self.rhythm).label

    @property
    def sentence(self) -> str:
        """What will happen, in one sentence."""
        if self.is_unreached:
            return f"{self.address} は不達のため、掲示板の通知を止めています。"
        if all(row.level == Watch.Level.NONE for row in self.rows):
            return f"{self.address} には、掲示板の通知は届きません。"
        if self.rhythm == NotificationRhythm.Rhythm.DEFAULT:
            return f"{self.address} に、{self._what}が届きます。{DEFAULT_RHYTHM_SENTENCE}"
        when = {
            "at_once": "そのつど",
            "daily": "開庁日の朝8時30分に、まとめて",
            "weekly": "週の最初の開庁日の朝8時30分に、まとめて",
        }[self.rhythm]
        return f"{self.address} に、{self._what}が、{when}届きます。"

    @property
    def has_default_rhythm(self) -> bool:
        return self.rhythm == default_rhythm(self.owner) and self.with_pending

    @property
    def has_new_topics(self) -> bool:
        """Whether any row tells of new topics."""
        return any(row.level in (Watch.Level.ALL, Watch.Level.NEW) for row in self.rows)

    @property
    def has_digest(self) -> bool:
        """Whether anything may wait for a digest, or it lists what waits for a person."""
        if self.with_pending and not self.is_of_section:
            return True
        if all(row.level == Watch.Level.NONE for row in self.rows):
            return False
        waits = {"at_once": False, "default": self.has_new_topics}
        return waits.get(self.rhythm, True)

    @property
    def is_of_section(self) -> bool:
        return isinstance(self.owner, Section)

    @property
    def _what(self) -> str:
        ours = "自分の団体の投稿や、自分が返信した投稿への返信"
        if self.is_of_section:
            ours = "この部署の投稿への返信"
        if self.are_defaults and len(self.rows) > 1:
            return f"自区が対象の新しい投稿と、{ours}"
        if len(self.rows) > 1:
            return f"下の{len(self.rows)}件の条件に合うもの"
        return {
            Watch.Level.ALL: "すべての新しい投稿と返信",
            Watch.Level.NEW: f"すべての新しい投稿と、{ours}",
            Watch.Level.OURS: ours,
        }[self.rows[0].level]


def owned_by(owner: Owner) -> dict:
    """The lookup of what belongs to a person or to a section."""
    return {"user": owner} if isinstance(owner, User) else {"section": owner}


def subscription_of(owner: Owner) -> Subscription:
    """The owner's rows (「そのほかの投稿」 last), or the defaults as rows that are not saved; two queries."""
    return subscriptions_of([owner])[0]


def watches_of(owner: Owner) -> list[Watch]:
    """The owner's rows or the defaults, 「そのほかの投稿」 last; one query."""
    rows = Watch.objects.filter(**owned_by(owner)).select_related("ward").order_by("pk")
    return sorted(rows, key=lambda row: row.is_base) or default_watches(owner)


def subscriptions_of(owners: list[Owner]) -> list[Subscription]:
    """The subscriptions of a person and of sections, in their order; two queries for all of them."""
    theirs = Q(user__in=[owner.pk for owner in owners if isinstance(owner, User)])
    theirs |= Q(section__in=[owner.pk for owner in owners if isinstance(owner, Section)])
    rows, rhythms = defaultdict(list), {}  # by the owner
    for row in Watch.objects.filter(theirs).select_related("ward").order_by("pk"):
        rows[row.user_id, row.section_id].append(row)
    for each in NotificationRhythm.objects.filter(theirs):
        rhythms[each.user_id, each.section_id] = each
    found = []
    for owner in owners:
        key = (owner.pk, None) if isinstance(owner, User) else (None, owner.pk)
        own = sorted(rows[key], key=lambda row: row.is_base)
        chosen = rhythms.get(key) or NotificationRhythm(rhythm=default_rhythm(owner))
        watches = own or default_watches(owner)
        found.append(Subscription(owner, watches, chosen.rhythm, not own, chosen.with_pending))
    return found


def default_rhythm(owner: Owner) -> str:
    """Of who has chosen none."""
    rhythms = NotificationRhythm.Rhythm
    return rhythms.DEFAULT if isinstance(owner, Section) else rhythms.AT_ONCE


def default_watches(owner: Owner) -> list[Watch]:
    """A section: new topics, and replies to its own; a person: replies, in a ward what concerns it."""
    own = owned_by(owner)
    if isinstance(owner, Section):
        return [Watch(**own, level=Watch.Level.NEW)]
    base, organization = Watch(**own, level=Watch.Level.OURS), owner.organization
    if organization is not None and organization.is_special_ward:
        return [Watch(**own, level=Watch.Level.NEW, ward=organization), base]
    return [base]
