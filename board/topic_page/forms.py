from django import forms

from common.fields import LineField

REPLIES_PER_PRINT = 500


class PrintForm(forms.Form):
    """Options of a print; they are not saved, only in the address."""

    document_number = LineField(label="文書番号", required=False, max_length=40)
    stamps = forms.BooleanField(label="決裁欄を付ける", required=False)
    circulation = forms.BooleanField(label="供覧欄を付ける", required=False)
    without_replies = forms.BooleanField(label="返信を印刷しない", required=False)
    start = forms.TypedChoiceField(label="印刷する返信", required=False, coerce=int, empty_value=1)

    def __init__(self, query, *, replies: int):
        super().__init__(query)
        starts = range(1, max(replies, 1) + 1, REPLIES_PER_PRINT)
        self.fields["start"].choices = [
            (start, f"返信{start}から{min(start + REPLIES_PER_PRINT - 1, replies)}まで") for start in starts
        ]
        if len(starts) == 1:
            del self.fields["start"]

    @property
    def first(self) -> int:
        """Number of the first reply that is printed."""
        return self.cleaned_data.get("start") or 1
