from django import forms
from django.contrib import admin, messages

from common.audit_log.queries import entries_of
from members.access.admin import AuditedAdmin, ExportMixin
from members.organizations.actions import lock_people
from members.organizations.queries import name_lookups
from members.users import actions, emails, rules
from members.users.invitations import invite_user
from members.users.models import User


class UserAdminForm(forms.ModelForm):
    """No password and no rights here: a person sets their own password, rights follow from the section."""

    class Meta:
        model = User
        fields = ["name", "email", "section", "role", "is_active"]

    def clean_email(self):
        return self.cleaned_data["email"].lower()

    def clean(self):
        cleaned = super().clean()
        section = cleaned.get("section")
        if section and not section.is_open and cleaned.get("is_active"):
            self.add_error("section", "廃止された担当部署です。別の担当部署を選んでください。")
        if self.instance.pk and not self.errors:
            self._keep_representative(cleaned)
        return cleaned

    def _keep_representative(self, typed):
        """Under the lock that every change of people takes; the page saves in the same transaction."""
        section = typed["section"]
        organizations = {self.instance.organization, section and section.organization} - {None}
        for organization in sorted(organizations, key=lambda row: row.pk):
            lock_people(organization)
        person = User.objects.get(pk=self.instance.pk)
        stays = (
            typed["is_active"]
            and typed.get("role", person.role) == User.Role.REPRESENTATIVE
            and section is not None
            and section.organization == person.organization
        )
        if not stays and rules.is_last_representative(person):
            raise forms.ValidationError(
                f"{person.name}さんは、{person.organization.full_name}でただ一人の代表です。先に別の担当者を代表に"
                "指名してください。代表のいないまま利用を終了するときは、その団体の「担当者」のページで行ってください。"
            )


@admin.register(User)
class UserAdmin(ExportMixin, AuditedAdmin):
    sheet = "users"
    form = UserAdminForm
    fields = ["name", "email", "section", "role", "is_active", "joined_at", "last_login", "history"]
    readonly_fields = ["joined_at", "last_login", "history"]
    list_display = ["name", "email", "section", "role", "is_active", "has_password", "last_login"]
    list_filter = ["is_active", "role", "section__organization__kind", "section__organization__prefecture"]
    search_fields = ["name", "email", "section__name", *name_lookups("section__organization__")]
    search_help_text = "氏名・アドレス・部署・団体名から探します。"
    autocomplete_fields = ["section"]
    list_select_related = ["section__organization__local_government"]
    actions = ["invite_again", *ExportMixin.actions]

    def has_change_permission(self, request, obj=None):
        # whoever changes an administrator's address could take over the account
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def get_fields(self, request, obj=None):
        # the first person of an organisation represents it, the next are officers: no question on adding
        return self.fields if obj else [name for name in self.fields if name != "role"]

    def save_model(self, request, obj, form, change):
        before = User.objects.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        if obj.section_id:
            self._notify(before, obj)

    def _notify(self, before, person):
        """The same mails as when it is done on the pages of the organisation."""
        entry = entries_of(person).first()
        if before is None:
            emails.PersonAdded(person, entry=entry.pk).write()
        elif before.is_active and not person.is_active:
            left = before.section or person.section
            actions.send_account_ended_mails(person, entry, reason="事務局による変更", before=left)
        elif person.is_active and (before.role, before.section) != (person.role, person.section):
            actions.send_person_changed_mails(person, entry, before=before.section)

    def store(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
            if obj.section_id:
                obj.role = actions.first_role(obj.section.organization)
            super().store(request, obj, form, change)
            invite_user(user=obj)
            self.message_user(request, f"{obj.email}へパスワードの設定の案内を送りました。")
            return
        super().store(request, obj, form, change)
        if "email" in form.changed_data:
            actions.forget_login_addresses(obj)
        if "is_active" in form.changed_data and not obj.is_active:
            actions.deactivate_user(user=obj, by=request.user, reason="管理画面での変更")

    @admin.display(description="パスワード設定済み", boolean=True)
    def has_password(self, user):
        return user.has_usable_password()

    @admin.action(description="選んだ人に、パスワードの設定の案内を送り直す", permissions=["change"])
    def invite_again(self, request, queryset):
        for user in queryset:
            if user.has_usable_password() or not user.is_active:
                self.message_user(
                    request, f"{user.name}: パスワードが設定済みか、利用を終了しています。", messages.WARNING
                )
            else:
                invite_user(user=user)
                self.message_user(request, f"{user.email}へ案内を送りました。", messages.SUCCESS)
