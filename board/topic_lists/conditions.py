"""Conditions by which the list of the board is filtered: their labels, and their querysets."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from board.replies.models import Reply
from board.topics.models import Topic
from members.local_governments import prefectures
from members.organizations.models import Organization
from members.organizations.profile import Theme
from members.organizations.queries import special_wards

WEEK, FORTNIGHT, PAST, NONE = "week", "fortnight", "past", "none"
_STAGES = Topic.Stage
_OPEN_STAGES = (_STAGES.RECRUITING, _STAGES.TALKING)
_KINDS = Organization.Kind
# the four labels of the tags of a poster
SENDERS = {
    "ward": ("特別区", [_KINDS.SPECIAL_WARD]),
    "municipality": ("自治体", [_KINDS.MUNICIPALITY, _KINDS.PREFECTURE]),
    "association": ("団体", [_KINDS.ASSOCIATION]),
    "secretariat": ("事務局からのお知らせ", [_KINDS.SECRETARIAT]),
}
SORTS = (
    ("activity", "更新が新しい順"),
    ("newest", "投稿が新しい順"),
    ("deadline", "期限が近い順"),
    ("replies", "返信が多い順"),
)


@dataclass(frozen=True)
class Condition:
    """One select box; `narrow` is given the topics, the choice, and the user (None: `posted_by` narrows)."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...] | Callable[[], list[tuple[str, str]]]
    narrow: Callable[[QuerySet, str, object], QuerySet] | None
    none: str = "すべて"

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        return tuple(self.options()) if callable(self.options) else self.options


def _by_state(topics, value, user):
    if value in Topic.State.values:
        return topics.filter(state=value)
    topics = topics.filter(stage=value)
    # a proposal that was closed while it still looked for partners says 終了, not 募集中
    return topics.filter(state=Topic.State.OPEN) if value in _OPEN_STAGES else topics


def _of_us(topics, value, user):
    if not user.section_id:
        return topics.none()
    own = user.section.organization_id
    if value == "posted":
        return topics.filter(organization=own)
    return topics.filter(pk__in=Reply.objects.filter(organization=own).order_by().values("topic"))


def _by_deadline(topics, value, user):
    today = timezone.localdate()
    if value == NONE:
        return topics.filter(deadline__isnull=True)
    if value == PAST:
        return topics.filter(deadline__lt=today)
    days = 6 - today.weekday() if value == WEEK else 14  # a week ends on Sunday
    return topics.filter(deadline__range=(today, today + datetime.timedelta(days)))


def posted_by(topics: QuerySet, prefecture: str, sender: str, *, keys_first: bool) -> QuerySet:
    """What organisations of this prefecture and of this kind posted.

    `keys_first` asks for their keys in a query before: a join would scan the whole board for a prefecture
    that posts little. Where the topics are few already, a join is as good and one query less.
    """
    if not prefecture and not sender:
        return topics
    organizations = Organization.objects.order_by()
    keys = _listed if keys_first else _joined
    if sender == "municipality" and not prefecture:  # all but a few: name the few
        others = organizations.exclude(kind__in=SENDERS[sender][1])
        return topics.exclude(organization__in=keys(others))
    if prefecture:
        organizations = organizations.filter(prefecture=prefecture)
    if sender:
        organizations = organizations.filter(kind__in=SENDERS[sender][1])
    return topics.filter(organization__in=keys(organizations))


def _listed(organizations: QuerySet) -> list[int]:
    return list(organizations.values_list("pk", flat=True))


def _joined(organizations: QuerySet) -> QuerySet:
    return organizations.values("pk")


KIND = Condition(
    "kind",
    "種類",
    tuple((kind.value, kind.label) for kind in Topic.POSTED_KINDS),
    lambda topics, value, user: topics.filter(kind=value),
)
STATE = Condition(
    "state",
    "状態",
    (
        (Topic.State.OPEN.value, "受付中"),
        (Topic.State.CLOSED.value, "終了"),
        *((stage.value, f"提案：{stage.label}") for stage in _STAGES),
    ),
    _by_state,
)
THEME = Condition(
    "theme",
    "テーマ",
    tuple(Theme.choices),
    lambda topics, value, user: topics.filter(themes__contains=[value]),
)
PREFECTURE = Condition("prefecture", "都道府県", tuple((name, name) for name in prefectures.NAMES), None)
WARD = Condition(
    "ward",
    "希望する区",
    special_wards,
    lambda topics, value, user: topics.addressed_to_ward(value),
    "指定しない",
)
SENDER = Condition(
    "from", "投稿した団体", tuple((value, label) for value, (label, _) in SENDERS.items()), None
)
MINE = Condition(
    "mine",
    "自分の団体",
    (("posted", "自分の団体が投稿した"), ("replied", "自分の団体が返信した")),
    _of_us,
    "指定しない",
)
DEADLINE = Condition(
    "deadline",
    "期限",
    ((WEEK, "今週（日曜日まで）"), (FORTNIGHT, "2週間以内"), (PAST, "過ぎたもの"), (NONE, "期限がないもの")),
    _by_deadline,
    "指定しない",
)
ALWAYS_SHOWN = (KIND, STATE, THEME)
SHOWN_ON_DEMAND = (PREFECTURE, WARD, SENDER, MINE, DEADLINE)
CONDITIONS = {it.name: it for it in (*ALWAYS_SHOWN, *SHOWN_ON_DEMAND)}
