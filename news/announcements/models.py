from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from common.paired_fields import both_or_neither, person_field
from common.publication.models import Publication, PublicationQuerySet, PublicationState


class Phase(models.TextChoices):
    """How a notice stands (状況)."""

    DRAFT = "draft", "下書き"
    PLANNED = "planned", "公開予定"
    CURRENT = "current", "公開中"
    ENDED = "ended", "終了"

    @property
    def condition(self) -> Q:
        return {
            Phase.DRAFT: Q(state=PublicationState.DRAFT, publish_at=None),
            Phase.PLANNED: Q(publish_at__isnull=False),
            Phase.CURRENT: Q(state=PublicationState.PUBLISHED, ended_at=None),
            Phase.ENDED: Q(ended_at__isnull=False),
        }[self]


class AnnouncementQuerySet(PublicationQuerySet):
    def current(self):
        """Public, and still listed."""
        return self.published().filter(ended_at=None)

    def listed_for(self, user):
        """What the list shows: current ones, to the secretariat drafts also."""
        return self.visible_to(user).filter(ended_at=None)

    def gathered(self):
        """Current ones of which the digests of members' mailboxes tell."""
        return self.current().filter(telling=self.model.Telling.GATHERED)

    def publication_due(self, now):
        return self.filter(publish_at__lte=now, state=PublicationState.DRAFT)

    def end_due(self, now):
        """Those whose last day is over."""
        return self.current().filter(ends_on__lt=timezone.localdate(now))

    def newest_first(self):
        """Pinned ones, then by publication; drafts (secretariat only) lead their group."""
        return self.order_by("-is_pinned", F("published_at").desc(nulls_first=True), "-pk")


class Announcement(Publication):
    """A notice of the secretariat to everybody (お知らせ).

    After its end (終了) it is in no list and not found; its page stays, and says so.
    """

    class Category(models.TextChoices):
        PROJECT = "project", "事業"
        CALL = "call", "募集"
        MEMBERS = "members", "会員向け"
        DISASTER = "disaster", "災害"
        SITE = "site", "サイト・事務局"

    class Telling(models.TextChoices):
        """How members hear of it by mail (会員への通知)."""

        NONE = "none", "メールでは知らせない"
        AT_ONCE = "at_once", "公開したとき、すぐに1通送る"
        GATHERED = "gathered", "まとめのメールに入れる（開庁日の毎朝か、週の最初の開庁日の朝）"

    title = models.CharField("件名", max_length=120)
    category = models.CharField("分類", max_length=10, choices=Category, default=Category.SITE)
    body = models.TextField("本文", max_length=10_000)
    is_pinned = models.BooleanField("一覧の先頭に出す", default=False)
    telling = models.CharField("会員への通知", max_length=10, choices=Telling, default=Telling.NONE)
    publish_at = models.DateTimeField("公開予定日時", null=True, blank=True, editable=False)
    publish_by = person_field("公開を予約した人", editable=False)
    revised_on = models.DateField("更新日", null=True, blank=True, editable=False)
    ends_on = models.DateField("掲載の最終日", null=True, blank=True)
    ended_at = models.DateTimeField("掲載を終えた日時", null=True, blank=True, editable=False)

    objects = AnnouncementQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "お知らせ"
        ordering = ["-is_pinned", F("published_at").desc(nulls_first=True), "-pk"]
        indexes = [
            models.Index(
                F("is_pinned").desc(),
                F("published_at").desc(nulls_first=True),
                F("id").desc(),
                name="announcement_newest_first",
            ),
            models.Index(fields=["changed_at"], name="announcement_changed_at"),
        ]
        constraints = [
            *Publication.Meta.constraints,
            both_or_neither(
                "publish_at", "publish_by", message="公開予定の日時と、予約した人の両方が必要です。"
            ),
            models.CheckConstraint(
                condition=Q(state=PublicationState.DRAFT, ended_at=None, revised_on=None)
                | Q(state=PublicationState.PUBLISHED, publish_at=None),
                name="announcement_dates_of_its_state",
                violation_error_message="公開予定は下書きだけに、更新日と掲載の終了は公開したお知らせだけに付けられます。",
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("news:announcement-detail", args=[self.pk])

    @property
    def phase(self) -> Phase:
        if not self.is_published:
            return Phase.PLANNED if self.publish_at else Phase.DRAFT
        return Phase.ENDED if self.ended_at else Phase.CURRENT
