"""How the event is held (開催の状況)."""

from django import forms

from common.fields import JapaneseDateField, LineField
from events.events.models import Event


class HoldingForm(forms.Form):
    """Its state, and the new days where it was moved."""

    holding = forms.ChoiceField(label="開催の状況", choices=Event.Holding, widget=forms.RadioSelect)
    starts_on = JapaneseDateField(
        label="新しい開始日", required=False, help_text="日程変更のときに入力します。例：令和8年4月1日"
    )
    ends_on = JapaneseDateField(label="新しい終了日", required=False, help_text="1日だけのときは空欄")
    note = LineField(
        label="理由・説明",
        required=False,
        max_length=500,
        help_text="公開のページに出ます。例：荒天が見込まれるため",
    )

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("starts_on"), cleaned.get("ends_on")
        moved = cleaned.get("holding") == Event.Holding.RESCHEDULED
        if moved and not first and "starts_on" not in self.errors:
            self.add_error("starts_on", "新しい開始日を入力してください。")
        if not moved and (first or last):
            self.add_error("starts_on", "新しい開催日は、日程変更を選んだときだけ入力してください。")
        if first and last and last < first:
            self.add_error("ends_on", "終了日は、開始日以後の日にしてください。")
        return cleaned
