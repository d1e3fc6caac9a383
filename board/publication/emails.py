"""Mails about the publication of a topic."""

from operator import attrgetter

from django.urls import reverse

from board.notifications.emails import WatchedMail
from board.notifications.models import Notification
from board.topics.models import Topic
from common.outbox.mails import Mail
from members.users.models import User


class PublicationMail(WatchedMail, abstract=True):
    """A topic came before new readers: however they learn of it, it is one event for each of them."""

    about = Topic
    related = ("organization", "section__organization", "published_by")
    occasion = Notification.Occasion.NEW
    by = property(attrgetter("topic.published_by"))
    section_id = property(attrgetter("topic.section_id"))

    @property
    def event(self):
        return f"topic:{self.topic.pk}"

    def mentioned(self):
        return list(self.topic.mentions.filter(reply=None).values_list("organization_id", flat=True))


class TopicPublished(PublicationMail):
    """Special wards are told of what concerns them, everybody else where they subscribe to it."""

    label = "掲示板: 新しい投稿の通知"

    @property
    def summary(self):
        return f"新しい投稿（{self.topic.get_kind_display()}）"


class ScheduleDone(Mail):
    """The section, and who scheduled it, when a topic's time had come: it was published, or why not."""

    about, related = Topic, ("organization", "section__organization")
    label = "掲示板: 予約した投稿の通知"

    def recipients(self):
        topic = self.about
        own = User.objects.active().filter(pk=self.facts["by"], section__organization=topic.organization_id)
        return [*topic.section.mailboxes, *own.values_list("email", flat=True)]

    def still_holds(self, to):
        """It is published, or still a draft with the problem."""
        problem = self.about.schedule_problem if self.about.is_draft else ""
        return self.facts["published"] == (not self.about.is_draft) == (not problem) and self.is_recipient(to)

    def context(self):
        published, topic = self.facts["published"], self.about
        return {
            "what": "公開しました" if published else "公開できませんでした",
            "path": topic.get_absolute_url() if published else reverse("board:topic-edit", args=[topic.pk]),
        }
