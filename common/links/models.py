from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Link(models.Model):
    """Two records that belong together (つながる記録), of any rooms; it holds for both alike.

    Each pair is written in one order only, so that it cannot stand there twice.
    """

    first_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    first_id = models.BigIntegerField()
    second_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    second_id = models.BigIntegerField()
    created_at = models.DateTimeField("登録日時", default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録した人",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = verbose_name_plural = "つながる記録"
        indexes = [models.Index(fields=["second_type", "second_id"], name="link_second")]
        constraints = [
            models.UniqueConstraint(
                fields=["first_type", "first_id", "second_type", "second_id"],
                name="link_once",
                violation_error_message="この2つの記録は、もうつながっています。",
            ),
            models.CheckConstraint(
                condition=Q(first_type__lt=F("second_type"))
                | Q(first_type=F("second_type"), first_id__lt=F("second_id")),
                name="link_in_order",
                violation_error_message="同じ記録どうしはつなげません。",
            ),
        ]

    def __str__(self):
        return f"{self.first_type_id}:{self.first_id} {self.second_type_id}:{self.second_id}"
