"""How many people an event counted, as it is typed: a number for each thing that is counted."""

from collections.abc import Mapping

from django import forms

from common.fields import JapaneseIntegerField, LineField
from events.headcounts.models import Headcount

HINTS = {
    Headcount.Basis.CAPACITY: "会場に入れる人数や、募集する人数",
    Headcount.Basis.APPLICATIONS: "申し込んだ人数",
    Headcount.Basis.PEOPLE: "来た人を1人1回として数えた人数",
    Headcount.Basis.VISITS: "2日とも来た人を2人と数えるような、延べの人数",
}


class HeadcountFields(forms.Form):
    """Part of a form; each number stands for itself, and they are never added."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for basis in Headcount.Basis:
            number = JapaneseIntegerField(
                label=basis.label,
                units=("人",),
                is_counted=True,
                required=False,
                min_value=0,
                help_text=HINTS[basis],
            )
            words = LineField(
                label=f"{basis.label}の数え方の説明",
                required=False,
                max_length=100,
                help_text="例：2日間延べ",
            )
            self.fields |= {f"number_{basis}": number, f"words_{basis}": words}

    def clean(self):
        cleaned = super().clean()
        for basis in Headcount.Basis:
            number, words = f"number_{basis}", f"words_{basis}"
            if cleaned.get(words) and cleaned.get(number) is None and number not in self.errors:
                self.add_error(number, f"{basis.label}の人数を入力してください。")
        return cleaned

    @property
    def counts(self) -> Mapping[str, tuple[int, str]]:
        """{basis: (number, words)} of what was typed."""
        typed = self.cleaned_data
        numbers = {basis: typed.get(f"number_{basis}") for basis in Headcount.Basis.values}
        return {
            basis: (number, typed.get(f"words_{basis}") or "")
            for basis, number in numbers.items()
            if number is not None
        }
