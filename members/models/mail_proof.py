from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from members.models.application import Application


class MailProof(models.Model):
    """A link and a six-digit code sent to an address, to prove it (メール確認); kept as hashes only.

    One row per application or invited person: sending again replaces link and code, the number stays.
    """

    WRONG_TRIES_ALLOWED = 10
    SENDINGS_ALLOWED = 5

    class Purpose(models.TextChoices):
        APPLICATION = "application", "会員登録申請"
        INVITATION = "invitation", "パスワードの設定"

    number = models.CharField("受付番号", max_length=8, unique=True)
    purpose = models.CharField("用件", max_length=12, choices=Purpose)
    application = models.OneToOneField(
        Application,
        verbose_name="会員登録申請",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="proof",
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name="担当者",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="invitation",
    )
    email = models.EmailField("メールアドレス", max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField("有効期限")
    used_at = models.DateTimeField("使用日時", null=True, blank=True)
    wrong_tries = models.PositiveSmallIntegerField("誤入力の回数", default=0)
    sendings = models.PositiveSmallIntegerField("送信回数", default=1)
    created_at = models.DateTimeField("作成日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "メール確認"
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose="application", application__isnull=False, user__isnull=True)
                | Q(purpose="invitation", application__isnull=True, user__isnull=False),
                name="mailproof_one_subject",
                violation_error_message="メール確認は申請か担当者のどちらか一つに結び付きます。",
            )
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.number_shown}"

    @property
    def number_shown(self) -> str:
        return f"{self.number[:4]}-{self.number[4:]}"

    @property
    def is_expired(self) -> bool:
        return self.expires_at <= timezone.now()

    @property
    def is_stopped(self) -> bool:
        return self.wrong_tries >= self.WRONG_TRIES_ALLOWED

    @property
    def may_be_sent_again(self) -> bool:
        return not self.used_at and self.sendings < self.SENDINGS_ALLOWED
