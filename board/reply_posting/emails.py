from operator import attrgetter

from board.notifications.emails import WatchedMail
from board.notifications.models import MAX_SUMMARY, Notification
from board.replies.models import Reply
from common.text import excerpt


class ReplyPosted(WatchedMail):
    """The owner's section and officers and those who replied before, when a reply is posted."""

    about = Reply
    related = ("topic__section__organization", "topic__organization", "organization", "section", "author")
    label = "掲示板: 返信の知らせ"
    occasion = Notification.Occasion.REPLY
    topic = property(attrgetter("about.topic"))
    reply = property(attrgetter("about"))
    by = property(attrgetter("about.author"))
    section_id = property(attrgetter("about.section_id"))

    @property
    def summary(self):
        return excerpt(f"返信{self.about.number} {self.about.organization.full_name}", MAX_SUMMARY)

    def mentioned(self):
        return list(self.about.mentions.values_list("organization_id", flat=True))
