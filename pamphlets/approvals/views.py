from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from members.access.decorators import members_only
from members.users.models import User
from pamphlets.approvals.actions import save_approval_rule
from pamphlets.approvals.forms import ApprovalRuleForm
from pamphlets.approvals.models import ApprovalRule
from pamphlets.approvals.rules import can_edit_approval_rule


@require_http_methods(["GET", "POST"])
@members_only
def approval_rule_edit(request):
    if not can_edit_approval_rule(request.user):
        raise PermissionDenied("承認の設定を変えられるのは、依頼を出せる団体の代表だけです。")
    organization = request.user.organization
    if request.method == "POST":
        form = ApprovalRuleForm(request.POST)
        if form.is_valid():
            save_approval_rule(by=request.user, **form.cleaned_data)
            messages.success(request, "承認の設定を保存しました。")
            return redirect("pamphlets:pamphlet-list")
    rule = ApprovalRule.objects.filter(organization=organization).first()
    form = ApprovalRuleForm(initial={"needs_approval": bool(rule and rule.needs_approval)})
    representatives = User.objects.of(organization).representatives().values_list("name", flat=True)
    context = {"form": form, "rule": rule, "representatives": "、".join(representatives)}
    return render(request, "pamphlets/approvals/approval_rule_edit.html", context)
