"""How an organisation decides, inside, to ask the wards."""

from django.db import models
from django.utils import timezone

from members.organizations.historic_names import by_whom
from members.organizations.models import Organization


class ApprovalRule(models.Model):
    """Whether a request needs a representative's approval before it goes out (依頼の承認の設定)."""

    organization = models.OneToOneField(
        Organization, verbose_name="団体", on_delete=models.PROTECT, related_name="+"
    )
    needs_approval = models.BooleanField("代表の承認を受けてから依頼を出す", default=False)
    updated_at = models.DateTimeField("更新日時", default=timezone.now)
    updated_by = by_whom("更新した人")
    updated_by_name = models.CharField("更新した人(当時)", max_length=60, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "依頼の承認の設定"

    def __str__(self):
        return f"{self.organization}の依頼の承認の設定"
