from functools import cached_property

from board.notifications.emails import WatchedMail
from board.notifications.models import Notification
from board.replies.models import Reply
from board.topics.models import Topic
from members.users.models import User


class Mentioned(WatchedMail):
    """Organisations that were mentioned when a published topic, or the reply `reply` in it, was edited."""

    about, related = Topic, ("section__organization", "organization")
    label = "掲示板: 名指しの通知"
    occasion = Notification.Occasion.MENTION
    summary = "貴団体が名指しされました"

    @property
    def event(self):
        return f"mention:{self.facts['reply'] or 0}:{self.topic.pk}"

    @cached_property
    def reply(self):
        rows = Reply.objects.select_related("organization", "section")
        return self.facts["reply"] and rows.filter(pk=self.facts["reply"]).first()

    @cached_property
    def by(self):
        return User.objects.filter(pk=self.facts["by"]).first()

    def mentioned(self):
        return self.facts["organizations"]
