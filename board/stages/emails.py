from operator import attrgetter

from board.notifications.emails import WatchedMail
from board.stages.models import TopicStep


class TopicStepped(WatchedMail):
    """Everybody who is notified of replies, when a proposal reached another stage."""

    about, related = TopicStep, ("topic__section__organization", "topic__organization", "by")
    label = "掲示板: 提案の段階の通知"
    topic = property(attrgetter("about.topic"))
    by = property(attrgetter("about.by"))

    @property
    def summary(self):
        return f"段階が「{self.about.get_stage_display()}」になりました"
