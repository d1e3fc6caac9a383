from functools import cached_property

from board.moderation.emails import secretariat_sections
from board.replies.queries import repliers_of
from board.topics.models import Topic
from board.topics.queries import organizations_in_audience
from common.outbox.mails import Mail
from members.users.models import User


class _Merging(Mail, abstract=True):
    """Owner and repliers of a topic that was merged into `into`, or is back; `number`: of the audit entry.

    Whoever does not read the target (not `knows`) is told its number, and nothing of its text.
    """

    about, related = Topic, ("section__organization", "organization")

    @classmethod
    def send_to_all(cls, topic, *, into: int, entry) -> None:
        """To those who read the target, and to those who do not."""
        for knows in (True, False):
            cls.send(topic, into=into, number=entry.pk, knows=knows, reason=entry.facts.get("reason", ""))

    @cached_property
    def into(self) -> Topic:
        return Topic.objects.select_related("organization").get(pk=self.facts["into"])

    def recipients(self):
        topic = self.about
        readers = User.objects.active().filter(section__organization__in=organizations_in_audience(topic))
        concerned = readers.filter(pk__in=repliers_of(topic)) | readers.filter(section=topic.section_id)
        inside = concerned.filter(section__organization__in=organizations_in_audience(self.into))
        knowing = {*inside.values_list("email", flat=True), *topic.section.mailboxes}
        return knowing if self.facts["knows"] else {*concerned.values_list("email", flat=True)} - knowing

    def context(self):
        return {"into": self.into, "secretariat_sections": secretariat_sections()}


class TopicMerged(_Merging):
    """Owner and repliers of a topic, when it was merged: where to read and to reply now."""

    label = "掲示板: 統合の通知"

    def still_holds(self, to):
        """It is merged into that topic and not hidden, and they read as much of it as the mail says."""
        is_so = self.about.merged_into_id == self.facts["into"] and not self.about.is_hidden
        return is_so and self.is_recipient(to)


class TopicUnmerged(_Merging):
    """Owner and repliers of a topic, when its merging was undone."""

    label = "掲示板: 統合の取消しの通知"

    def still_holds(self, to):
        """It is merged no more and not hidden, and they read as much of the other as the mail says."""
        is_so = self.about.merged_into_id is None and not self.about.is_hidden
        return is_so and self.is_recipient(to)
