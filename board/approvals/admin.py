from django.contrib import admin

from board.approvals.models import ApprovalRule
from correspondence.sending.admin import ApprovalRuleAdmin

admin.site.register(ApprovalRule, ApprovalRuleAdmin)
