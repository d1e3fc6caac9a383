from django.contrib import admin

from common.admin_mixins import ReadOnlyAdmin
from members.organizations.queries import name_lookups
from pamphlets.answer_changes.models import AnswerChange


@admin.register(AnswerChange)
class AnswerChangeAdmin(ReadOnlyAdmin):
    list_display = ["answer", "side", "copies_before", "copies", "state", "proposed_at", "decided_at"]
    list_filter = ["state", "side"]
    search_fields = ["answer__pamphlet__title", *name_lookups("answer__organization__"), "reason"]
    list_select_related = ["answer__organization", "answer__pamphlet"]
