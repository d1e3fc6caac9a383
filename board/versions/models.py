from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Cast
from django.utils import timezone

from board.topics.audience import Audience
from board.topics.models import Topic
from common.retractions.models import RETRACTED_WHOLE, Retractable


class VersionQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Published ones for whoever sees the topic and was in its audience then; all for its organisation.

        Drafts and conflict copies are for the organisation alone.
        """
        if not user.is_authenticated or not user.is_member:
            return self.none()
        seen = Q(topic__in=Topic.objects.visible_to(user))
        published = self._published_for(user)
        if not user.section_id:
            return self.filter(seen & published)
        own_pk = user.organization.pk
        own = Q(reply=None, topic__organization=own_pk) | Q(reply__organization=own_pk)
        return self.filter(seen & (published | own))

    def readable(self):
        """Those whose content is shown: what was taken back is only named."""
        return self.filter(retracted_at__isnull=True)

    def of_topic_for(self, user):
        """Published states of the topic itself, in a query of topics that the user sees anyway."""
        own = Q(topic__organization=user.organization.pk) if user.section_id else Q(pk__in=[])
        rows = self.filter(
            topic=models.OuterRef("pk"), reply=None, activity_no__isnull=False, is_conflict_copy=False
        )
        return rows.filter(self._published_for(user) | own)

    def _published_for(self, user) -> Q:
        published = Q(activity_no__isnull=False, is_conflict_copy=False)
        if user.is_secretariat:
            return published
        return published & self._in_audience(user) & (Q(reply=None) | Q(reply__hidden_at=None))

    def _in_audience(self, user) -> Q:
        """A topic that is opened to more readers does not open what it, or a reply in it, said before.

        The versions of a topic have the audience in their snapshot, those of a reply in `ids` only.
        """
        readable = Q(snapshot__audience=Audience.ALL) | Q(snapshot__ids__audience=[Audience.ALL])
        if user.is_special_ward:
            readable |= Q(snapshot__audience=Audience.WARDS) | Q(snapshot__ids__audience=[Audience.WARDS])
        if user.section_id:
            own = models.Func(
                Cast(user.organization.pk, models.BigIntegerField()), function="jsonb_build_array"
            )
            readable |= Q(snapshot__ids__audience_organizations__contains=own)
        return readable


class Version(Retractable):
    """One state of a topic, or of a reply in it, as it was saved (版); nothing that was written is lost.

    `is_conflict_copy`: a text that came after a colleague's was saved (別稿); its number is that of the state
    it is based on. `automatic`: autosaved. `activity_no` is the board's number of a published change: who has
    read up to a lower one has not seen it.
    """

    topic = models.ForeignKey(Topic, verbose_name="投稿", on_delete=models.CASCADE, related_name="versions")
    reply = models.ForeignKey(
        "board.Reply",
        verbose_name="返信",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="versions",
    )
    number = models.PositiveIntegerField("版")
    is_conflict_copy = models.BooleanField("別稿", default=False)
    automatic = models.BooleanField("自動保存", default=False, db_default=False)
    snapshot = models.JSONField("内容", help_text="項目名から当時の値へ")
    activity_no = models.BigIntegerField("活動番号", null=True, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="保存した人", on_delete=models.PROTECT, related_name="+"
    )
    by_name = models.CharField("保存した人（当時）", max_length=60)
    at = models.DateTimeField("保存日時", default=timezone.now)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "版"
        ordering = ["id"]
        indexes = [models.Index(fields=["topic", "reply", "number"], name="version_of_topic")]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "number"],
                condition=Q(reply__isnull=True, is_conflict_copy=False),
                name="version_once_in_topic",
                violation_error_message="同じ番号の版があります。",
            ),
            models.UniqueConstraint(
                fields=["reply", "number"],
                condition=Q(reply__isnull=False, is_conflict_copy=False),
                name="version_once_in_reply",
                violation_error_message="同じ番号の版があります。",
            ),
            *RETRACTED_WHOLE,
        ]

    def __str__(self):
        return f"第{self.topic_id}号 {self.number}版"

    @property
    def post(self):
        """The reply, or the topic itself, of which it is a state."""
        return self.reply if self.reply_id else self.topic

    @property
    def is_current(self) -> bool:
        """Whether it is what the post says now."""
        return not self.is_conflict_copy and self.number == self.post.version

    @property
    def is_published(self) -> bool:
        return self.activity_no is not None

    @property
    def name(self) -> str:
        """What its organisation and readers call it."""
        return f"{self.by_name}さんの別稿" if self.is_conflict_copy else f"{self.number}版"
