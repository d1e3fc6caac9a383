from django import forms

from members.sections.models import Section
from members.sections.queries import open_sections_in
from members.users.forms import RoleField

NEW_SECTION = "new"


class JoinForm(forms.Form):
    """Where a person who asked to join will work, and as what."""

    section = forms.ChoiceField(label="担当部署")
    role = RoleField()

    def __init__(self, *args, application, **kwargs):
        super().__init__(*args, **kwargs)
        self.sections = {str(section.pk): section for section in open_sections_in(application.organization)}
        choices = [(key, section.name) for key, section in self.sections.items()]
        same = [key for key, name in choices if name == application.section_name]
        if not same:
            choices.append((NEW_SECTION, f"新しい担当部署として追加する: {application.section_name}"))
        self.fields["section"].choices = choices
        self.fields["section"].initial = same[0] if same else NEW_SECTION
        self.fields["role"].offer_to(application.organization)

    @property
    def chosen_section(self) -> Section | None:
        """The chosen section; None for a new one."""
        return self.sections.get(self.cleaned_data["section"])
