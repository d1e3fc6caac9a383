from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from members.mail_tokens.handlers import MailTokenHandler, handler_of


class MailToken(models.Model):
    """A link and a six-digit code sent to an address, to prove it (メール確認); kept as hashes only.

    One row for each purpose and subject (the application, the invited person …): sending again replaces link
    and code, the number stays. The subject declares a `GenericRelation` to it, so that both go together.
    """

    WRONG_TRIES_ALLOWED = 10
    SENDINGS_ALLOWED = 5  # asked for by people; what the site sends by itself aside

    number = models.CharField("受付番号", max_length=8, unique=True)
    purpose = models.CharField("用件", max_length=20)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField("対象番号")
    subject = GenericForeignKey("subject_type", "subject_id")
    email = models.EmailField("メールアドレス", max_length=254)
    token_hash = models.CharField(max_length=64, unique=True)
    code_hash = models.CharField(max_length=64)
    expires_at = models.DateTimeField("有効期限")
    used_at = models.DateTimeField("使用日時", null=True, blank=True)
    wrong_tries = models.PositiveSmallIntegerField("誤入力の回数", default=0)
    sendings = models.PositiveSmallIntegerField("送信回数", default=1)  # reminders of the site aside
    created_at = models.DateTimeField("作成日時", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "メール確認"
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "subject_type", "subject_id"],
                name="mail_token_once_per_subject",
                violation_error_message="この対象のメール確認はすでにあります。",
            )
        ]

    def __str__(self):
        return f"{self.handler.label} {self.number_shown}"

    @property
    def handler(self) -> MailTokenHandler:
        return handler_of(self.purpose)

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
    def is_usable(self) -> bool:
        return not (self.used_at or self.is_expired or self.is_stopped)

    @property
    def mailing(self) -> str:
        """Tells the newest mail with link and code from those before, without telling either."""
        return self.token_hash[:12]

    @property
    def may_be_sent_again(self) -> bool:
        return not self.used_at and not self.was_sent_often

    @property
    def was_sent_often(self) -> bool:
        return self.sendings >= self.SENDINGS_ALLOWED
