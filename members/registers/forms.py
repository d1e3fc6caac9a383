"""A form that writes one row of a register."""

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from common.idempotency.forms import IdempotentForm
from common.versions import RowEditForm


class RowForm(IdempotentForm, RowEditForm):
    """`row` is what it edits; without a number a new one. What the table refuses is said on the form."""

    row: models.Model

    def __init__(self, *args, row: models.Model, **kwargs):
        self.row = row
        initial = {name: getattr(row, name) for name in self.columns} if row.pk else {}
        super().__init__(*args, initial=initial | kwargs.pop("initial", {}), **kwargs)

    @property
    def edits_row(self) -> bool:
        return self.row.pk is not None

    @property
    def shown(self) -> list[forms.BoundField]:
        return [self[name] for name in self.columns]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            typed = type(self.row)(pk=self.row.pk, **self.typed)
            typed._state.adding = not self.edits_row
            try:
                typed.validate_constraints()
            except ValidationError as refused:
                self.add_error(None, refused.error_dict.get(NON_FIELD_ERRORS, refused.messages))
        return cleaned
