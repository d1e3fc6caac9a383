from correspondence.sending.models import BaseApprovalRule


class ApprovalRule(BaseApprovalRule):
    """Whether an inquiry of their organisation must be approved before it goes out (照会の承認の設定)."""

    class Meta(BaseApprovalRule.Meta):
        verbose_name = verbose_name_plural = "照会の承認の設定"
