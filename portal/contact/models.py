"""What somebody wrote to the secretariat, and what became of it."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.paired_fields import filled_when, person_field
from portal.contact.labels import Matter


class ContactMessageQuerySet(models.QuerySet):
    def waiting(self):
        """Not done yet."""
        return self.exclude(state=ContactMessage.State.DONE)


class ContactMessage(models.Model):
    """A message to the secretariat from the contact form (お問い合わせ)."""

    class State(models.TextChoices):
        NEW = "new", "未対応"
        DOING = "doing", "対応中"
        DONE = "done", "対応済み"

    matter = models.CharField("種類", max_length=20, choices=Matter)
    name = models.CharField("お名前", max_length=60)
    affiliation = models.CharField("所属", max_length=100, blank=True)
    email = models.EmailField("メールアドレス", max_length=254)
    body = models.TextField("内容", max_length=2000)
    by = person_field("ログインしていた人")
    received_at = models.DateTimeField("受付日時", default=timezone.now)
    state = models.CharField("状態", max_length=5, choices=State, default=State.NEW)
    handled_at = models.DateTimeField("対応を記録した日時", null=True, blank=True)
    handled_by = person_field("対応を記録した人")
    note = models.TextField("対応の記録", max_length=1000, blank=True)

    objects = ContactMessageQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "お問い合わせ"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["received_at"], condition=~Q(state="done"), name="contactmessage_waiting")
        ]
        constraints = [
            filled_when(
                ~Q(state="new"),
                "handled_at",
                "handled_by",
                message="対応には日時と人の両方が必要です。",
            )
        ]

    def __str__(self):
        return f"{self.get_matter_display()} {self.number_shown}"

    @property
    def number_shown(self) -> str:
        """Receipt number (受付番号): 20261130-0012."""
        return f"{timezone.localdate(self.received_at):%Y%m%d}-{self.pk:04}"

    @property
    def state_tone(self) -> str:
        return {"new": "warning", "doing": "key"}.get(self.state, "muted")
