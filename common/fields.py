"""Form fields for what people in Japanese offices type: 全角, 和暦, かな, several files at once.

Every one refuses NUL, broken, control and direction-changing characters and keeps the rest as typed (NFC).
"""

import decimal
import re
import unicodedata
from collections.abc import Sequence

from django import forms
from django.core.exceptions import ValidationError

from common import japanese_calendar, text
from common.formats import Grouped, LengthValidator
from common.japanese_calendar import YearOf
from common.uploads import kinds, limits


class _TypedField(forms.CharField):
    """Base of the text fields: normalises, refuses, counts."""

    def __init__(self, *, max_length=None, **kwargs):
        # not given to CharField: its maxlength attribute makes browsers cut pasted text silently
        super().__init__(**kwargs)
        self.max_length = max_length
        if max_length is not None:
            self.widget.attrs["data-max-length"] = str(max_length)
            self.validators.append(LengthValidator(Grouped(max_length)))

    def to_python(self, value):
        value = text.normalise(str(value)) if value not in self.empty_values else ""
        if refused := text.refusal(value):
            raise ValidationError(
                f"{refused}が含まれています。取り除いて入力し直してください。", code="character"
            )
        return self.empty_value if text.is_blank(value) else self.shape(value) or self.empty_value

    def shape(self, value: str) -> str:
        """The value as it is kept; raises ValidationError where it cannot be read."""
        return value.strip()


class LineField(_TypedField):
    """One line of text; tabs (from a pasted table) become blanks."""

    def shape(self, value):
        value = value.replace("\t", " ").strip()
        if "\n" in value:
            raise ValidationError("改行を入れずに、1行で入力してください。", code="newline")
        return value


class TextField(_TypedField):
    """Lines of text; an indent of the first line stays, blanks at the end go."""

    widget = forms.Textarea

    def shape(self, value):
        return value.rstrip().lstrip("\n")


class KanaField(LineField):
    """A reading in hiragana; katakana, also half width, is accepted and turned into hiragana."""

    _ALLOWED = re.compile("[ぁ-ゖー・ ]*")
    _TO_HIRAGANA = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}

    def shape(self, value):
        kana = unicodedata.normalize("NFKC", super().shape(value)).translate(self._TO_HIRAGANA)
        if not self._ALLOWED.fullmatch(kana):
            raise ValidationError("ひらがな（またはカタカナ）で入力してください。", code="kana")
        return kana


class TelephoneField(LineField):
    """A telephone number, full or half width, with an extension where there is one."""

    _NUMBER = re.compile(
        r"(?P<number>\+?[0-9][0-9()-]{7,17}[0-9])(?:\((?:内線)?(?P<extension>[0-9-]{1,8})\))?"
    )

    def __init__(self, **kwargs):
        super().__init__(max_length=kwargs.pop("max_length", 30), **kwargs)
        self.widget.attrs.update({"inputmode": "tel", "autocomplete": "tel"})

    def shape(self, value):
        plain = unicodedata.normalize("NFKC", super().shape(value)).translate(text.DASHES)
        plain = re.sub(r"内線:?(?=[0-9])|(?<=[0-9)])x(?=[0-9])", "内線", plain.replace(" ", ""))
        plain = re.sub(r"(?<!\()内線([0-9-]+)$", r"(内線\1)", plain)
        found = self._NUMBER.fullmatch(plain)
        digits = re.sub("[^0-9]", "", found["number"]) if found else ""
        if plain and not (found and 10 <= len(digits) <= 13):
            raise ValidationError("電話番号は「03-1234-5678」のように入力してください。", code="telephone")
        return plain


class PostalCodeField(LineField):
    """A postal code; kept as 123-4567."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "autocomplete": "postal-code"})

    def shape(self, value):
        plain = unicodedata.normalize("NFKC", super().shape(value)).translate(text.DASHES)
        found = re.fullmatch(r"〒? *([0-9]{3})[- ]*([0-9]{4})", plain)
        if plain and not found:
            raise ValidationError("郵便番号は「123-4567」のように7桁で入力してください。", code="postal_code")
        return f"{found[1]}-{found[2]}" if found else ""


class _CountingMixin:
    """A number as people write it; `units` are words that may stand behind it: 4館, 約300部.

    A fact that was counted (`is_counted`) takes no 約: it would be told without it.
    """

    def __init__(self, *, units: Sequence[str] = (), is_counted: bool = False, **kwargs):
        self.units, self.is_counted = units, is_counted
        super().__init__(**kwargs)

    def read(self, value: str) -> str:
        try:
            return text.typed_number(value, self.units, is_counted=self.is_counted)
        except ValueError as error:
            raise ValidationError(str(error) or self.error_messages["invalid"], code="invalid") from None


class JapaneseIntegerField(_CountingMixin, forms.IntegerField):
    """A whole number; full-width digits, thousands separators and its `units` are accepted."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": "数字で入力してください（例：1200）。",
        "min_value": "%(limit_value)s以上の数を入力してください。",
        "max_value": "%(limit_value)s以下の数を入力してください。",
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("max_value", 2_000_000_000)  # what an integer column holds
        kwargs |= {name: Grouped(kwargs[name]) for name in ("min_value", "max_value") if kwargs.get(name)}
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "numeric"

    def to_python(self, value):
        if isinstance(value, str):
            value = self.read(value)
            if "." in value or len(value) > 16:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)


class JapaneseDecimalField(_CountingMixin, forms.DecimalField):
    """A number that may be negative or have a fraction; 全角, thousands separators and ▲ are accepted."""

    widget = forms.TextInput
    default_error_messages = {
        "invalid": "数字で入力してください（例：1200、12.5）。",
        "whole": "整数の部分は%(limit)d桁までで入力してください。",
        "places": "小数点より下は%(limit)d桁までで入力してください。",
    }

    def __init__(self, *, max_digits: int, decimal_places: int, **kwargs):
        # not given to DecimalField: its sentences count digits in a way that nobody reads
        self.max_whole, self.max_places = max_digits - decimal_places, decimal_places
        super().__init__(**kwargs)
        self.widget.attrs["inputmode"] = "decimal"

    def to_python(self, value):
        if isinstance(value, str):
            value = self.read(value)
            whole, _, places = value.lstrip("-").partition(".")
            self._refuse_too_long(whole.lstrip("0"), places.rstrip("0"))
        number = super().to_python(value)
        return abs(number) if number == 0 else number

    def _refuse_too_long(self, whole: str, places: str) -> None:
        for code, digits, limit in (
            ("whole", whole, self.max_whole),
            ("places", places, self.max_places),
        ):
            if len(digits) > limit:
                raise ValidationError(self.error_messages[code], code=code, params={"limit": limit})

    def prepare_value(self, value):
        if not isinstance(value, decimal.Decimal):
            return value
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text


class JapaneseDateField(forms.DateField):
    """A date typed as 和暦 or 西暦, full or half width; shown again as 令和7年11月8日."""

    widget = forms.TextInput

    def __init__(self, *, year: YearOf | None = YearOf.NEXT, **kwargs):
        """`year` says which one 12/25 is of; None where it must be typed."""
        kwargs.setdefault("help_text", "例：令和8年4月1日 または 2026-04-01")
        super().__init__(**kwargs)
        self.year, self.counted_from = year, None  # as `parse_date` takes them

    def to_python(self, value):
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        try:
            return japanese_calendar.parse_date(value[:60], self.year, self.counted_from)
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def prepare_value(self, value):
        return japanese_calendar.wareki(value, weekday=False) if hasattr(value, "year") else value


class JapaneseTimeField(forms.TimeField):
    """A time of day: 10:00, 10時30分, 午後1時, full or half width; shown again as 10:00."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", "例：10:00")
        super().__init__(**kwargs)

    def to_python(self, value):
        if value in self.empty_values or not isinstance(value, str):
            return super().to_python(value)
        try:
            return japanese_calendar.parse_time(value[:30])
        except ValueError as error:
            raise ValidationError(str(error), code="invalid") from None

    def prepare_value(self, value):
        return f"{value.hour}:{value.minute:02}" if hasattr(value, "hour") else value


class CodeField(forms.CharField):
    """A code from a mail or an app: full-width characters, blanks and hyphens are forgiven."""

    def __init__(self, **options):
        options.setdefault("widget", forms.TextInput(attrs={"autocomplete": "one-time-code"}))
        super().__init__(**options)

    def to_python(self, value):
        return text.typed_code(super().to_python(value))


class FilesInput(forms.FileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True

    def value_from_datadict(self, data, files, name):
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


class FilesField(forms.FileField):
    """Several uploads; cleans to a list. `AttachmentsMixin` counts them and checks their kind."""

    widget = FilesInput
    max_total = limits.MAX_TOTAL  # the form template shows how much room is left
    default_error_messages = {"required": "ファイルを選んでください。"}

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", limits.HELP)
        super().__init__(**kwargs)
        self.widget.attrs["accept"] = kinds.ACCEPT

    def clean(self, data, initial=None):
        uploads = [data] if data and not isinstance(data, (list, tuple)) else list(data or [])
        if self.required and not uploads and not initial:
            raise ValidationError(self.error_messages["required"], code="required")
        return uploads

    def has_changed(self, initial, data):
        return bool(data)


class MailAddressField(forms.EmailField):
    """A mail address in small letters, so that one person is not two."""

    default_error_messages = {
        "invalid": "メールアドレスを「name@example.lg.jp」のような半角の形で入力してください。"
    }

    def __init__(self, **options):
        options.setdefault("max_length", 254)
        options.setdefault("widget", forms.EmailInput(attrs={"autocomplete": "email"}))
        super().__init__(**options)

    def to_python(self, value):
        return unicodedata.normalize("NFKC", super().to_python(value)[:1000]).strip().lower()

    def validate(self, value):
        super().validate(value)
        domain = value.rpartition("@")[2]
        if value and (not value.isascii() or "." not in domain or domain.startswith("[")):
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
