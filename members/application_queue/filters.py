"""The secretariat's list of applications as its address asks for it: state, kind, overdue corrections."""

from dataclasses import dataclass

from common.pagination import state_tabs
from members.applications.models import Application

TABS = (
    (Application.State.WAITING, "審査待ち"),
    (Application.State.RETURNED, "差戻し中"),
    (Application.State.UNVERIFIED, "メール確認待ち"),
    (Application.State.APPROVED, "承認"),
    (Application.State.DECLINED, "見送り"),
)
ORDER = {
    Application.State.WAITING: ("verified_at", "id"),
    Application.State.RETURNED: ("returned_at", "id"),
}
MAX_NEIGHBOURS = 1000  # of one application, reached by 前へ and 次へ


@dataclass(frozen=True)
class QueuePosition:
    """The place of an application among those that wait with it."""

    number: int
    count: int
    before: int | None
    after: int | None


@dataclass(frozen=True)
class NextApplication:
    """What is to be decided after one that was: the one that has waited longest; None where none waits."""

    pk: int | None
    count: int


def next_waiting() -> NextApplication:
    keys = list(Application.objects.waiting().values_list("pk", flat=True)[:MAX_NEIGHBOURS])
    return NextApplication(keys[0] if keys else None, len(keys))


class ApplicationFilter:
    """What is asked for by ?state=, ?kind= and ?silent=1; anything else is as if it were not there."""

    states = tuple(state for state, _ in TABS)

    def __init__(self, query):
        state, kind = query.get("state", ""), query.get("kind", "")
        self.state = state if state in Application.State.values else Application.State.WAITING
        self.kind = kind if kind in Application.Kind.values else ""
        self.overdue = query.get("silent") == "1" and self.state == Application.State.RETURNED

    def rows(self, applications):
        rows = applications.correction_overdue() if self.overdue else applications.filter(state=self.state)
        if self.kind:
            rows = rows.filter(kind=self.kind)
        return rows.order_by(*ORDER.get(self.state, ("-id",)))

    def tabs(self, counts) -> list[dict]:
        return state_tabs(TABS, self.state, counts)

    def chips(self, counts) -> list[dict]:
        """One filter a list: who did not answer where they were asked back, the kind elsewhere."""
        query = {"state": self.state}
        if self.state == Application.State.RETURNED:
            options = [("", "すべて"), ("1", f"30日以上 修正が届かない（{counts['overdue']}件）")]
            return state_tabs(options, "1" if self.overdue else "", name="silent", query=query)
        options = [("", "すべて"), *Application.Kind.choices]
        return state_tabs(options, self.kind, name="kind", query=query)

    def around(self, application) -> QueuePosition | None:
        """The one before and after it; None where nothing waits any more."""
        if self.state not in ORDER:
            return None
        keys = list(self.rows(Application.objects).values_list("pk", flat=True)[:MAX_NEIGHBOURS])
        if application.pk not in keys:
            return None
        at = keys.index(application.pk)
        after = keys[at + 1] if at + 1 < len(keys) else None
        return QueuePosition(at + 1, len(keys), keys[at - 1] if at else None, after)
