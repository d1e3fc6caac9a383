from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.japanese_calendar import add_working_days, is_working_day

REMIND_AFTER = 10  # working days


class ApplicationReturnQuerySet(models.QuerySet):
    def unanswered(self):
        """Those the applicant has not answered; the application may have been declined since."""
        return self.filter(answered_at__isnull=True)

    def reminder_due(self, day):
        """Those whose applicant has not answered for ten working days and was not reminded."""
        if not is_working_day(day):
            return self.none()
        until = add_working_days(day, -REMIND_AFTER)
        waiting = self.unanswered().filter(reminded_at=None, application__state="returned")
        return waiting.filter(returned_at__date__lte=until)


class ApplicationReturn(models.Model):
    """An application asked back with a remark, until its corrected form comes (差戻し); one row a round."""

    application = models.ForeignKey(
        "members.Application", verbose_name="会員登録申請", on_delete=models.PROTECT, related_name="returns"
    )
    remark = models.TextField("指摘", max_length=1000)
    returned_at = models.DateTimeField("差戻し日時", default=timezone.now)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name="差し戻した人", on_delete=models.PROTECT, related_name="+"
    )
    reminded_at = models.DateTimeField("再度の案内の日時", null=True, blank=True)
    typed = models.JSONField(
        "確認待ちの修正",
        default=dict,
        db_default=models.Value({}, models.JSONField()),
        blank=True,
        help_text="新しいメールアドレスの確認が済むまで、修正の内容をここに置きます。",
    )
    answer = models.TextField("申請者からの連絡", max_length=1000, blank=True)
    answered_at = models.DateTimeField("修正日時", null=True, blank=True)
    changes = models.JSONField(
        "修正の前後", default=dict, db_default=models.Value({}, models.JSONField()), blank=True
    )

    objects = ApplicationReturnQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "差戻し"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(answered_at__isnull=True),
                name="applicationreturn_one_open",
                violation_error_message="この申請はすでに差し戻しています。",
            ),
            models.CheckConstraint(
                condition=~Q(remark=""),
                name="applicationreturn_has_remark",
                violation_error_message="差戻しには指摘を入力してください。",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, changes={}) | Q(answered_at__isnull=False, typed={}),
                name="applicationreturn_answered_whole",
                violation_error_message="修正の前後は、修正が届いた差戻しだけにあります。",
            ),
        ]

    def __str__(self):
        return f"{self.application} {self.remark[:20]}"

    @property
    def awaits_address(self) -> bool:
        """Corrected, but with a new address that is not verified yet."""
        return bool(self.typed)
