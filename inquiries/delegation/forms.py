"""Who writes the answer (回答の担当), and what the representative says to a draft."""

from django import forms

from common.fields import TextField
from members.users.models import User


class ColleagueField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return f"{user.name}({user.section.name})"


class DelegateForm(forms.Form):
    """A colleague and a word; `known` says whose it was when the page was opened."""

    use_required_attribute = False
    prefix = "delegate"
    assignee = ColleagueField(
        label="担当者",
        queryset=User.objects.none(),
        empty_label="選んでください",
        error_messages={"invalid_choice": "自分の団体の「代表」か「担当」の人から選んでください。"},
    )
    note = TextField(
        label="担当者への連絡",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="例: 観光課の実績を確かめて、回答してください。団体の外には見えません。",
    )
    known = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, answer, **kwargs):
        super().__init__(*args, initial={"known": answer.delegated_to_id or 0}, **kwargs)
        people = User.objects.of(answer.organization_id).acting().order_by("section_id", "name", "pk")
        self.fields["assignee"].queryset = people

    def clean_known(self):
        return self.cleaned_data["known"] or 0

    def decided_meanwhile(self, answer) -> None:
        """A colleague decided first: say what; pressing once more goes over it."""
        self.data = self.data.copy()
        self.data[self.add_prefix("known")] = str(answer.delegated_to_id or 0)
        self.add_error(
            None,
            f"{answer.delegated_by.name}さんが先に{answer.delegated_to.name}さんを担当にしました。"
            "それでも変えるときは、もう一度押してください。",
        )
