from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.attachments.models import StoredFile
from common.paired_fields import person_field


class HomePictureQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What stands on the home page is public."""
        return self


class HomePicture(models.Model):
    """The photograph on the home page in place of the map (トップページの写真); one row, or none."""

    picture = models.OneToOneField(
        StoredFile, verbose_name="写真", on_delete=models.PROTECT, related_name="+", editable=False
    )
    picture_alt = models.CharField("写真の説明", max_length=120)
    picture_caption = models.CharField("写真の見出し", max_length=120, blank=True)
    picture_credit = models.CharField("写真の権利表記", max_length=120)
    chosen_at = models.DateTimeField("選んだ日時", default=timezone.now, editable=False)
    chosen_by = person_field("選んだ人", editable=False)

    objects = HomePictureQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "トップページの写真"
        constraints = [
            models.CheckConstraint(
                condition=Q(pk=1),
                name="homepicture_only_one",
                violation_error_message="トップページの写真は1枚だけです。",
            ),
            models.CheckConstraint(
                condition=~Q(picture_alt="") & ~Q(picture_credit=""),
                name="homepicture_described",
                violation_error_message="写真には、写真の説明と権利表記の両方が必要です。",
            ),
        ]

    def __str__(self):
        return self.picture_caption or self.picture_alt
