from django import forms
from django.contrib import admin, messages
from django.db.models import Count, Q
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join

from common.admin_mixins import column
from common.fields import KanaField
from common.japanese_calendar import wareki, wareki_time
from common.search.actions import refresh_index
from common.versions import EditedForm
from members.access.admin import AuditedAdmin, AuditedReadOnlyAdmin, ExportMixin
from members.organizations import actions
from members.organizations.models import Membership, Organization
from members.organizations.queries import name_lookups


class OrganizationAdminForm(EditedForm):
    """A member does not stop being one by an emptied date: it leaves by 退会の申出."""

    name_kana = KanaField(label="読み", max_length=120, required=False)

    def clean_joined_on(self):
        day = self.cleaned_data["joined_on"]
        if self.instance.pk and self.instance.joined_on and day is None:
            raise forms.ValidationError(
                "会員登録日を空にすることはできません。退会するときは、退会の申出を登録してください。"
            )
        return day


class UnconfirmedFilter(admin.SimpleListFilter):
    """要確認: a section let a round pass for 60 days."""

    title = "要確認"
    parameter_name = "unconfirmed"

    def lookups(self, request, model_admin):
        return [("yes", "要確認の団体")]

    def queryset(self, request, queryset):
        if self.value() != "yes":
            return queryset
        return queryset.filter(pk__in=Organization.objects.unconfirmed().order_by().values("pk"))


@admin.register(Organization)
class OrganizationAdmin(ExportMixin, AuditedAdmin):
    sheet = "organizations"
    form = OrganizationAdminForm
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
    search_fields = name_lookups()
    search_help_text = "名称・読み・都道府県・団体コードから探します。"
    autocomplete_fields = ["local_government"]
    # the rest of the public page has a form of its own, which also the secretariat uses
    exclude = [
        *(
            "introduction",
            "website",
            "picture",
            "head_title",
            "head_message",
            "themes_offer",
            "offer",
            "themes_seek",
            "seek",
        ),
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
    ordering = Organization._meta.ordering  # said again: counting people drops the model's own
    actions = ["merge_duplicates", *ExportMixin.actions]

    def get_readonly_fields(self, request, obj=None):
        """The dates of one that left are history; its kind is settled when it is registered."""
        settled = ["kind"] if obj else []
        ended = ["joined_on"] if obj and obj.withdrawn_on else []
        return [*super().get_readonly_fields(request, obj), *settled, *ended]

    def get_queryset(self, request):
        people = Count("sections__users", filter=Q(sections__users__is_active=True))
        return super().get_queryset(request).annotate(people=people)

    def store(self, request, obj, form, change):
        super().store(request, obj, form, change)
        actions.change_joined_on(organization=obj)
        refresh_index(obj)

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

    @admin.action(description="選んだ二つの登録を一つに統合する（重複の整理）", permissions=["change"])
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

    people_column = column("担当者数", lambda row: row.people, ordering="people")

    @admin.display(description="登録内容の確認", ordering="confirmed_at")
    def confirmed_column(self, organization):
        return wareki_time(organization.confirmed_at) if organization.confirmed_at else "―"


@admin.register(Membership)
class MembershipAdmin(AuditedReadOnlyAdmin):
    list_display = ["organization", "joined_column", "withdrawn_column", "reason", "withdrawn_by"]
    list_filter = [("withdrawn_on", admin.EmptyFieldListFilter), "organization__kind"]
    search_fields = [*name_lookups("organization__"), "reason"]
    search_help_text = "団体名・読み・退会の理由から探します。"
    list_select_related = ["organization__local_government", "withdrawn_by"]

    joined_column = column("会員登録日", lambda row: wareki(row.joined_on), ordering="joined_on")

    @admin.display(description="退会日", ordering="withdrawn_on")
    def withdrawn_column(self, membership):
        return wareki(membership.withdrawn_on) if membership.withdrawn_on else "―"
