from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.paired_fields import filled_when
from members.decisions.models import DecidedMixin, DecidedQuerySet
from members.organizations.mail_domains import MailDomainCheck, check_mail_domain


class RecoveryQuerySet(DecidedQuerySet):
    def open(self):
        """Neither approved nor declined yet; a person has at most one."""
        return self.filter(state__in=[Recovery.State.UNVERIFIED, Recovery.State.WAITING])


class Recovery(DecidedMixin):
    """Somebody who cannot log in any more asks to be let in again (ログインの回復)."""

    NOUN = "申出"

    class Lost(models.TextChoices):
        ADDRESS = "address", "メールアドレスが変わった・メールが届かない"
        FACTOR = "factor", "認証アプリ・パスキーをなくした"
        BOTH = "both", "両方"

    class State(models.TextChoices):
        UNVERIFIED = "unverified", "部署の確認待ち"
        WAITING = "waiting", "審査待ち"
        APPROVED = "approved", "承認"
        DECLINED = "declined", "見送り"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="担当者", on_delete=models.PROTECT, related_name="recoveries"
    )
    state = models.CharField("状態", max_length=10, choices=State, default=State.UNVERIFIED)
    lost = models.CharField("使えなくなったもの", max_length=10, choices=Lost)
    name = models.CharField("入力された氏名", max_length=60)
    email = models.EmailField("登録のアドレス（申出のとき）", max_length=254)
    new_email = models.EmailField("新しいアドレス", max_length=254, blank=True)
    mailbox = models.EmailField("確認を送った共通アドレス", max_length=254)
    created_at = models.DateTimeField("申出日時", default=timezone.now)
    verified_at = models.DateTimeField("部署の確認日時", null=True, blank=True)
    mail_tokens = GenericRelation(
        "members.MailToken", "subject_id", "subject_type", related_query_name="subject_recovery"
    )

    objects = RecoveryQuerySet.as_manager()

    class Meta(DecidedMixin.Meta):
        verbose_name = verbose_name_plural = "ログインの回復"
        constraints = [
            *DecidedMixin.Meta.constraints,
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(state__in=["unverified", "waiting"]),
                name="recovery_one_open_per_user",
                violation_error_message="この担当者のログインの回復は、すでに申し出があります。",
            ),
            filled_when(
                ~Q(lost="factor"),
                texts=["new_email"],
                message="アドレスが使えないときは、新しいアドレスが必要です。",
            ),
        ]

    def __str__(self):
        return f"{self.user.name} {self.get_lost_display()}"

    def get_absolute_url(self):
        return reverse("members:recovery-detail", args=[self.pk])

    @property
    def loses_factor(self) -> bool:
        """Whether the registered apps and keys go, when it is approved."""
        return self.lost != self.Lost.ADDRESS

    @property
    def address_after(self) -> str:
        """Where the person logs in when it is approved."""
        return self.new_email or self.email

    @property
    def name_matches(self) -> bool:
        """Whether the typed name is the registered one, blanks aside."""
        return "".join(self.name.split()) == "".join(self.user.name.split())

    @property
    def mail_domain(self) -> MailDomainCheck:
        """The domain of the address they will use beside the web site of their organisation."""
        organization = self.user.organization
        return check_mail_domain(self.address_after, organization.website if organization else "")
