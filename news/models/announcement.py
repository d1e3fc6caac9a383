from django.db import models
from django.db.models import F
from django.urls import reverse

from office.publication import Publication, PublicationQuerySet


class AnnouncementQuerySet(PublicationQuerySet):
    def newest_first(self):
        """Pinned ones, then by publication; drafts (secretariat only) lead their group."""
        return self.order_by("-is_pinned", F("published_at").desc(nulls_first=True), "-pk")


class Announcement(Publication):
    """A notice of the secretariat to everybody (お知らせ)."""

    title = models.CharField("件名", max_length=120)
    body = models.TextField("本文", max_length=10_000)
    is_pinned = models.BooleanField("一覧の先頭に出す", default=False)

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
        constraints = [*Publication.Meta.constraints]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("news:announcement-detail", args=[self.pk])
