"""What is typed at the door."""

from django import forms

from common.fields import CodeField, JapaneseIntegerField, LineField
from sign_ups.sign_ups.models import SignUp

MOST_WALK_INS = 1000


class DoorForm(forms.Form):
    """The code of the day (受付コード)."""

    use_required_attribute = False
    code = CodeField(
        label="受付コード",
        max_length=100,
        help_text="主催者から渡された8文字のコードです。例：ABCD-2345",
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class SearchForm(forms.Form):
    """A code or a name; a hand scanner types it and presses Enter."""

    use_required_attribute = False
    q = LineField(
        label="申込番号または氏名",
        max_length=100,
        widget=forms.TextInput(
            attrs={
                "autofocus": True,
                "autocomplete": "off",
                "autocapitalize": "characters",
                "enterkeyhint": "go",
            }
        ),
    )


class CameForm(forms.Form):
    """How many of a sign-up are here; all where it is left out."""

    came = JapaneseIntegerField(label="来た人数", units=("人",), required=False, min_value=1)


class WalkInsForm(forms.Form):
    """How many came without a sign-up; `less` takes them back."""

    use_required_attribute = False
    number = JapaneseIntegerField(
        label="申込なしで来た人数", units=("人",), min_value=1, max_value=MOST_WALK_INS
    )
    less = forms.BooleanField(required=False)

    @property
    def difference(self) -> int:
        number = self.cleaned_data["number"]
        return -number if self.cleaned_data["less"] else number


class PaperForm(forms.Form):
    """The numbers of a page of the paper list, one for each sign-up."""

    use_required_attribute = False

    def __init__(self, *args, sign_ups: list[SignUp], **kwargs):
        super().__init__(*args, **kwargs)
        for one in sign_ups:
            self.fields[f"came_{one.pk}"] = JapaneseIntegerField(
                label=f"{one.code_shown}の来た人数",
                units=("人",),
                required=False,
                min_value=0,
                max_value=one.size,
                initial=one.came or None,
                widget=forms.TextInput(
                    attrs={"inputmode": "numeric", "size": 3, "aria-label": f"{one.code_shown}の来た人数"}
                ),
            )
        self.rows = [(one, self[f"came_{one.pk}"]) for one in sign_ups]

    @property
    def came(self) -> dict[int, int]:
        return {one.pk: self.cleaned_data[f"came_{one.pk}"] or 0 for one, _ in self.rows}
