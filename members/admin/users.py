from django import forms
from django.contrib import admin, messages

from members import actions
from members.admin.exporting import ExportMixin
from members.admin.recorded import RecordedAdmin
from members.models import User


class UserForm(forms.ModelForm):
    """No password and no rights here: a person sets his own password, rights follow from the section."""

    class Meta:
        model = User
        fields = ["name", "email", "section", "is_active"]

    def clean_email(self):
        return self.cleaned_data["email"].lower()


@admin.register(User)
class UserAdmin(ExportMixin, RecordedAdmin):
    sheet = "users"
    form = UserForm
    fields = ["name", "email", "section", "is_active", "joined_at", "last_login", "history"]
    readonly_fields = ["joined_at", "last_login", "history"]
    list_display = ["name", "email", "section", "is_active", "has_password", "last_login"]
    list_filter = ["is_active", "section__organization__kind", "section__organization__prefecture"]
    search_fields = ["name", "email", "section__name", "section__organization__name"]
    search_help_text = "氏名・アドレス・部署・団体名から探します。"
    autocomplete_fields = ["section"]
    list_select_related = ["section__organization__local_government"]
    actions = ["invite_again", *ExportMixin.actions]

    def has_change_permission(self, request, obj=None):
        # whoever changes an administrator's address could take over his account
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def store(self, request, obj, form, change):
        if not change:
            obj.set_unusable_password()
            super().store(request, obj, form, change)
            actions.invite_user(user=obj)
            self.message_user(request, f"{obj.email}へパスワードの設定の案内を送りました。")
            return
        super().store(request, obj, form, change)
        if "email" in form.changed_data:
            actions.forget_addresses(obj)
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
                actions.invite_user(user=user)
                self.message_user(request, f"{user.email}へ案内を送りました。", messages.SUCCESS)
