from django.contrib import admin

from correspondence.sending.admin import ApprovalRuleAdmin
from pamphlets.sending.models import ApprovalRule

admin.site.register(ApprovalRule, ApprovalRuleAdmin)
