from correspondence.sending.models import BaseApprovalRule


class ApprovalRule(BaseApprovalRule):
    """Whether a request of their organisation to the wards must be approved first (依頼の承認の設定)."""

    class Meta(BaseApprovalRule.Meta):
        verbose_name = verbose_name_plural = "依頼の承認の設定"
