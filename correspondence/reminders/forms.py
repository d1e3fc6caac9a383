"""Whom the asking side reminds of an answer that is not there yet."""

from django import forms

from common.idempotency.forms import IdempotentForm

ALL, CHOSEN = "all", "chosen"
NOBODY = "督促する{asked}を1つ以上選んでください。"


class RemindForm(IdempotentForm):
    """`waiting` are the answers that may be asked for today; of more than MOST only all are reminded.

    `asked` is what one of those is called who have not answered.
    """

    MOST = 300

    whom = forms.ChoiceField(widget=forms.RadioSelect, initial=ALL)
    answers = forms.TypedMultipleChoiceField(coerce=int, required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args, waiting, asked: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.fields["whom"].label, self.fields["answers"].label = f"督促する{asked}", f"選ぶ{asked}"
        self.fields["whom"].choices = [
            (ALL, f"まだ回答していないすべての{asked}"),
            (CHOSEN, f"選んだ{asked}だけ"),
        ]
        if len(waiting) > self.MOST:
            self.fields["whom"].choices = self.fields["whom"].choices[:1]
            del self.fields["answers"]
        else:
            self.fields["answers"].choices = [(each.pk, each.organization.full_name) for each in waiting]

    def clean(self):
        data = super().clean()
        if data.get("whom") == CHOSEN and not data.get("answers") and "answers" not in self.errors:
            self.add_error("answers", NOBODY.format(asked=self.asked))
        return data

    @property
    def chosen(self) -> list[int] | None:
        """Keys of answers; None for all."""
        return self.cleaned_data["answers"] if self.cleaned_data["whom"] == CHOSEN else None
