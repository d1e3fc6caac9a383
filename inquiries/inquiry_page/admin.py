"""Inquiries for the secretariat: it looks on; the parties write on the pages, where it leaves a trace."""

from django.contrib import admin

from common.admin_mixins import ReadOnlyAdmin, ReadOnlyMixin
from inquiries.inquiries.models import Inquiry
from inquiries.questions.models import Question
from inquiries.steps.models import InquiryStep
from members.organizations.queries import name_lookups


class QuestionInline(ReadOnlyMixin, admin.TabularInline):
    model = Question
    fields = ["position", "version", "kind", "label", "required", "since", "retired_in"]
    extra = 0


class InquiryStepInline(ReadOnlyMixin, admin.TabularInline):
    """What everybody who was asked knows; how one organisation came to its answer stays its own."""

    model = InquiryStep
    fields = ["at", "kind", "by_name", "section_name", "note"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).of_everybody()


@admin.register(Inquiry)
class InquiryAdmin(ReadOnlyAdmin):
    list_display = ["id", "title", "organization", "state", "reach", "answer_due", "sent_at"]
    list_filter = ["state", "reach", "answer_due"]
    search_fields = ["title", "description", *name_lookups("organization__"), "author_name"]
    list_select_related = ["organization__local_government"]
    date_hierarchy = "created_at"
    inlines = [QuestionInline, InquiryStepInline]

    def get_queryset(self, request):
        """No drafts: they are the business of the organisation that writes them."""
        return super().get_queryset(request).sent()
