"""A local government typed in words: 1,788 choices in a list are no choice."""

from django import forms

from members.models import LocalGovernment
from members.prefectures import NAMES
from office.fields import LineField


class LocalGovernmentField(LineField):
    """A local government by its name with the prefecture (石川県七尾市) or its six-digit code."""

    default_error_messages = {
        "unknown": "「石川県七尾市」のように都道府県から入力するか、6桁の団体コードを入力してください。"
    }

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        found = _find(text.replace(" ", "").replace("　", ""))
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found


def _find(text: str) -> LocalGovernment | None:
    now = LocalGovernment.objects.filter(abolished_on__isnull=True)
    if text.isdigit():
        return now.filter(code=text).first()
    prefecture = next((name for name in NAMES if text.startswith(name)), "")
    rest = text.removeprefix(prefecture)
    if not rest:
        return now.filter(name=prefecture, kind=LocalGovernment.Kind.PREFECTURE).first()
    if prefecture:
        return now.filter(prefecture=prefecture, name=rest).first()
    return now.filter(name=rest, kind=LocalGovernment.Kind.SPECIAL_WARD).first()  # 新宿区 needs no prefecture
