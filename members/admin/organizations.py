from django.contrib import admin
from django.db.models import Count, Q

from members.admin.exporting import ExportMixin
from members.admin.recorded import LookOnlyAdmin, RecordedAdmin
from members.models import Confirmation, Handover, Organization, Section
from office import index
from office.templatetags.office import wareki_time


@admin.register(Organization)
class OrganizationAdmin(ExportMixin, RecordedAdmin):
    sheet = "organizations"
    list_display = [
        "name",
        "prefecture",
        "kind",
        "member_column",
        "joined_on",
        "withdrawn_on",
        "people_column",
        "confirmed_column",
    ]
    list_filter = ["kind", ("withdrawn_on", admin.EmptyFieldListFilter), "prefecture"]
    search_fields = ["name", "name_kana", "prefecture", "local_government__code"]
    search_help_text = "名称・読み・都道府県・団体コードから探します。"
    autocomplete_fields = ["local_government"]
    readonly_fields = ["confirmed_at", "confirmed_by", "created_at", "history"]
    list_select_related = ["local_government"]

    def get_queryset(self, request):
        people = Count("sections__users", filter=Q(sections__users__is_active=True))
        return super().get_queryset(request).annotate(people=people)

    def store(self, request, obj, form, change):
        super().store(request, obj, form, change)
        index.refresh(obj)

    @admin.display(description="会員", boolean=True)
    def member_column(self, organization):
        return organization.is_member

    @admin.display(description="担当者数", ordering="people")
    def people_column(self, organization):
        return organization.people

    @admin.display(description="登録内容の確認", ordering="confirmed_at")
    def confirmed_column(self, organization):
        return wareki_time(organization.confirmed_at) if organization.confirmed_at else "―"


@admin.register(Section)
class SectionAdmin(ExportMixin, RecordedAdmin):
    sheet = "sections"
    list_display = ["organization", "name", "mailbox", "telephone", "people_column"]
    list_filter = ["organization__kind", "organization__prefecture"]
    search_fields = ["name", "mailbox", "organization__name", "organization__name_kana"]
    search_help_text = "部署名・アドレス・団体名・読みから探します。"
    autocomplete_fields = ["organization"]
    list_select_related = ["organization__local_government"]
    readonly_fields = ["created_at", "history"]

    def get_queryset(self, request):
        people = Count("users", filter=Q(users__is_active=True))
        return super().get_queryset(request).annotate(people=people)

    @admin.display(description="担当者数", ordering="people")
    def people_column(self, section):
        return section.people


@admin.register(Confirmation)
class ConfirmationAdmin(LookOnlyAdmin):
    list_display = ["organization", "at", "by"]
    list_filter = ["at", "organization__kind"]
    search_fields = ["organization__name", "organization__name_kana", "by__name"]
    list_select_related = ["organization__local_government", "by"]


@admin.register(Handover)
class HandoverAdmin(LookOnlyAdmin):
    list_display = ["leaving", "successor_name", "successor_email", "effective_on", "done_at", "cancelled_at"]
    list_filter = ["effective_on", ("done_at", admin.EmptyFieldListFilter)]
    search_fields = ["leaving__name", "successor_name", "successor_email"]
    list_select_related = ["leaving", "created_by"]
