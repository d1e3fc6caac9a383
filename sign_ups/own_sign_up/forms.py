"""The code that is typed by hand, and who of a group comes."""

from django import forms

from common.fields import CodeField
from sign_ups.sign_ups.models import SignUp


class EnterForm(forms.Form):
    """A code instead of a link (申込番号)."""

    use_required_attribute = False
    code = CodeField(
        label="申込番号",
        max_length=100,
        help_text="メールに書かれた10文字の番号です。例：ABCDE-23456",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class AcceptForm(forms.Form):
    """Those of a group who come, where places are fewer than people."""

    people = forms.TypedMultipleChoiceField(
        label="参加する人", coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, sign_up: SignUp, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = [(person.pk, person.name) for person in sign_up.people.all()]
        self.fields["people"].help_text = f"{sign_up.offered_places}人まで選んでください。"
