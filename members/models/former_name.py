from django.db import models
from django.db.models import Q
from django.db.models.functions import Concat


def called(words: str) -> Q:
    """Whether the name, with or without its prefecture, or the reading of a former name holds the words."""
    return Q(whole__contains=words) | Q(name_kana__contains=words)


class FormerNameQuerySet(models.QuerySet):
    def named(self, words: str):
        """Former names that hold these plain words (`plain_reading`)."""
        return self.filter(called(words))


class FormerNameManager(models.Manager.from_queryset(FormerNameQuerySet)):
    def get_queryset(self):
        return super().get_queryset().annotate(whole=Concat("prefecture", "name"))


class FormerName(models.Model):
    """A name that leads to a body of today (旧名称): written by a change, or typed by the secretariat."""

    local_government = models.ForeignKey(
        "members.LocalGovernment",
        verbose_name="現在の団体",
        on_delete=models.PROTECT,
        related_name="former_names",
    )
    prefecture = models.CharField("都道府県", max_length=4)
    name = models.CharField("旧名称", max_length=40)
    name_kana = models.CharField("読み", max_length=80, blank=True)
    until = models.DateField("いつまで", null=True, blank=True, help_text="分からないときは空欄にします。")
    remark = models.CharField("備考", max_length=200, blank=True)
    source = models.CharField("出典", max_length=300)
    change = models.ForeignKey(
        "members.GovernmentChange",
        verbose_name="変更",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="former_names",
        help_text="登録した変更から自動で作られたもの。空欄は事務局が入力したものです。",
    )

    objects = FormerNameManager()

    class Meta:
        verbose_name = verbose_name_plural = "旧名称"
        ordering = [models.F("until").desc(nulls_last=True), "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["local_government", "prefecture", "name"],
                name="formername_once",
                violation_error_message="この旧名称はすでに登録されています。",
            )
        ]

    def __str__(self):
        return f"{self.prefecture}{self.name}"

    @property
    def is_typed(self) -> bool:
        """Whether the secretariat typed it, and may take it away."""
        return self.change_id is None
