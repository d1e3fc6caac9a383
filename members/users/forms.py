from django import forms

from members.forms.application import AddressField
from members.forms.organization import SectionForm
from members.models import Section, User
from office.fields import LineField
from office.forms import OnceForm

ROLES = (
    (User.Role.REPRESENTATIVE, "代表(団体の紹介、担当者、担当部署を管理し、投稿や回答もする)"),
    (User.Role.OFFICER, "担当(投稿や回答をする)"),
    (User.Role.READER, "閲覧(読むだけ)"),
)
NEW_SECTION = "new"


def sections_of(organization):
    return Section.objects.open().filter(organization=organization).order_by("id")


class SectionField(forms.ModelChoiceField):
    """A section of one organisation, shown by its name; its form sets the queryset."""

    def __init__(self, **options):
        super().__init__(label="担当部署", queryset=Section.objects.none(), **options)

    def label_from_instance(self, section):
        return section.name


class RoleField(forms.ChoiceField):
    def __init__(self, **options):
        super().__init__(label="役割", choices=ROLES, widget=forms.RadioSelect, **options)


class PersonForm(forms.Form):
    """Role and section of a person who is in."""

    role = RoleField()
    section = SectionField(empty_label=None)

    def __init__(self, *args, organization, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["section"].queryset = sections_of(organization)


class InviteForm(OnceForm, PersonForm):
    """Who is invited, and as what."""

    name = LineField(label="氏名", max_length=60)
    email = AddressField(
        label="本人のメールアドレス",
        help_text="ログインに使います。個人のアドレスがないときは、担当課の共通アドレスでもかまいません。",
    )

    field_order = ["name", "email", "section", "role"]


class EndForm(forms.Form):
    """Why an account ends; the person reads it."""

    reason = LineField(
        label="利用を終了する理由",
        max_length=200,
        help_text="本人へのメールと記録に残ります。例: 人事異動のため。200文字まで。",
    )


class SectionAddForm(OnceForm, SectionForm):
    """A new section; whether its name is free only the action knows: a second click would meet the first."""

    def twins(self, name):
        return Section.objects.none()


class JoinForm(forms.Form):
    """Where a person who asked to join will work, and as what."""

    section = forms.ChoiceField(label="担当部署")
    role = RoleField()

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = {str(section.pk): section for section in sections_of(application.organization)}
        choices = [(key, section.name) for key, section in self.sections.items()]
        same = [key for key, name in choices if name == application.section_name]
        if not same:
            choices.append((NEW_SECTION, f"新しい担当部署として追加する: {application.section_name}"))
        self.fields["section"].choices = choices
        self.fields["section"].initial = same[0] if same else NEW_SECTION

    @property
    def chosen_section(self) -> Section | None:
        """The chosen section; None for a new one."""
        return self.sections.get(self.cleaned_data["section"])
