"""Making booths, and giving them to bodies."""

import unicodedata

from django import forms

from common.fields import JapaneseIntegerField, LineField
from common.japanese_calendar import wareki
from common.versions import RowEditForm
from events.booths.queries import PlacedBooth, bodies_of, days_of, placed_booths
from events.events.models import Event
from events.participations.models import Participation

LARGEST = 99_999
OUTSIDE = "この日は、いまは開催期間の外です。"


class CodeField(LineField):
    """The code of a booth, or its beginning; Ａ－１ is A-1."""

    def shape(self, value):
        return unicodedata.normalize("NFKC", super().shape(value))


class BoothsForm(forms.Form):
    """Many booths in one act."""

    prefix = CodeField(label="番号の前に付ける文字", required=False, max_length=14, help_text="例：A-")
    first = JapaneseIntegerField(label="最初の番号", min_value=1, max_value=LARGEST)
    last = JapaneseIntegerField(label="最後の番号", min_value=1, max_value=LARGEST)
    name = LineField(label="名称", required=False, max_length=60, help_text="例：北海道・東北ゾーン")
    size = LineField(label="大きさ", required=False, max_length=60, help_text="例：間口1.8m × 奥行1.8m")


class BoothForm(RowEditForm):
    """One booth."""

    columns = ("code", "name", "size")

    code = CodeField(label="ブース番号", max_length=20)
    name = LineField(label="名称", required=False, max_length=60)
    size = LineField(label="大きさ", required=False, max_length=60)

    def __init__(self, *args, row, **kwargs):
        self.row = row
        super().__init__(*args, initial={name: getattr(row, name) for name in self.columns}, **kwargs)


def _gone(what: str) -> dict[str, str]:
    """Somebody else changed it since the page was read."""
    return {"invalid_choice": f"{what}選び直してください。"}


class AssignForm(forms.Form):
    """A body, its booth, and from which day to which; `source`: the booth that it leaves for it."""

    source = forms.TypedChoiceField(required=False, widget=forms.HiddenInput, empty_value=None)
    body = forms.TypedChoiceField(label="団体", error_messages=_gone("この団体は、いまは出展しません。"))
    booth = forms.TypedChoiceField(label="ブース", error_messages=_gone("このブースは、いまはありません。"))
    first_day = forms.TypedChoiceField(label="最初の日", error_messages=_gone(OUTSIDE))
    last_day = forms.TypedChoiceField(label="最後の日", error_messages=_gone(OUTSIDE))

    def __init__(self, data=None, *, event: Event, placed=None, bodies=None, asked=(), **kwargs):
        placed = placed_booths(event) if placed is None else placed
        bodies = bodies_of(event) if bodies is None else bodies
        self.days = days_of(event)
        self.days_by_text = {day.isoformat(): day for day in self.days}
        whole = {
            "first_day": min(self.days_by_text, default=""),
            "last_day": max(self.days_by_text, default=""),
        }
        super().__init__(data, initial=whole | dict(asked), **kwargs)
        self._offer("source", {str(one.booth.pk): one.booth for one in placed}, str)
        self._offer("booth", {str(one.booth.pk): one.booth for one in placed}, _booth_label(placed))
        self._offer("body", {str(body.pk): body for body in bodies}, _body_label(placed))
        for name in ("first_day", "last_day"):
            self._offer(name, self.days_by_text, wareki)
            if len(self.days) == 1:
                self.fields[name].widget = forms.HiddenInput()

    def _offer(self, name: str, rows: dict, label) -> None:
        field = self.fields[name]
        field.choices = [("", "選んでください")] + [(key, label(row)) for key, row in rows.items()]
        field.coerce = rows.get

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last:
            if last < first:
                self.add_error("last_day", "最後の日は、最初の日以後にしてください。")
            cleaned["days"] = [day for day in self.days if first <= day <= last]
        return cleaned

    @property
    def assignment(self) -> dict:
        """What `assign_booth` is told."""
        cleaned = self.cleaned_data
        facts = {name: cleaned[name] for name in ("booth", "source", "days")}
        return facts | {"participation": cleaned["body"]}

    @property
    def leaves(self) -> str:
        """The code of the booth that the body leaves."""
        key = str(self["source"].value() or "")
        return dict(self.fields["source"].choices).get(key, "") if key else ""


def _booth_label(placed: list[PlacedBooth]):
    holders = {one.booth.pk: "、".join(str(held.body) for held in one.holdings) for one in placed}

    def label(booth) -> str:
        return f"{booth.code}（{holders[booth.pk] or '空き'}）"

    return label


def _body_label(placed: list[PlacedBooth]):
    codes: dict[int, list[str]] = {}
    for one in placed:
        for held in one.holdings:
            codes.setdefault(held.body.pk, []).append(one.booth.code)

    def label(body: Participation) -> str:
        mine = codes.get(body.pk)
        return f"{body}（{'、'.join(mine)}）" if mine else str(body)

    return label
