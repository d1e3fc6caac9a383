from django.db import models
from django.db.models import Q

from disaster.models.disaster import Disaster
from members.models import LocalGovernment


class SupportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A record is seen with its disaster."""
        return self.filter(disaster__in=Disaster.objects.visible_to(user))

    def with_names(self):
        return self.select_related("disaster", "sender_government", "recipient_government")


class Support(models.Model):
    """One record of support (支援の記録): who gave to whom, as of when, after which source.

    Each kind brings its own `disaster`, for a name of its own on the other side.
    """

    fact_key = models.CharField("出典データのキー", max_length=60, blank=True, editable=False)
    sender = models.CharField(
        "支援した団体", max_length=80, help_text="出典の言葉のまま。例: 特別区（23区共同）、新宿区。"
    )
    sender_government = models.ForeignKey(
        LocalGovernment,
        verbose_name="支援した区",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="一つの区と分かるときに選んでください。",
    )
    recipient = models.CharField(
        "支援先", max_length=80, blank=True, help_text="出典の言葉のまま。分からないときは空欄。"
    )
    recipient_government = models.ForeignKey(
        LocalGovernment,
        verbose_name="支援先の自治体",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    note = models.CharField("備考", max_length=500, blank=True)
    is_planned = models.BooleanField(
        "予定", default=False, help_text="実施を確かめていない、予定の段階の記録です。"
    )
    as_of = models.DateField("いつ時点の記録か", null=True, blank=True)
    source = models.CharField("出典", max_length=500)
    created_at = models.DateTimeField("作成日時", auto_now_add=True)

    objects = SupportQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fact_key"],
                condition=~Q(fact_key=""),
                name="%(class)s_fact_key",
                violation_error_message="同じ出典データの記録があります。",
            )
        ]

    def __str__(self):
        return f"{self.sender}から{self.recipient or '支援先不明'}へ"
