from django.contrib import admin

from members.access.admin import AuditedAdmin
from members.local_governments.models import LocalGovernment
from members.local_governments.prefectures import CODE_OF


class PrefectureFilter(admin.AllValuesFieldListFilter):
    """Prefectures by their codes, in every list that is filtered by them."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.lookup_choices = sorted(self.lookup_choices, key=lambda name: CODE_OF.get(name, ""))


admin.FieldListFilter.register(lambda field: field.name == "prefecture", PrefectureFilter, take_priority=True)


@admin.register(LocalGovernment)
class LocalGovernmentAdmin(AuditedAdmin):
    list_display = [
        "code",
        "prefecture",
        "name",
        "name_kana",
        "kind",
        "website",
        "established_on",
        "abolished_on",
    ]
    list_filter = [("abolished_on", admin.EmptyFieldListFilter), "kind", "designated_city", "prefecture"]
    search_fields = ["names__part"]
    search_help_text = "団体コード・都道府県・名称・読みから探します。"

    def has_add_permission(self, request):
        return False  # a new body begins by a change: /members/governments/

    def get_readonly_fields(self, request, obj=None):
        """Master data comes from the ministry's list and from changes; the secretariat mends web sites."""
        return [
            "history",
            *(field.name for field in self.opts.fields if field.name not in ("website", "names")),
        ]

    def get_search_results(self, request, queryset, search_term):
        if request.path.endswith("/autocomplete/"):
            queryset = queryset.current()  # who joins today is a body of today
        return super().get_search_results(request, queryset, search_term)
