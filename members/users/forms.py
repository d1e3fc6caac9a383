from django import forms

from common.fields import LineField, MailAddressField
from common.idempotency.forms import IdempotentForm
from common.versions import RowEditForm
from members.sections.forms import SectionField
from members.sections.queries import open_sections_in
from members.users.models import User
from members.users.rules import roles_of

ROLES = (
    (User.Role.REPRESENTATIVE, "代表担当者（団体の紹介、担当者、担当部署を管理し、投稿や回答もする）"),
    (User.Role.OFFICER, "担当（投稿や回答をする）"),
    (User.Role.READER, "閲覧（読むだけ）"),
)


class RoleField(forms.ChoiceField):
    """What somebody is allowed to do in their organisation, of which the form tells it by `offer_to`."""

    def __init__(self, **options):
        super().__init__(label="役割", choices=ROLES, widget=forms.RadioSelect, **options)

    def offer_to(self, organization):
        allowed = roles_of(organization)
        self.choices = [choice for choice in ROLES if choice[0] in allowed]


class PersonForm(RowEditForm):
    """Role and section of a person who is in; `person` is None where somebody new is invited."""

    columns = ("role", "section")
    role = RoleField()
    section = SectionField(empty_label=None)

    def __init__(self, *args, organization, person=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.row = person
        self.fields["section"].queryset = open_sections_in(organization)
        self.fields["role"].offer_to(organization)


class InviteForm(IdempotentForm, PersonForm):
    """Who is invited, and as what."""

    name = LineField(label="氏名", max_length=60)
    email = MailAddressField(
        label="本人のメールアドレス",
        help_text="ログインに使います。個人のアドレスがないときは、担当課の共通アドレスでもかまいません。",
    )

    field_order = ["name", "email", "section", "role"]


class EndAccountForm(forms.Form):
    """Why an account ends; the person reads it."""

    reason = LineField(
        label="利用を終了する理由",
        max_length=200,
        help_text="本人へのメールと記録に残ります。例：人事異動のため。200文字まで。",
    )
