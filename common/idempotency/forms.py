import uuid

from django import forms
from django.core.exceptions import ValidationError

from common.idempotency.actions import content_key, run_once
from common.refusals import ActionRefused


class IdempotencyKeyField(forms.UUIDField):
    """The hidden token of a creating form; a missing or spoilt one becomes a fresh one, never an error."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, initial=uuid.uuid4, **kwargs)

    def clean(self, value):
        try:
            return super().clean(value) or uuid.uuid4()
        except ValidationError:
            return uuid.uuid4()


class IdempotentForm(forms.Form):
    """A creating form: what it makes is made by `run_once` or `make_once`."""

    idempotency_key = IdempotencyKeyField()

    def clean_idempotency_key(self):
        self.page_token = self.cleaned_data["idempotency_key"]
        return content_key(self.page_token, self.data, self.files)

    def run_once(self, make) -> str:
        """The URL that `make()` gives for the first arrival of this form; later ones get the same."""
        return run_once(self.cleaned_data["idempotency_key"], make)[0]

    def make_once(self, make, *, refused_at=None) -> str:
        """The same; "" where it was refused, with the reason as an error of the form, or of one field."""
        try:
            return self.run_once(make)
        except ValidationError as refusal:
            self.add_error(refused_at, refusal)
        except ActionRefused as refusal:
            self.add_error(refused_at, str(refusal))
        return ""
