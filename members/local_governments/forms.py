"""A local government typed in words: 1,788 choices in a list are no choice."""

from django import forms

from members.models import FormerName, LocalGovernment
from members.prefectures import NAMES
from office.fields import LineField


class LocalGovernmentField(LineField):
    """A local government by its name with the prefecture (石川県七尾市) or its six-digit code.

    A former name finds the body of today. `kept` is what the record names now: typed again it stays, so that
    mending another field does not give a record of the past the name of today.
    """

    default_error_messages = {
        "unknown": "「石川県七尾市」のように都道府県から入力するか、6桁の団体コードを入力してください。"
    }
    kept: LocalGovernment | None = None

    def clean(self, value):
        text = super().clean(value)
        if not text:
            return None
        plain = text.replace(" ", "").replace("　", "")
        if self.kept is not None and plain == self.kept.full_name:
            return self.kept
        found = _find(plain) or _formerly(plain)
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found


def split_prefecture(text: str) -> tuple[str, str]:
    """(大阪府, 堺市) of 大阪府堺市; ("", the text) where it names no prefecture."""
    prefecture = next((name for name in NAMES if text.startswith(name)), "")
    return prefecture, text.removeprefix(prefecture)


def _find(text: str) -> LocalGovernment | None:
    now = LocalGovernment.objects.current()
    if text.isdigit():
        known = LocalGovernment.objects.by_codes([text]).get(text)
        return known and known.present
    prefecture, rest = split_prefecture(text)
    if not rest:
        return now.filter(name=prefecture, kind=LocalGovernment.Kind.PREFECTURE).first()
    if prefecture:
        return now.filter(prefecture=prefecture, name=rest).first()
    return now.filter(name=rest, kind=LocalGovernment.Kind.SPECIAL_WARD).first()  # 新宿区 needs no prefecture


def _formerly(text: str) -> LocalGovernment | None:
    """The body of today that once had this name, where it is the only one."""
    found = LocalGovernment.objects.current().filter(
        pk__in=FormerName.objects.filter(whole=text).values("local_government")
    )[:2]
    return found[0] if len(found) == 1 else None
