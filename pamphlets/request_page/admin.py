"""Pamphlet requests for the secretariat: it looks on and finds what is late; the parties write."""

from django.contrib import admin

from board.models import AskingRule, PamphletRequest, PamphletStep, WardAnswer
from office.admin_dates import BoundedDates
from office.admin_looking import LookOnly


class WardAnswerInline(LookOnly, admin.TabularInline):
    model = WardAnswer
    fields = ["ward", "state", "copies", "places", "remark", "answered_at", "answered_by_name"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("ward")


class PamphletStepInline(LookOnly, admin.TabularInline):
    """What happened after the wards were asked; how an organisation decided inside stays its own."""

    model = PamphletStep
    fields = ["at", "kind", "by_name", "section_name", "note"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).exclude(kind__in=PamphletStep.INSIDE)


@admin.register(PamphletRequest)
class PamphletRequestAdmin(BoundedDates, LookOnly, admin.ModelAdmin):
    list_display = [
        "id", "title", "organization", "state",
        "answer_due", "copies_available", "copies_accepted", "created_at",
    ]  # fmt: skip
    list_filter = ["state", "answer_due", "organization__prefecture"]
    search_fields = ["title", "description", "organization__name", "organization__prefecture", "author_name"]
    list_select_related = ["organization__local_government"]
    date_hierarchy = "created_at"
    inlines = [WardAnswerInline, PamphletStepInline]

    def get_queryset(self, request):
        """No drafts: they are the business of the organisation that writes them."""
        return super().get_queryset(request).asked()


@admin.register(WardAnswer)
class WardAnswerAdmin(BoundedDates, LookOnly, admin.ModelAdmin):
    exclude = ["forwarded_note"]  # said inside the ward
    list_display = ["pamphlet", "ward", "state", "copies", "places", "answered_at", "answered_by_name"]
    list_filter = ["state", "pamphlet__state", "ward"]
    search_fields = ["pamphlet__title", "ward__name", "remark", "answered_by_name"]
    list_select_related = ["pamphlet", "ward"]


@admin.register(AskingRule)
class AskingRuleAdmin(BoundedDates, LookOnly, admin.ModelAdmin):
    list_display = ["organization", "needs_approval", "updated_at", "updated_by_name"]
    list_select_related = ["organization__local_government"]
