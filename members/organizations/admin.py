from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from members import actions
from members.admin.exporting import ExportMixin
from members.admin.recorded import LookOnlyAdmin, RecordedAdmin
from members.admin.rounds import UnconfirmedFilter
from members.models import Confirmation, Handover, Organization, Section
from members.refusals import Refused
from office import index
from office.templatetags.office import wareki, wareki_time


class OrganizationForm(forms.ModelForm):
    """A member does not stop being one by an emptied date: it leaves by 退会の申出."""

    def clean_joined_on(self):
        day = self.cleaned_data["joined_on"]
        if self.instance.pk and self.instance.joined_on and day is None:
            raise forms.ValidationError(
                "会員登録日を空にすることはできません。退会するときは、退会の申出を登録してください。"
            )
        return day


@admin.register(Organization)
class OrganizationAdmin(ExportMixin, RecordedAdmin):
    sheet = "organizations"
    form = OrganizationForm
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
    list_filter = ["kind", UnconfirmedFilter, ("withdrawn_on", admin.EmptyFieldListFilter), "prefecture"]
    search_fields = ["name", "name_kana", "prefecture", "local_government__code"]
    search_help_text = "名称・読み・都道府県・団体コードから探します。"
    autocomplete_fields = ["local_government"]
    # the rest of the public page has a form of its own, which also the secretariat uses
    exclude = [
        *("head_title", "head_message", "themes_offer", "offer", "themes_seek", "seek"),
        *("newsletter_url", "video_url", "x_url", "picture_alt", "picture_credit"),
    ]
    readonly_fields = [
        "profile_link",
        "withdrawn_on",
        "periods",
        "confirmed_at",
        "confirmed_by",
        "created_at",
        "merged_into",
        "history",
    ]
    list_select_related = ["local_government"]
    actions = ["merge_duplicates", *ExportMixin.actions]

    def get_readonly_fields(self, request, obj=None):
        """The dates of one that left are history."""
        ended = ["joined_on"] if obj and obj.withdrawn_on else []
        return [*super().get_readonly_fields(request, obj), *ended]

    def get_queryset(self, request):
        people = Count("sections__users", filter=Q(sections__users__is_active=True))
        return super().get_queryset(request).annotate(people=people)

    def store(self, request, obj, form, change):
        super().store(request, obj, form, change)
        actions.change_joined_on(organization=obj)
        index.refresh(obj)

    @admin.display(description="会員期間")
    def periods(self, organization):
        """Who leaves does so by 退会の申出, with a reason; here it is only read."""
        if organization.pk is None:
            return "―"
        lines = (
            (wareki(row.joined_on), f"{wareki(row.withdrawn_on)} {row.reason}" if row.withdrawn_on else "")
            for row in organization.memberships.all()
        )
        return format_html_join("", "<p>{} ~ {}</p>", lines) or "―"

    @admin.action(description="選んだ二つの登録を一つに統合する(重複の整理)", permissions=["change"])
    def merge_duplicates(self, request, queryset):
        pks = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(pks) != 2:
            self.message_user(request, "統合する登録を、ちょうど二つ選んでください。", messages.ERROR)
            return None
        return redirect(f"{reverse('members:merge-new')}?organizations={pks[0]},{pks[1]}")

    @admin.display(description="公開ページの内容")
    def profile_link(self, organization):
        if organization.pk is None:
            return "登録してから修正できます"
        url = f"{reverse('organization:organization-edit')}?organization={organization.pk}"
        return format_html('<a href="{}">写真・テーマ・リンクなどを修正する</a>', url)

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
    search_fields = ["name", "mailbox", "organization__name", "organization__name_kana"]
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
        return (found.open() if offered else found), may_repeat

    @admin.display(description="状態", ordering="closed_at")
    def state_column(self, section):
        return "使用中" if section.is_open else "廃止"

    @admin.action(description="選んだ担当部署を廃止する", permissions=["change"])
    def close(self, request, queryset):
        for section in queryset:
            try:
                actions.close_section(section=section, by=request.user)
            except Refused as refusal:
                self.message_user(request, f"{section}: {refusal}", messages.ERROR)
            else:
                self.message_user(request, f"{section}を廃止しました。", messages.SUCCESS)

    def store(self, request, obj, form, change):
        super().store(request, obj, form, change)
        if "mailbox" in form.changed_data:
            actions.reached(obj, by=request.user)

    def get_queryset(self, request):
        people = Count("users", filter=Q(users__is_active=True))
        return super().get_queryset(request).annotate(people=people)

    @admin.display(description="担当者数", ordering="people")
    def people_column(self, section):
        return section.people


@admin.register(Confirmation)
class ConfirmationAdmin(LookOnlyAdmin):
    list_display = ["organization", "section", "at", "by"]
    list_filter = ["at", "organization__kind"]
    search_fields = ["organization__name", "organization__name_kana", "by__name"]
    list_select_related = ["organization__local_government", "section__organization__local_government", "by"]


@admin.register(Handover)
class HandoverAdmin(LookOnlyAdmin):
    list_display = ["leaving", "successor_name", "successor_email", "effective_on", "origin", "state_column"]
    list_filter = ["effective_on", "origin", ("done_at", admin.EmptyFieldListFilter)]
    search_fields = ["leaving__name", "successor_name", "successor_email"]
    list_select_related = ["leaving", "created_by"]

    @admin.display(description="状態")
    def state_column(self, handover):
        return handover.state[0]
