from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone


class MailToken(models.Model):
    """A link and a six-digit code sent to an address, to prove it (メール確認); kept as hashes only.

    One row for each purpose and subject (the application, the invited person …): sending again replaces link
    and code, the number stays. The subject declares a `GenericRelation` to it, so that both go together.
    """

    WRONG_TRIES_ALLOWED = 10
    SENDINGS_ALLOWED = 5
    # where the site itself sends several: the asking, the reminders, the word to what was asked back
    SENDINGS_ALLOWED_WHERE_REMINDED = 10

    class Purpose(models.TextChoices):
        APPLICATION = "application", "会員登録申請"
        INVITATION = "invitation", "パスワードの設定"
        REVISION = "revision", "申請の修正"
        CONFIRMATION = "confirmation", "登録内容の確認"
        TAKEOVER = "takeover", "引継ぎの申出"
        RECOVERY = "recovery", "ログインの回復"
        WARD_ANSWER = "ward_answer", "配布依頼への回答"

    number = models.CharField("受付番号", max_length=8, unique=True)
    purpose = models.CharField("用件", max_length=20, choices=Purpose)
    subject_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    subject_id = models.BigIntegerField("対象番号")
    subject = GenericForeignKey("subject_type", "subject_id")
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
            models.UniqueConstraint(
                fields=["purpose", "subject_type", "subject_id"],
                name="mailproof_once_per_subject",
                violation_error_message="この対象のメール確認はすでにあります。",
            )
        ]

    def __str__(self):
        return f"{self.get_purpose_display()} {self.number_shown}"

    @property
    def application(self):
        """The application it is about, or None."""
        return self.subject if self.subject_type.model == "application" else None

    @property
    def user(self):
        """The person it is about, or None."""
        return self.subject if self.subject_type.model == "user" else None

    @property
    def entry(self):
        """What a section is asked in a round, or None."""
        return self.subject if self.subject_type.model == "roundentry" else None

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
        reminded = self.purpose in (self.Purpose.CONFIRMATION, self.Purpose.WARD_ANSWER)
        allowed = self.SENDINGS_ALLOWED_WHERE_REMINDED if reminded else self.SENDINGS_ALLOWED
        return not self.used_at and self.sendings < allowed
