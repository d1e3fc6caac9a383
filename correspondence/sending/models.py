"""How an organisation decides, inside, to ask others."""

from django.apps import apps
from django.db import models
from django.utils import timezone

from common.paired_fields import person_field


class BaseApprovalRule(models.Model):
    """Whether a request needs a representative's approval before it goes out (承認の設定)."""

    organization = models.OneToOneField(
        "members.Organization", verbose_name="団体", on_delete=models.PROTECT, related_name="+"
    )
    needs_approval = models.BooleanField("代表担当者の承認を受けてから出す", default=False)
    updated_at = models.DateTimeField("更新日時", default=timezone.now)
    updated_by = person_field("更新した人")
    updated_by_name = models.CharField("更新した人（当時）", max_length=60, blank=True)

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.organization}の{self._meta.verbose_name}"


def rule_model(request_model) -> type[BaseApprovalRule]:
    """The room's `ApprovalRule`."""
    return apps.get_model(request_model.ROOM, "ApprovalRule")
