"""What was published and must be taken back: personal data above all."""

from django.db import models
from django.db.models import Q

from common.paired_fields import both_or_neither, person_field

ERASED = "（完全に削除しました）"  # stands where a text was that may not be empty


class Retractable(models.Model):
    """A text that its organisation can take back (撤回): shown is only that, when, by whom and why.

    What the secretariat purged (完全な削除) is gone from the database too.
    """

    retracted_at = models.DateTimeField("撤回した日時", null=True, blank=True)
    retracted_by = person_field("撤回した人")
    retracted_by_name = models.CharField(
        "撤回した人（当時）", max_length=160, blank=True, default="", db_default=""
    )
    retracted_reason = models.CharField("撤回の理由", max_length=500, blank=True, default="", db_default="")
    purged_at = models.DateTimeField("完全に削除した日時", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_retracted(self) -> bool:
        return self.retracted_at is not None

    @property
    def is_purged(self) -> bool:
        return self.purged_at is not None


RETRACTED_WHOLE = [  # constraints of whatever can be taken back
    both_or_neither(
        "retracted_at",
        "retracted_by",
        texts=["retracted_by_name", "retracted_reason"],
        message="撤回には日時、操作者、理由が必要です。",
    ),
    models.CheckConstraint(
        condition=Q(purged_at__isnull=True) | Q(retracted_at__isnull=False),
        name="%(class)s_purged_is_retracted",
        violation_error_message="完全な削除には日時、操作者、理由が必要です。",
    ),
]
