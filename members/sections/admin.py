from django.contrib import admin
from django.db.models import Count, Q

from common.admin_mixins import column
from common.versions import EditedForm
from members.access.admin import AuditedAdmin, ExportMixin
from members.organizations.actions import lock_people
from members.organizations.queries import name_lookups
from members.sections import actions
from members.sections.forms import SectionForm
from members.sections.models import Section

TYPED = SectionForm.base_fields


class SectionAdminForm(EditedForm):
    """The fields of the page."""

    name, mailbox, telephone = TYPED["name"], TYPED["mailbox"], TYPED["telephone"]
    postal_code, address = TYPED["postal_code"], TYPED["address"]

    @property
    def typed(self) -> dict:
        return {name: self.cleaned_data[name] for name in SectionForm.columns}


@admin.register(Section)
class SectionAdmin(ExportMixin, AuditedAdmin):
    sheet = "sections"
    form = SectionAdminForm
    list_display = [
        "organization",
        "name",
        "mailbox",
        "telephone",
        "people_column",
        "state_column",
        "bounced_at",
    ]
    list_filter = [
        ("closed_at", admin.EmptyFieldListFilter),
        ("bounced_at", admin.EmptyFieldListFilter),
        "organization__kind",
        "organization__prefecture",
    ]
    search_fields = ["name", "mailbox", *name_lookups("organization__")]
    search_help_text = "部署名・アドレス・団体名・読みから探します。"
    autocomplete_fields = ["organization"]
    list_select_related = ["organization__local_government"]
    ordering = ["organization", "id"]  # said again: counting people drops the model's own
    readonly_fields = ["created_at", "bounced_at", "closed_at", "closed_by", "history"]
    actions = ["close", *ExportMixin.actions]

    def get_readonly_fields(self, request, obj=None):
        # a section takes its people along: it stays in its organisation
        return [*self.readonly_fields, "organization"] if obj else self.readonly_fields

    def has_change_permission(self, request, obj=None):
        if obj is not None and not obj.is_open:
            return False
        return super().has_change_permission(request, obj)

    def get_search_results(self, request, queryset, search_term):
        found, may_repeat = super().get_search_results(request, queryset, search_term)
        offered = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        if offered:
            found = found.open().select_related("organization")
        return found, may_repeat

    state_column = column("状態", lambda row: "使用中" if row.is_open else "廃止", ordering="closed_at")

    @admin.action(description="選んだ担当部署を廃止する", permissions=["change"])
    def close(self, request, queryset):
        self.each(
            request,
            queryset,
            lambda section: actions.close_section(section=section, by=request.user),
            "を廃止しました。",
        )

    def lock(self, row):
        lock_people(row.organization)

    def save_model(self, request, obj, form, change):
        """As on the page, which tells who has to know."""
        if change:
            saved = actions.change_section(section=obj, fields=form.typed, by=request.user)
        else:
            organization = obj.organization
            saved = actions.add_section(organization=organization, fields=form.typed, by=request.user)
        vars(obj).update(vars(saved))

    def get_queryset(self, request):
        people = Count("users", filter=Q(users__is_active=True))
        return super().get_queryset(request).annotate(people=people)

    people_column = column("担当者数", lambda row: row.people, ordering="people")
