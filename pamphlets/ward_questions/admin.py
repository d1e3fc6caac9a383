from django.contrib import admin

from common.admin_mixins import ReadOnlyAdmin
from pamphlets.ward_questions.models import WardQuestion


@admin.register(WardQuestion)
class WardQuestionAdmin(ReadOnlyAdmin):
    list_display = ["answer", "text", "asked_by_name", "asked_at", "replied_at"]
    list_filter = [("replied_at", admin.EmptyFieldListFilter), "answer__organization"]
    search_fields = ["text", "reply", "answer__pamphlet__title"]
    list_select_related = ["answer__organization"]
