"""A local government typed in words: 1,788 choices in a list are no choice."""

import unicodedata

from django import forms

from common import japanese_calendar
from common.fields import JapaneseDateField, KanaField, LineField, TextField
from common.forms import PresetChoices
from common.search.normalisation import name_key
from members.local_governments.codes import is_code
from members.local_governments.models import LocalGovernment
from members.local_governments.prefectures import NAME_CHOICES, NAME_OF, NAMES, REGIONS


class PrefecturesField(PresetChoices, forms.MultipleChoiceField):
    """Some of the 47 prefectures, ticked one by one or by region (地方)."""

    widget = forms.CheckboxSelectMultiple
    preset_groups = REGIONS

    def __init__(self, **kwargs):
        super().__init__(choices=[(name, name) for name in NAMES], **kwargs)


class LocalGovernmentField(LineField):
    """A local government by its name (石川県七尾市), reading or six-digit code.

    Without its prefecture where it is the only one of that name. A former name finds the local government of
    today. `current` is what the record names now: typed again it stays, so that correcting another field does
    not give a record of the past the name of today.
    """

    default_error_messages = {
        "unknown": "「石川県七尾市」のように都道府県から入力するか、6桁の団体コードを入力してください。"
    }
    current: LocalGovernment | None = None

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        if self.current is not None and name_key(text) == name_key(self.current.full_name):
            return self.current
        found = _find_government(text)
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found


def _find_government(text: str) -> LocalGovernment | None:
    key = name_key(text)
    if key.isdigit():
        known = LocalGovernment.objects.by_codes([key]).get(key)
        return known and known.present
    found = LocalGovernment.objects.current().called(text)[:2]
    return found[0] if len(found) == 1 else None


MAX_GOVERNMENTS = 30

GOVERNMENTS_HELP = "「石川県七尾市」のように都道府県から入力するか、6桁の団体コードを入力してください。"


class CodeField(LineField):
    """The six digits of a local government, full width too; the last one must fit the others."""

    def __init__(self, **options):
        super().__init__(**options)
        self.widget.attrs["inputmode"] = "numeric"

    def shape(self, value):
        code = unicodedata.normalize("NFKC", super().shape(value)).replace(" ", "").replace("-", "")
        if not code:
            return ""
        if not (len(code) == 6 and code.isascii() and code.isdigit()):
            raise forms.ValidationError("団体コードは6桁の数字で入力してください。", code="invalid")
        if code[:2] not in NAME_OF:
            raise forms.ValidationError(
                "先頭の2桁が都道府県の番号（01から47）ではありません。", code="invalid"
            )
        if not is_code(code):
            raise forms.ValidationError(
                "末尾の検査数字が合いません。6桁すべてを確かめてください。", code="check"
            )
        return code


class LocalGovernmentsField(TextField):
    """Several local governments, one in each line; cleans to a list."""

    widget = forms.Textarea
    recorded: tuple[LocalGovernment, ...] = ()  # named now: typed again they stay, as `current` above

    def clean(self, value):
        text = super().clean(value)
        recorded = {name_key(one.full_name): one for one in self.recorded}
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        if len(lines) > MAX_GOVERNMENTS:
            raise forms.ValidationError(f"一度に入力できるのは{MAX_GOVERNMENTS}団体までです。", code="many")
        one = LocalGovernmentField(max_length=60)
        found, unknown = [], []
        for line in lines:
            try:
                found.append(recorded.get(name_key(line)) or one.clean(line))
            except forms.ValidationError:
                unknown.append(line[:60])
        if unknown:
            raise forms.ValidationError(
                f"見つからない団体があります: {'、'.join(unknown)}。{GOVERNMENTS_HELP}", code="unknown"
            )
        if len(set(found)) < len(found):
            raise forms.ValidationError("同じ団体が二度入力されています。", code="twice")
        return found


class FormerNameForm(forms.Form):
    """A name of before, from what the secretariat knows."""

    prefecture = forms.ChoiceField(label="都道府県（当時）", choices=NAME_CHOICES)
    name = LineField(label="旧名称", max_length=40, help_text="都道府県を除いた名称です。例：〇〇町")
    name_kana = KanaField(
        label="読み", max_length=80, required=False, help_text="ひらがなで入力してください。"
    )
    until = JapaneseDateField(
        label="いつまで",
        year=None,
        required=False,
        help_text="分からないときは空欄にしてください。例：平成17年3月31日",
    )
    remark = LineField(label="備考", max_length=200, required=False)
    source = LineField(label="出典", max_length=300)

    def clean_until(self):
        day = self.cleaned_data["until"]
        if day and day > japanese_calendar.today():
            raise forms.ValidationError("今日までの日付を入力してください。")
        return day
