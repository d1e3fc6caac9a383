from django import forms
from django.contrib import admin

from common.audit_log.queries import entries_of
from common.versions import EditedForm
from members.access.admin import AuditedAdmin, ExportMixin
from members.organizations.actions import lock_people
from members.organizations.queries import name_lookups
from members.users import actions, rules
from members.users.models import User

OWN_ADDRESS = "本人が変更します。ログインできない人には、ログイン画面から申し出てもらってください"
ELSEWHERE = (
    "別の団体の担当部署には移せません。今の団体での利用を終了し、移る先の団体の担当者として招待してください。"
)
ENDED = "利用を終了した人の担当部署と役割は、変えられません。再び使うときは「有効」に印を付けてください。"


class UserAdminForm(EditedForm):
    """No password and no rights here: a person sets their own password, rights follow from the section."""

    class Meta:
        model = User
        fields = ["name", "email", "section", "role", "is_active"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "section" in self.fields and not self.instance.pk:
            self.fields["section"].required = True

    def clean(self):
        cleaned = super().clean()
        section = cleaned.get("section")
        if section and not section.is_open and cleaned.get("is_active", True):
            self.add_error("section", "廃止された担当部署です。別の担当部署を選んでください。")
        if section and "role" in cleaned and cleaned["role"] not in rules.roles_of(section.organization):
            self.add_error("role", "事務局の担当者は、閲覧にはできません。担当を選んでください。")
        if self.instance.pk and not self.errors:
            self._keep_place(User.objects.get(pk=self.instance.pk), cleaned)
        return cleaned

    def _keep_place(self, person, typed):
        """What the pages refuse too; the admin holds the lock that every change of people takes."""
        section, role = typed["section"], typed.get("role", person.role)
        own = section is not None and section.organization == person.organization
        stays = typed["is_active"] and role == User.Role.REPRESENTATIVE and own
        if not stays and rules.is_last_representative(person):
            raise forms.ValidationError(
                f"{person.name}さんは、{person.organization.full_name}でただ一人の代表担当者です。先に別の担当者を代表担当者に"
                "指名してください。代表担当者のいないまま利用を終了するときは、その団体の「担当者」のページで行ってください。"
            )
        if person.section_id and not own:
            self.add_error("section", ELSEWHERE)
        moved = (section, role) != (person.section, person.role)
        if not person.is_active and not typed["is_active"] and moved:
            raise forms.ValidationError(ENDED)


@admin.register(User)
class UserAdmin(ExportMixin, AuditedAdmin):
    sheet = "users"
    form = UserAdminForm
    fields = ["name", "email", "section", "role", "is_active", "joined_at", "last_login", "history"]
    readonly_fields = ["email_column", "joined_at", "last_login", "history"]
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
        left_out = {"email"} if obj else {"role", "is_active", "email_column"}
        names = ["email_column" if obj and name == "email" else name for name in self.fields]
        return self._with_version([name for name in names if name not in left_out], request, obj)

    @admin.display(description="メールアドレス")
    def email_column(self, user):
        """The address is what one logs in with: each person changes their own."""
        return f"{user.email_shown}（{OWN_ADDRESS}）"

    def lock(self, row):
        if row.section_id:
            lock_people(row.organization)
        else:
            super().lock(row)

    def save_model(self, request, obj, form, change):
        """As on the pages, which tell who has to know."""
        if not change:
            role = actions.first_role(obj.section.organization)
            self._invite(request, obj, role)
        elif (person := User.objects.get(pk=obj.pk)).section_id is None:
            self._save_without_section(request, obj, form)
        elif obj.is_active and not person.is_active:
            self._invite(request, obj, obj.role)
        else:
            self._change(request, person, obj)

    def _invite(self, request, obj, role):
        place = {"organization": obj.section.organization, "section": obj.section, "role": role}
        saved = actions.invite_person(name=obj.name, email=obj.email, **place, by=request.user)
        vars(obj).update(vars(saved))
        self.message_user(request, f"{obj.email}へパスワードの設定の案内を送りました。")

    def _change(self, request, person, obj):
        actions.change_name(user=person, name=obj.name, by=request.user)
        if not person.is_active:
            return
        actions.change_person(person=person, section=obj.section, role=obj.role, by=request.user)
        if not obj.is_active:
            actions.end_account(person=person, by=request.user, reason="事務局による変更")

    def _save_without_section(self, request, obj, form):
        """An administrator, or somebody who gets their first section."""
        super().save_model(request, obj, form, change=True)
        if not obj.is_active:
            actions.deactivate_user(user=obj, by=request.user, reason="データの修正（管理画面）での変更")
        elif obj.section_id:
            actions.send_person_changed_mails(obj, entries_of(obj).first(), before=None)

    @admin.display(description="パスワード設定済み", boolean=True)
    def has_password(self, user):
        return user.has_usable_password()

    @admin.action(description="選んだ人に、パスワードの設定の案内を送り直す", permissions=["change"])
    def invite_again(self, request, queryset):
        def invite(user):
            actions.invite_again(person=user, by=request.user)

        self.each(request, queryset, invite, "さんへ案内を送りました。", called=lambda user: user.name)
