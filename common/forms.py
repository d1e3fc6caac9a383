"""What forms share: a due date on a working day, two who write at once, a refused action said on the form,
buttons that tick many boxes.

Every form of the site (`FORM_RENDERER`) names the field that was left empty, and what to do.

`fresh_form` renders a form that nobody has typed into once in each process for all that it shows;
`fresh_field` one field of it.
"""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field, as_crispy_form
from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.html import strip_tags
from django.utils.safestring import SafeString

from common import japanese_calendar
from common.fields import JapaneseDateField
from common.idempotency.forms import IdempotencyKeyField
from common.refusals import ActionRefused, StaleVersion

DUE_WITHIN = datetime.timedelta(days=366)
DUE_OUT_OF_RANGE = "回答期限は、明日から1年以内の日を入力してください。"
DUE_MOVED = "回答期限の{typed}は閉庁日のため、次の開庁日の{due}にしました。"
DUE_HELP = "例：令和8年4月1日。閉庁日（土日、祝日、年末年始）のときは、次の開庁日になります。"
LONGEST_NAME = 30  # a label beyond it is a sentence
_SEVERAL = (forms.SelectMultiple, forms.CheckboxSelectMultiple)
_ONE = (forms.Select, forms.RadioSelect, forms.FileInput)
MAX_FRESH = 500
_MARK = "\0"  # where the token of a form goes; nobody can type it
_fresh: dict[tuple, str] = {}


class NamedField(BoundField):
    """A field whose sentence for "required" names it, unless the field brings a sentence of its own."""

    @property
    def counts_if(self) -> str:
        """「reach=some」 where it counts with that choice only: forms.css hides it without."""
        return "=".join(getattr(self.form, "counts_if", {}).get(self.name, ()))

    def __init__(self, form, field, name):
        super().__init__(form, field, name)
        if field.error_messages.get("required") is forms.Field.default_error_messages["required"]:
            field.error_messages["required"] = required_words(str(self.label), field.widget)


def required_words(label: str, widget: forms.Widget) -> str:
    """件名 -> 「件名を入力してください。」; what a question asks is to be answered."""
    name = _name_of(label)
    if isinstance(widget, forms.CheckboxInput):
        return f"「{name}」に印を付けてください。"
    if len(name) > LONGEST_NAME or name.endswith(("。", "か", "？", "?")):
        return f"「{name[:LONGEST_NAME]}{'…' * (len(name) > LONGEST_NAME)}」に答えてください。"
    if isinstance(widget, _SEVERAL):
        return f"{name}を1つ以上選んでください。"
    return f"{name}を選んでください。" if isinstance(widget, _ONE) else f"{name}を入力してください。"


def _name_of(label: str) -> str:
    return re.sub(r"[(（][^()（）]*[)）]$", "", strip_tags(label).strip()).rstrip("：: ")


def error_with_name(error: str, label: str) -> str:
    """A line of the summary of errors: where it is, unless the sentence begins with that itself.

    問2 件名, 「件名を入力してください。」 -> 「問2：件名を入力してください。」
    """
    name = _name_of(label)
    where, _, last = name.rpartition(" ")
    if error.startswith((name, f"「{name[:LONGEST_NAME]}")):
        return error
    return f"{where}：{error}" if where and error.startswith(last) else f"{label}：{error}"


class FormRenderer(TemplatesSetting):
    bound_field_class = NamedField


class AnswerDueMixin(forms.Form):
    """A form with `answer_due`; a draft keeps any day, nobody is asked on it yet."""

    draft = False
    due_typed: datetime.date | None = None

    answer_due = JapaneseDateField(label="回答期限", help_text=DUE_HELP)

    def clean_answer_due(self):
        due = self.cleaned_data["answer_due"]
        if due is None:
            return None
        today = japanese_calendar.today()
        if not self.draft and not today < due <= today + DUE_WITHIN:
            raise forms.ValidationError(DUE_OUT_OF_RANGE)
        self.due_typed = due
        return japanese_calendar.add_working_days(due, 0)

    @property
    def moved_words(self) -> str:
        """Which day it is now, where the typed one was a closed day (閉庁日); else ""."""
        due = self.cleaned_data.get("answer_due")
        if due is None or self.due_typed in (None, due):
            return ""
        wareki = japanese_calendar.wareki
        return DUE_MOVED.format(typed=wareki(self.due_typed), due=wareki(due))


class PresetChoices:
    """Boxes with buttons that tick all, a named group of them, or none (「すべて」「東北」「解除」)."""

    preset_groups: Mapping[str, Sequence[str]] = {}

    @property
    def presets(self) -> list[tuple[str, str, str | None]]:
        """(key, words, values of its boxes); a script ticks them, where it has no values the server does."""
        groups = [(name, name, " ".join(values)) for name, values in self.preset_groups.items()]
        return [("all", "すべて", "*"), *groups, ("none", "解除", "")]

    def filled(self, key: str, posted: list[str]) -> list[str]:
        """What is ticked after the button was pressed."""
        if key == "none":
            return []
        all_values = [str(value) for value, _ in self.choices] if key == "all" else ()
        return list(dict.fromkeys([*posted, *all_values, *self.preset_groups.get(key, ())]))


class PresetsMixin(forms.Form):
    """A form whose fields may have `presets`: their buttons give the form back, filled in, never valid.

    What was typed and uploaded stays, and nothing is called wrong but a file that could not be taken.
    """

    filling = ""  # the button that was pressed

    def full_clean(self):
        asked = self.data.get("preset", "") if self.is_bound else ""
        posted, _, key = asked.rpartition(":")
        fields = {self.add_prefix(name): field for name, field in self.fields.items()}
        if not hasattr(fields.get(posted), "filled"):
            return super().full_clean()
        self.filling, self.data = asked, self.data.copy()
        self.data.setlist(posted, fields[posted].filled(key, self.data.getlist(posted)))
        super().full_clean()
        self.add_error(None, "")  # as where something is wrong: uploads are kept
        for name in list(self.errors):
            if self.add_prefix(name) not in self.files:
                del self.errors[name]

    def _clean_form(self):
        if not self.filling:
            super()._clean_form()

    def is_valid(self):
        return super().is_valid() and not self.filling


class ConditionalFieldsMixin(forms.Form):
    """A form with fields that count only where another one has a certain choice.

    `counts_if` names them: field -> (the other, its value). Without that choice what stands in the field is
    not read; the view says so (`say_ignored`). It stays in the form, which may come back.
    """

    counts_if: Mapping[str, tuple[str, str]] = {}

    def _clean_fields(self):
        every, idle = self.fields, [name for name in self.counts_if if self._is_idle(name)]
        self.fields = {name: field for name, field in every.items() if name not in idle}
        super()._clean_fields()
        self.fields = every
        self.cleaned_data |= {name: [] for name in idle}
        self.ignored = [self._ignored_words(name) for name in idle if self[name].data]

    def _is_idle(self, name: str) -> bool:
        other, wanted = self.counts_if[name]
        if not {name, other} <= self.fields.keys():
            return False
        return (self[other].data or self[other].initial) != wanted

    def _ignored_words(self, name: str) -> str:
        other, wanted = self.counts_if[name]
        choice = dict(self.fields[other].choices)[wanted]
        label = self[other].label
        return f"「{self[name].label}」は、{label}が「{choice}」のときだけ使うため、保存していません。"


class PartsMixin:
    """A form in parts (components/form_parts.html): `groups` are (heading, names of its fields)."""

    groups: tuple[tuple[str, str], ...] = ()  # none: drawn in one piece

    @property
    def parts(self) -> list:
        """(heading, its fields) as the page shows them; a field that no group names begins the first."""
        parts = [
            (heading, [self[name] for name in names.split() if name in self.fields])
            for heading, names in self.groups
        ]
        named = {name for _, names in self.groups for name in names.split()}
        if parts and (rest := [field for field in self.visible_fields() if field.name not in named]):
            parts[0] = (parts[0][0], [*rest, *parts[0][1]])
        return parts


class ConcurrentEditMixin(PartsMixin):
    """A form whose row two may write at once; it has `version`, and attachments; the row has a `saver`."""

    stale_message = (
        "{name}さんが先に保存しました。下の「保存されている内容」と見比べて直し、もう一度保存してください。"
    )

    def refuse_stale(self, row) -> None:
        """A colleague saved meanwhile: say so; saving this text once more replaces their version."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(row.version)
        self.refuse(self.stale_message.format(name=row.saver))

    def refuse(self, refusal) -> None:
        """Say why it could not be saved after all; what was typed and uploaded stays in the form."""
        self.add_error(None, refusal)
        self._show_kept()


def carried_out(form, action: Callable, *, refused_at: str | None = None, **facts) -> bool:
    """Do it now; False where it was refused, with the reason as an error of the form, or of one field.

    A form that edits a row says with `version=` which state it was made from.
    """
    try:
        action(**facts)
    except StaleVersion as stale:
        form.refuse_stale(stale.row)
    except forms.ValidationError as refusal:
        form.add_error(refused_at, refusal)
    except ActionRefused as refusal:
        form.add_error(refused_at, str(refusal))
    else:
        return True
    return False


def fresh_form(form: forms.Form) -> SafeString:
    """What `{{ form|crispy }}` gives; as template nodes a reply's form took as long as its whole topic."""
    if _is_begun(form):
        return as_crispy_form(form)
    token = _token(form)
    html = _kept(_shown(form), lambda: _without(token, as_crispy_form(form)))
    return SafeString(html.replace(_MARK, token))


def fresh_field(field: BoundField) -> SafeString:
    """What `{{ field|as_crispy_field }}` gives."""
    form = field.form
    if _is_begun(form) or isinstance(field.field, IdempotencyKeyField):
        return as_crispy_field(field)
    shown = (type(form), form.prefix, _field_shown(form, field.name))
    return SafeString(_kept(shown, lambda: as_crispy_field(field)))


def _is_begun(form: forms.Form) -> bool:
    """Whether it holds what somebody typed, now or earlier; what is hidden from people they did not type."""
    hidden = {field.name for field in form.hidden_fields()}
    return form.is_bound or any(value for name, value in form.initial.items() if name not in hidden)


def _kept(shown: tuple, render: Callable[[], str]) -> str:
    html = _fresh.get(shown)
    if html is None:
        html = render()
        if len(_fresh) >= MAX_FRESH:
            _fresh.clear()
        _fresh[shown] = html
    return html


def _without(token: str, html: str) -> str:
    return html.replace(token, _MARK) if token else html


def _token(form: forms.Form) -> str:
    """The form's own token, which no two forms share."""
    names = [name for name, field in form.fields.items() if isinstance(field, IdempotencyKeyField)]
    return str(form[names[0]].value()) if names else ""


def _shown(form: forms.Form) -> tuple:
    """The class, and all of its fields that may differ from one form to the next."""
    return (type(form), form.prefix, *(_field_shown(form, name) for name in form.fields))


def _field_shown(form: forms.Form, name: str) -> tuple:
    field = form.fields[name]
    value = "" if isinstance(field, IdempotencyKeyField) else str(form[name].value())
    words = (str(field.label), str(field.help_text), repr(list(getattr(field, "choices", ()))))
    widget = type(field.widget), repr(field.widget.attrs)
    return name, *words, field.required, field.disabled, *widget, value
