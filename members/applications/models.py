import datetime

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from common.paired_fields import filled_when, person_field
from common.work_items import Standing
from members.decisions.models import DecidedMixin, DecidedQuerySet, working_days_since
from members.organizations.mail_domains import MailDomainCheck, check_mail_domain

OPEN = ("waiting", "returned")
CORRECTION_OVERDUE_AFTER = datetime.timedelta(days=30)


class ApplicationQuerySet(DecidedQuerySet):
    def returned(self):
        """Asked back and not corrected yet (差戻し中), the oldest first."""
        return self.filter(state=Application.State.RETURNED).order_by("returned_at", "id")

    def open(self):
        """Verified and not decided: their organisation and address are taken until then."""
        return self.filter(state__in=OPEN)

    def correction_overdue(self):
        """Asked back so long ago that the secretariat should ask by telephone."""
        return self.returned().filter(returned_at__lte=timezone.now() - CORRECTION_OVERDUE_AFTER)

    def joins(self):
        """Verified requests for an account (担当者の追加)."""
        return self.filter(kind=Application.Kind.ACCOUNT).exclude(state=Application.State.UNVERIFIED)

    def joins_visible_to(self, user):
        """The secretariat's, and each representative's own.

        Apart from `visible_to`, which opens the secretariat's pages of all applications.
        """
        if not user.is_authenticated or not (user.is_secretariat or user.is_representative):
            return self.none()
        joins = self.joins()
        return joins if user.is_secretariat else joins.filter(organization=user.section.organization_id)


class Application(DecidedMixin):
    """An application to become a member, or for an account in one (会員登録申請)."""

    NOUN = "申請"

    class Kind(models.TextChoices):
        MEMBERSHIP = "membership", "会員登録"
        ACCOUNT = "account", "担当者の追加"

    class State(models.TextChoices):
        UNVERIFIED = "unverified", "メール確認待ち"
        WAITING = "waiting", "審査待ち"
        RETURNED = "returned", "差戻し中"
        APPROVED = "approved", "承認"
        DECLINED = "declined", "見送り"

    number = models.CharField("受付番号", max_length=8, unique=True)
    kind = models.CharField("申請の種類", max_length=10, choices=Kind, default=Kind.MEMBERSHIP)
    state = models.CharField("状態", max_length=10, choices=State, default=State.UNVERIFIED)
    local_government = models.ForeignKey(
        "members.LocalGovernment",
        verbose_name="地方公共団体",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    organization = models.ForeignKey(
        "members.Organization",
        verbose_name="会員",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    prefecture = models.CharField("都道府県", max_length=4, blank=True)
    name = models.CharField("団体名", max_length=60)
    name_kana = models.CharField("団体名の読み", max_length=120, blank=True)
    section_name = models.CharField("担当部署", max_length=80)
    mailbox = models.EmailField("担当課の共通アドレス", max_length=254)
    applicant_name = models.CharField("氏名", max_length=60)
    email = models.EmailField("本人のメールアドレス", max_length=254)
    telephone = models.CharField("電話番号", max_length=30)
    postal_code = models.CharField("郵便番号", max_length=8)
    address = models.CharField("所在地", max_length=200)
    consented_at = models.DateTimeField("利用規約への同意日時")
    created_at = models.DateTimeField("申請日時", default=timezone.now)
    verified_at = models.DateTimeField(
        "メール確認日時",
        null=True,
        blank=True,
        help_text="差戻しのあとは、修正が届いた日時です。はじめの日は申請日時で分かります。",
    )
    returned_at = models.DateTimeField("差戻し日時", null=True, blank=True)
    returned_by = person_field("差し戻した人")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録された担当者",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="applications",
    )
    mail_tokens = GenericRelation(
        "members.MailToken", "subject_id", "subject_type", related_query_name="subject_application"
    )

    objects = ApplicationQuerySet.as_manager()

    class Meta(DecidedMixin.Meta):
        verbose_name = verbose_name_plural = "会員登録申請"
        constraints = [
            *DecidedMixin.Meta.constraints,
            filled_when(
                Q(state="returned"),
                "returned_at",
                "returned_by",
                message="差戻し中の申請だけに、差戻しの日時と人の両方が必要です。",
            ),
            models.CheckConstraint(
                condition=~Q(kind="account") | Q(organization__isnull=False),
                name="application_account_in_organization",
                violation_error_message="担当者の追加には、会員である団体が必要です。",
            ),
            models.UniqueConstraint(
                fields=["local_government"],
                condition=Q(state__in=OPEN, kind="membership"),
                name="application_one_open_per_government",
                violation_error_message="この団体の申請はすでに受け付けています。",
            ),
            models.UniqueConstraint(
                fields=["prefecture", "name"],
                condition=Q(state__in=OPEN, kind="membership", local_government__isnull=True),
                name="application_one_open_per_body",
                violation_error_message="この団体の申請はすでに受け付けています。",
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=Q(state__in=OPEN),
                name="application_one_open_per_email",
                violation_error_message="このメールアドレスの申請はすでに受け付けています。",
            ),
        ]

    def __str__(self):
        return f"{self.full_name} {self.section_name}"

    def get_absolute_url(self):
        return reverse("members:application-detail", args=[self.pk])

    @property
    def full_name(self) -> str:
        """Name of the body with its prefecture, as it will be shown when it is a member."""
        if self.local_government_id and not self.name.startswith(self.prefecture):
            return f"{self.prefecture}{self.name}"
        return self.name

    @property
    def number_shown(self) -> str:
        return f"{self.number[:4]}-{self.number[4:]}"

    @property
    def is_returned(self) -> bool:
        return self.state == self.State.RETURNED

    @property
    def is_correction_overdue(self) -> bool:
        """Asked back over 30 days ago, and nothing came: the same as `correction_overdue()` for one row."""
        return self.is_returned and timezone.now() - self.returned_at >= CORRECTION_OVERDUE_AFTER

    @property
    def returned_days(self) -> int:
        """Working days since it was asked back; 0 for one that was not."""
        return working_days_since(self.returned_at) if self.is_returned else 0

    @property
    def standing(self) -> Standing:
        if not self.is_returned:
            return super().standing
        late = "30日以上、" if self.is_correction_overdue else ""
        days = f"差戻しから{self.returned_days}開庁日"
        return Standing(f"{days}、{late}修正が届いていません（{self.returned_by.name}さんが差戻し）")

    @property
    def mail_domain(self) -> MailDomainCheck:
        """The applicant's mail domain beside the body's web site."""
        return check_mail_domain(
            self.email, self.local_government.website if self.local_government_id else ""
        )
