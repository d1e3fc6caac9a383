"""How many people an event counted, each number by what it counts."""

from django.db import models


class Headcount(models.Model):
    """A number of people of an event (人数) and what it counts; never added across bases."""

    class Basis(models.TextChoices):
        CAPACITY = "capacity", "定員"
        APPLICATIONS = "applications", "申込者数"
        PEOPLE = "people", "参加者・来場者数"
        VISITS = "visits", "延べ来場者数"

    event = models.ForeignKey(
        "events.Event", verbose_name="イベント", on_delete=models.CASCADE, related_name="headcounts"
    )
    basis = models.CharField("数え方", max_length=12, choices=Basis)
    number = models.PositiveIntegerField("人数")
    label = models.CharField(
        "出典での書き方",
        max_length=100,
        blank=True,
        help_text="例：聴講者、2日間延べ。出典の言葉のまま入力してください。",
    )

    class Meta:
        verbose_name = verbose_name_plural = "人数"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "basis"],
                name="headcount_once_per_basis",
                violation_error_message="同じ数え方の人数があります。",
            )
        ]

    def __str__(self):
        return f"{self.get_basis_display()} {self.number:,}人"
