import uuid

from django import forms
from django.core.exceptions import ValidationError


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
    """A creating form: give `cleaned_data["idempotency_key"]` to `run_once`."""

    idempotency_key = IdempotencyKeyField()
