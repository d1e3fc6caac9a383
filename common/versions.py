"""Two who edit one row at once: each form carries which state it was made from, and the second is told.

Rows with a column `version` count it. Of the others the form says what it read: a short text made from the
columns that it edits, so that no writer has to count. A form that says nothing is compared with nothing.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping

from django import forms

from common.refusals import StaleVersion

TOLD = (
    "ほかの人が先に保存しました。いま保存されている内容と見比べて直し、もう一度保存してください。"
    "保存すると、この画面の内容に変わります。"
)


class VersionField(forms.CharField):
    """The state that stands on the page; hidden, and no change of its own."""

    widget = forms.HiddenInput

    def __init__(self, **options):
        super().__init__(required=False, max_length=100, **options)

    def has_changed(self, initial, data):
        return False


def read_version(values: Mapping) -> str:
    """A short text that is the same for the same values."""
    told = json.dumps(sorted(values.items()), default=str)
    return hashlib.blake2s(told.encode(), digest_size=12).hexdigest()


def version_of(row, names: Iterable[str]) -> str:
    """What these columns of the row hold now."""
    return read_version({name: row.serializable_value(name) for name in names})


def refuse_stale(row, wanted: Mapping, version: str) -> None:
    """Under the lock: StaleVersion where somebody wrote something else here since `version` was read.

    What stands so already is a second click.
    """
    if not version or version == version_of(row, wanted):
        return
    if any(getattr(row, name) != value for name, value in wanted.items()):
        raise StaleVersion(row)


def still_saved(form, now: Mapping) -> list[str]:
    """「label: value」 of the fields where what is saved now differs from what was typed."""
    return [
        f"{form.fields[name].label}「{_shown(form.fields[name], value)}」"
        for name, value in now.items()
        if name in form.fields and form.fields[name].has_changed(value, form[name].data)
    ]


def _shown(field, value) -> str:
    if isinstance(value, (list, tuple)):
        return "、".join(_shown(field, one) for one in value)
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(field, forms.ModelChoiceField):
        row = field.queryset.filter(pk=value).first() if value else None
        return field.label_from_instance(row) if row else ""
    words = dict(getattr(field, "choices", ())) if isinstance(value, str) else {}
    shown = words.get(value, field.prepare_value(value))
    return str("" if shown is None else shown)[:200]


class RowVersionMixin:
    """A form that edits columns of a row without a counter."""

    is_stale = False

    @property
    def edits_row(self) -> bool:
        """Whether it edits a row; one that is made new has no earlier state."""
        raise NotImplementedError

    @property
    def version_now(self) -> str:
        """Of what is saved now."""
        raise NotImplementedError

    def get_initial_for_field(self, field, field_name):
        if field_name == "version":
            return self.version_now if self.edits_row else ""
        return super().get_initial_for_field(field, field_name)

    def show_stale(self, version: str, now: Mapping) -> None:
        """Say it, with what is saved; the next press saves what is typed."""
        self.is_stale = True
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = version
        told = "、".join(still_saved(self, now))
        self.add_error(None, f"{TOLD}（いまの内容: {told}）" if told else TOLD)


class RowEditForm(RowVersionMixin, forms.Form):
    """The same on a page; `row` is what it edits, `columns` are its fields of the same name."""

    row = None
    columns: tuple[str, ...]
    version = VersionField()

    @property
    def edits_row(self) -> bool:
        return self.row is not None

    @property
    def version_now(self) -> str:
        return version_of(self.row, self.columns)

    @property
    def typed(self) -> dict:
        """What is kept in the row."""
        return {name: value for name, value in self.cleaned_data.items() if name in self.columns}

    def refuse_stale(self, row) -> None:
        now = {name: row.serializable_value(name) for name in self.columns}
        self.show_stale(read_version(now), now)


class EditedForm(RowVersionMixin, forms.ModelForm):
    """The form of a row in the admin, which has locked it."""

    version = VersionField()

    @property
    def edits_row(self) -> bool:
        return self.instance.pk is not None and not self.instance._state.adding

    @property
    def version_now(self) -> str:
        return read_version({name: value for name, value in self.initial.items() if name in self.fields})

    def clean(self):
        cleaned = super().clean()
        read = self.data.get(self.add_prefix("version"))
        if self.edits_row and read and read != self.version_now and still_saved(self, self.initial):
            self.show_stale(self.version_now, self.initial)
        return cleaned
