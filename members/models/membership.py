from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class MembershipQuerySet(models.QuerySet):
    def open(self):
        return self.filter(withdrawn_on__isnull=True)

    def visible_to(self, user):
        """The secretariat sees all, a person those of his organisation."""
        if not user.is_authenticated:
            return self.none()
        if user.is_secretariat:
            return self
        if not user.section_id:
            return self.none()
        return self.filter(organization_id=user.section.organization_id)


class Membership(models.Model):
    """A time during which an organisation was registered (会員期間); coming back opens another one.

    `Organization.joined_on` and `.withdrawn_on` are those of the newest period.
    """

    organization = models.ForeignKey(
        "members.Organization", verbose_name="団体", on_delete=models.PROTECT, related_name="memberships"
    )
    joined_on = models.DateField("会員登録日")
    joined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="登録した人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    application = models.ForeignKey(
        "members.Application",
        verbose_name="会員登録申請",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="memberships",
    )
    withdrawn_on = models.DateField("退会日", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="退会を処理した人",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField("退会の理由", max_length=1000, blank=True)
    created_at = models.DateTimeField("記録日時", default=timezone.now)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "会員期間"
        ordering = ["-joined_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organization"],
                condition=Q(withdrawn_on__isnull=True),
                name="membership_one_open",
                violation_error_message="この団体には、続いている会員期間がすでにあります。",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=True) | Q(withdrawn_on__gte=F("joined_on")),
                name="membership_ends_after_start",
                violation_error_message="退会日には、会員登録日以後の日付を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on__isnull=False) | Q(withdrawn_by__isnull=True, reason=""),
                name="membership_end_whole",
                violation_error_message="退会の理由と処理した人は、退会日のある期間だけにあります。",
            ),
        ]

    def __str__(self):
        return f"{self.organization} {self.joined_on:%Y-%m-%d}"
