from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils import timezone

from board.topics.constraints import HIDDEN_WHOLE
from board.topics.models import HideablePost, Topic
from common.paired_fields import both_or_neither
from common.retractions.models import RETRACTED_WHOLE
from members.organizations.historic_names import HistoricOrganizationName
from members.organizations.models import Organization

REPLIES_PER_PAGE = 50


# the same number as `next_activity_no` gives
NEXT_ACTIVITY_NO = Func(Value("board_activity"), function="nextval", output_field=models.BigIntegerField())


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Whoever sees the topic sees its replies; a hidden one only its owner and the secretariat."""
        replies = self.filter(topic__in=Topic.objects.visible_to(user))
        return replies.readable_by(user) if user.is_authenticated else replies

    def readable_by(self, user):
        """Of topics that the user sees: the same as `rules.can_read_reply`, for many."""
        if user.is_secretariat:
            return self
        own = Q(organization=user.organization) if user.section_id else Q(pk__in=[])
        return self.filter(Q(hidden_at__isnull=True) | own)

    def for_page(self):
        """What the page and the print show; of the quoted reply only which it is and who may read it."""
        replies = self.select_related("organization", "section").annotate(quoted_number=F("quoted__number"))
        return replies.with_quoted()

    def with_quoted(self):
        """What `replies.quotes` asks of the quoted reply, and of the one that it quotes."""
        return self.annotate(
            quoted_hidden_at=F("quoted__hidden_at"),
            quoted_organization_id=F("quoted__organization_id"),
            inner_hidden_at=F("quoted__quoted__hidden_at"),
            inner_organization_id=F("quoted__quoted__organization_id"),
        )


class Reply(HideablePost, HistoricOrganizationName):
    """An answer under a topic (返信), numbered within it, posted in the name of a section."""

    class Capacity(models.TextChoices):
        """In whose name a reply speaks beyond the section (返信の立場)."""

        PLAIN = "", "指定なし"
        OFFICIAL = "official", "区としての回答"
        PERSONAL = "personal", "担当者の見解"

    topic = models.ForeignKey(Topic, verbose_name="投稿", on_delete=models.PROTECT, related_name="replies")
    number = models.PositiveIntegerField("番号")
    organization = models.ForeignKey(
        Organization, verbose_name="団体", on_delete=models.PROTECT, related_name="replies"
    )
    section = models.ForeignKey(
        "members.Section", verbose_name="担当部署", on_delete=models.PROTECT, related_name="replies"
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="作成者", on_delete=models.PROTECT, related_name="replies"
    )
    author_name = models.CharField("作成者名（当時）", max_length=60)
    body = models.TextField("本文", max_length=5_000)
    body_html = models.TextField("表示用の本文")
    capacity = models.CharField(
        "立場", max_length=8, choices=Capacity, blank=True, default=Capacity.PLAIN, db_default=""
    )
    # where it was changed after posting (立場の変更)
    capacity_at = models.DateTimeField("立場を変えた日時", null=True, blank=True)
    capacity_by_name = models.CharField(
        "立場を変えた人（当時）", max_length=60, blank=True, default="", db_default=""
    )
    quoted = models.ForeignKey(
        "self", verbose_name="引用した返信", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    version = models.PositiveIntegerField("版", default=1, db_default=1)
    edited_at = models.DateTimeField("更新日時", null=True, blank=True)
    edit_no = models.BigIntegerField("更新の活動番号", null=True, blank=True, editable=False)
    file_count = models.PositiveSmallIntegerField("添付数", default=0)
    # drawn by the insert, after its topic was locked
    activity_no = models.BigIntegerField("活動番号", unique=True, editable=False, db_default=NEXT_ACTIVITY_NO)
    created_at = models.DateTimeField("投稿日時", default=timezone.now, db_index=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "返信"
        ordering = ["topic", "number"]
        indexes = [
            models.Index(fields=["hidden_at"], condition=Q(hidden_at__isnull=False), name="reply_hidden"),
            models.Index(
                fields=["topic", "organization", "-number"],
                condition=Q(capacity="official", hidden_at__isnull=True),
                name="reply_official",
            ),
            models.Index(fields=["organization", "topic"], name="reply_by_organization"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "number"],
                name="reply_number_in_topic",
                violation_error_message="同じ番号の返信があります。",
            ),
            models.CheckConstraint(
                condition=~Q(body=""),
                name="reply_with_text",
                violation_error_message="返信には本文が必要です。",
            ),
            HIDDEN_WHOLE,
            *RETRACTED_WHOLE,
            both_or_neither(
                "capacity_at",
                texts=["capacity_by_name"],
                message="立場の変更には、日時と人の両方が必要です。",
            ),
        ]

    def __str__(self):
        return f"掲示板 第{self.topic_id}号 返信{self.number}"

    def get_absolute_url(self):
        page = (self.number - 1) // REPLIES_PER_PAGE + 1
        query = f"?page={page}" if page > 1 else ""
        return f"{self.topic.get_absolute_url()}{query}#reply-{self.number}"

    @property
    def has_history(self) -> bool:
        """Edited, or its capacity changed: what it said before was saved."""
        return self.edited_at is not None or self.capacity_at is not None

    @property
    def capacity_label(self) -> str:
        """In whose name it speaks: 区としての回答, 団体としての回答, 担当者の見解, or ""."""
        if self.capacity == self.Capacity.OFFICIAL:
            return official_answer_label(self.organization)
        return self.get_capacity_display() if self.capacity else ""


def official_answer_label(organization: Organization) -> str:
    """What an official answer of this organisation is called."""
    if organization.is_special_ward:
        return "区としての回答"
    return "事務局としての回答" if organization.is_secretariat else "団体としての回答"
