from functools import cached_property

from django.db.models import Q

from board.notifications.models import Notification
from board.replies.models import Reply
from board.replies.queries import repliers_of
from board.topics.models import Topic
from board.unread.models import ReadMark
from board.versions.models import Version
from common.audit_log.models import AuditEntry
from common.outbox.mails import Mail
from members.users.models import User


class PostRetracted(Mail):
    """Whoever replied, read it or was told of it by mail, when a post or a version is taken back."""

    about = AuditEntry
    label = "掲示板: 撤回の通知"

    @cached_property
    def retracted(self) -> Topic | Reply | Version | None:
        return self.about.object_type.model_class().objects.filter(pk=self.about.object_id).first()

    @property
    def post(self) -> Topic | Reply:
        return getattr(self.retracted, "post", self.retracted)

    @property
    def topic(self) -> Topic:
        return getattr(self.post, "topic", self.post)

    def recipients(self):
        """Nobody of the organisation itself: it did it, or finds it on its page."""
        if self.retracted is None:
            return []
        own = User.objects.filter(section__organization=self.post.organization_id)
        ours = {email.lower() for email in own.values_list("email", flat=True)}
        ours |= set(self.post.organization.sections.values_list("mailbox", flat=True))
        return {address for address in self._readers() | self._told() if address.lower() not in ours}

    def _readers(self) -> set[str]:
        number = getattr(self.retracted, "activity_no", None) if self.retracted != self.topic else 0
        marks = ReadMark.objects.filter(topic=self.topic, activity_no__gte=number or 0)
        wanted = Q(pk__in=repliers_of(self.topic)) | Q(pk__in=marks.values("user"))
        return set(User.objects.active().filter(wanted).values_list("email", flat=True))

    def _told(self) -> set[str]:
        told = Notification.objects.filter(topic=self.topic, mail__isnull=False)
        if isinstance(self.post, Reply):
            told = told.filter(reply=self.post)
        return set(told.values_list("mail__to", flat=True))

    def still_holds(self, to):
        """It is still taken back."""
        return self.retracted is not None and self.retracted.is_retracted

    def context(self):
        post, row = self.post, self.retracted
        names = [self.topic.number_name]
        names += [f"返信{post.number}"] if isinstance(post, Reply) else []
        names += [row.name] if isinstance(row, Version) else []
        return {"what": " ".join(names), "row": row, "organization": post.organization.full_name}
