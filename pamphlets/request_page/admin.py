"""Pamphlet requests for the secretariat: it looks on and finds what is late; the parties write."""

from django.contrib import admin

from common.admin_mixins import ReadOnlyAdmin, ReadOnlyMixin
from members.organizations.queries import name_lookups
from pamphlets.answers.models import WardAnswer
from pamphlets.requests.models import PamphletRequest
from pamphlets.steps.models import PamphletStep


class WardAnswerInline(ReadOnlyMixin, admin.TabularInline):
    model = WardAnswer
    fields = ["organization", "state", "copies", "places", "remark", "answered_at", "answered_by_name"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("organization")


class PamphletStepInline(ReadOnlyMixin, admin.TabularInline):
    """What happened after the wards were asked; how an organisation decided inside stays its own."""

    model = PamphletStep
    fields = ["at", "kind", "by_name", "section_name", "note"]
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).of_everybody()


@admin.register(PamphletRequest)
class PamphletRequestAdmin(ReadOnlyAdmin):
    list_display = [
        "id", "title", "organization", "state",
        "answer_due", "copies_available", "copies_accepted", "created_at",
    ]  # fmt: skip
    list_filter = ["state", "answer_due", "organization__prefecture"]
    search_fields = ["title", "description", *name_lookups("organization__"), "author_name"]
    list_select_related = ["organization__local_government"]
    date_hierarchy = "created_at"
    inlines = [WardAnswerInline, PamphletStepInline]

    def get_queryset(self, request):
        """No drafts: they are the business of the organisation that writes them."""
        return super().get_queryset(request).sent()
