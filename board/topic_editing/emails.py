"""Mails about an edited topic."""

from operator import attrgetter

from board.notifications.emails import WatchedMail
from board.versions import differences
from board.versions.models import Version
from board.versions.queries import changed_fields, versions_of
from common.text import excerpt

MAX_SHOWN = 300  # characters of an item in a mail


class TopicEdited(WatchedMail):
    """The owner's people, those who replied and those whom the change mentions, where its editor wants it."""

    about = Version
    related = ("topic__section__organization", "topic__organization", "by")
    label = "掲示板: 投稿の更新の通知"
    topic = property(attrgetter("about.topic"))
    activity_no = property(attrgetter("about.activity_no"))
    by = property(attrgetter("about.by"))
    summary = "内容が変わりました"

    def mentioned(self):
        return self.facts["mentioned"]

    def context(self):
        return {**super().context(), "changes": self._changes()}

    def _changes(self) -> list[tuple[str, str]]:
        """(label, what it is now) of what differs from the version before."""
        before = (
            versions_of(self.topic)
            .readable()
            .filter(activity_no__lt=self.activity_no, is_conflict_copy=False)
        )
        before = before.order_by("-activity_no").first()
        changed = changed_fields(before.snapshot, self.about.snapshot) if before else {}
        return [
            (differences.label_of(name), excerpt(differences.shown_value(name, now), MAX_SHOWN) or "（なし）")
            for name, (_, now) in changed.items()
        ]
