"""The draft of a mail to many."""

from django import forms

from common.fields import LineField, TextField
from common.idempotency.forms import IdempotentForm
from common.versions import RowEditForm
from sign_ups.mailings.models import LONGEST_TEXT, Mailing
from sign_ups.mailings.placeholders import HELP, SURVEY, VALUES, named_in
from sign_ups.slots.models import Slot

UNKNOWN = "「{names}」は使えません。使えるのは{help}です。"
NOT_IN_SUBJECT = "「{アンケート}」は本文だけで使えます。"


class MailingForm(RowEditForm, IdempotentForm):
    """A mailing (一斉メール); `row` is None for a new one."""

    use_required_attribute = False
    columns = Mailing.EDITED
    audience = forms.ChoiceField(label="宛先", choices=Mailing.Audience, widget=forms.RadioSelect)
    all_slots = forms.BooleanField(label="同じ催しのすべての受付枠の申込者に送る", required=False)
    subject = LineField(label="件名", max_length=100)
    text = TextField(
        label="本文",
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=f"宛名、申込番号、催しの日時と場所、問い合わせ先、取消しのページは、自動で付きます。"
        f"{HELP}と書くと、その人の内容に替わります。{{{SURVEY}}}は、その人だけのアンケートのリンクになります。",
    )

    def __init__(self, *args, slot: Slot, row: Mailing | None = None, **kwargs):
        self.row = row
        saved = {name: getattr(row, name) for name in self.columns} if row else {"audience": "confirmed"}
        super().__init__(*args, initial=saved, **kwargs)
        same = Slot.objects.filter(carrier=slot.carrier, carrier_id=slot.carrier_id)
        if not same.exclude(pk=slot.pk).exists():
            del self.fields["all_slots"]

    @property
    def typed(self) -> dict:
        return {"all_slots": False} | super().typed

    def clean_subject(self):
        typed = self.cleaned_data["subject"]
        if SURVEY in named_in(typed):
            raise forms.ValidationError(NOT_IN_SUBJECT)
        return _known(typed)

    def clean_text(self):
        return _known(self.cleaned_data["text"])


def _known(typed: str) -> str:
    wrong = [name for name in named_in(typed) if name not in VALUES and name != SURVEY]
    if wrong:
        names = "」「".join(f"{{{name}}}" for name in wrong[:5])
        raise forms.ValidationError(UNKNOWN.format(names=names, help=f"{HELP}、{{{SURVEY}}}"))
    return typed
