"""Mails about the end of a topic and its reopening."""

from operator import attrgetter

from board.notifications.emails import WatchedMail
from board.topics.models import Topic
from common.outbox.mails import Mail


class _Turn(WatchedMail, abstract=True):
    """The end of a topic, or its reopening; `number` is the topic's activity number then."""

    about = Topic
    related = ("section__organization", "organization", "closed_by__section")

    @property
    def event(self):
        return f"{super().event}:{self.facts['number']}"


class TopicClosed(_Turn):
    """Everybody who is notified of replies, when a topic is closed: no more are taken."""

    label = "掲示板: 受付終了の通知"
    summary = "受付が終わりました"
    by = property(attrgetter("topic.closed_by"))

    def is_true(self):
        return super().is_true() and self.topic.closed_by is not None  # not reopened meanwhile


class TopicReopened(_Turn):
    """Everybody who is notified of replies, when a closed topic takes replies again."""

    label = "掲示板: 受付再開の通知"
    summary = "受付を再開しました"

    def is_true(self):
        return super().is_true() and self.topic.state == Topic.State.OPEN


class TopicExpired(Mail):
    """The owner's section, when the deadline closed its topic: how to go on."""

    about, related = Topic, ("section__organization", "organization")
    label = "掲示板: 期限による受付終了の通知"

    def recipients(self):
        return self.about.section.mailboxes

    def still_holds(self, to):
        """The topic is closed by this deadline, and not hidden."""
        topic = self.about
        is_so = topic.is_expired and not topic.is_hidden and str(topic.deadline) == self.facts["deadline"]
        return is_so and self.is_recipient(to)
