"""What is typed to change accepted copies (部数の変更の申出)."""

from django import forms

from common.fields import JapaneseIntegerField, LineField, TextField
from pamphlets.answers.queries import limit_of
from pamphlets.requests.models import COPIES_MAX


class ChangeForm(forms.Form):
    copies = JapaneseIntegerField(
        label="変更後の部数",
        units=("部",),
        min_value=0,
        max_value=COPIES_MAX,
    )
    places = JapaneseIntegerField(
        label="変更後の配布する場所の数", units=("か所",), min_value=1, max_value=10_000, required=False
    )
    reason = TextField(
        label="変更の理由", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="相手に伝わります。",
    )  # fmt: skip

    def __init__(self, *args, answer, **kwargs):
        initial = {"copies": answer.copies, "places": answer.places}
        super().__init__(*args, initial=initial, **kwargs)
        most = answer.copies + answer.pamphlet.copies_left
        limit = limit_of(answer.organization)
        own = f"、区の上限 {limit:,}部" if limit else ""
        self.fields["copies"].help_text = f"{most:,}部まで{own}。受け入れを取りやめるときは0"


class DecisionForm(forms.Form):
    note = LineField(label="連絡", max_length=500, required=False, help_text="相手に伝わります。")
