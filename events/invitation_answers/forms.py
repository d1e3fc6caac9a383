"""What is typed on the page behind a mail's link: the application, or no; and the name of who types."""

from django import forms

from common.fields import TextField
from common.idempotency.forms import IdempotentForm
from correspondence.answers_by_mail.forms import name_field
from events.applications.forms import ApplicationForm


class MailApplicationForm(ApplicationForm):
    answered_name = name_field("回答する人の氏名", "招待元")

    @property
    def shown_fields(self) -> list:
        return [*super().shown_fields, self["answered_name"]]


class DeclineForm(IdempotentForm):
    """No to the whole invitation."""

    reason = TextField(
        label="理由",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="主催者に伝わります。書かなくてもかまいません。",
    )
    answered_name = name_field("回答する人の氏名", "招待元")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="decline", **kwargs)
