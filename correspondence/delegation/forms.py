"""Whom an answer is given to: a section or a person, in one list."""

from django import forms

from common.compiled_queries.compiled import compiled
from common.fields import TextField
from correspondence.delegation.models import key_of
from members.sections.models import Section
from members.users.models import User

WRONG = "自分の団体の部署か、「代表担当者」か「担当」の人から選んでください。"


@compiled
def _sections(*, organization):
    return Section.objects.open().filter(organization=organization).order_by("pk")


@compiled
def _people(*, organization):
    return User.objects.of(organization).acting_for_section().order_by("section_id", "name", "pk")


class DelegateForm(forms.Form):
    """A section or a colleague and a word; `known` says whose it was when the page was opened."""

    use_required_attribute = False
    prefix = "delegate"
    assignee = forms.ChoiceField(label="担当", error_messages={"invalid_choice": WRONG})
    note = TextField(
        label="担当への連絡",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例：観光課の実績を確かめて、回答してください。団体の外には見えません。",
    )
    known = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, answer, **kwargs):
        super().__init__(*args, initial={"known": key_of(answer.delegate)}, **kwargs)
        self.organization_id = answer.organization_id
        self.fields["assignee"].choices = self._choices()

    def _choices(self) -> list:
        sections = _sections(organization=self.organization_id)
        people = _people(organization=self.organization_id)
        return [
            ("", "選んでください"),
            ("部署", [(key_of(section), section.name) for section in sections]),
            ("担当者", [(key_of(user), f"{user.name}（{user.section.name}）") for user in people]),
        ]

    def clean_assignee(self) -> User | Section:
        kind, _, pk = self.cleaned_data["assignee"].partition("-")
        return (User if kind == "user" else Section).objects.get(pk=pk)

    def decided_meanwhile(self, answer) -> None:
        """A colleague decided first: say what; pressing once more goes over it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("known")] = key_of(answer.delegate)
        honorific = "さん" if answer.delegated_to else ""
        self.add_error(
            None,
            f"{answer.delegated_by.name}さんが先に{answer.delegate_name}{honorific}を担当にしました。"
            "それでも変えるときは、もう一度押してください。",
        )
