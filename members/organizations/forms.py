"""Special wards to tick; organisations typed in words, one a line: of 1,800 boxes nobody can choose."""

import re
from collections import defaultdict
from functools import reduce
from operator import or_

from django import forms
from django.db.models import Q

from common.fields import TextField
from common.forms import PresetChoices
from common.search.name_keys import keys_of
from common.search.normalisation import name_key, without_district
from members.local_governments.models import FormerName, LocalGovernment
from members.local_governments.names import bears
from members.local_governments.prefectures import REGIONS, in_prefecture_order
from members.organizations.models import Organization

MAX_ORGANIZATIONS = 2_000
MAX_SENTENCES = 20
WARDS = "23区"
_BETWEEN = re.compile(r"[\n\t、，,；;]+")
_COLUMNS = ("pk", "names", "local_government", "local_government__names")


class WardsField(PresetChoices, forms.ModelMultipleChoiceField):
    """Special wards (特別区) by name; the form says which (`queryset`)."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(queryset=Organization.objects.none(), **kwargs)

    def label_from_instance(self, ward):
        return ward.name


class OrganizationsField(TextField):
    """Members by name with their prefecture (大阪府堺市) or six-digit code; cleans to a list without doubles.

    Also former names, and a name alone where only one member has it. What cannot be read gets a sentence
    with the candidates; at most five queries, however many lines. Buttons write the wards
    or the members of a region into it.
    """

    widget = forms.Textarea(attrs={"rows": 6})
    presets = tuple((name, name, None) for name in (WARDS, *REGIONS, "解除"))

    def __init__(self, **kwargs):
        super().__init__(max_length=60_000, **kwargs)

    def filled(self, key: str, posted: list[str]) -> list[str]:
        """The lines with those of the button behind them."""
        if key not in (WARDS, *REGIONS):
            return []
        lines = [line for line in map(str.strip, _BETWEEN.split("\n".join(posted))) if line]
        chosen = Organization.objects.special_wards()
        if key in REGIONS:
            chosen = Organization.objects.members().filter(prefecture__in=REGIONS[key])
        rows = chosen.select_related("local_government")
        names = [
            row.full_name for row in rows.order_by(in_prefecture_order(), "local_government__code", "pk")
        ]
        return ["\n".join(dict.fromkeys([*lines, *names]))]

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else "\n".join(row.full_name for row in value)

    def clean(self, value):
        if value is not None and not isinstance(value, str):  # what the record holds, not typed
            return list(value)
        typed = _BETWEEN.split(super().clean(value))
        lines = list(dict.fromkeys(line for line in map(str.strip, typed) if line))
        if len(lines) > MAX_ORGANIZATIONS:
            raise forms.ValidationError(f"一度に入力できるのは{MAX_ORGANIZATIONS:,}団体までです。")
        return _OrganizationLines(lines).organizations() if lines else []


class _OrganizationLines:
    """Which organisations the lines name."""

    def __init__(self, lines: list[str]):
        self.lines = {key: line for line in lines if (key := name_key(line))}
        self.codes = LocalGovernment.objects.by_codes([key for key in self.lines if _is_code(key)])
        readers = Organization.objects.members() | Organization.objects.secretariats()
        self.by_key: dict[str, set[int]] = defaultdict(set)
        self.by_government: dict[int, int] = {}
        for pk, names, government, more in readers.values_list(*_COLUMNS):
            self.by_government[government] = pk
            for key in keys_of(names, more):
                self.by_key[key].add(pk)

    def organizations(self) -> list[Organization]:
        found = {key: self._of(key) for key in self.lines}
        found |= self._formerly([key for key, pks in found.items() if not pks])
        if wrong := {key: pks for key, pks in found.items() if len(pks) != 1}:
            raise forms.ValidationError(self._sentences(wrong))
        pks = dict.fromkeys(pk for pks in found.values() for pk in pks)
        rows = Organization.objects.select_related("local_government").in_bulk(pks)
        return [rows[pk] for pk in pks]

    def _of(self, key: str) -> set[int]:
        if _is_code(key):
            government = self.codes.get(key)
            present = government and government.present
            return {self.by_government[present.pk]} if present and present.pk in self.by_government else set()
        return self.by_key.get(key) or self.by_key.get(without_district(key)) or set()

    def _formerly(self, keys: list[str]) -> dict[str, set[int]]:
        """The members of today that once had these names, with or without the prefecture."""
        if not keys:
            return {}
        named: dict[str, set[int]] = defaultdict(set)
        for names, government in FormerName.objects.order_by().values_list("names", "local_government"):
            for key in keys_of(names):
                named[key].add(government)
        return {
            key: {self.by_government[pk] for pk in named[key] if pk in self.by_government} for key in keys
        }

    def _sentences(self, wrong: dict[str, set[int]]) -> list[str]:
        shown = list(wrong)[:MAX_SENTENCES]
        near = {key: wrong[key] or self._near(key) for key in shown}
        rows = Organization.objects.select_related("local_government").in_bulk(set().union(*near.values()))
        no_members = _no_members([key for key in shown if not wrong[key]])
        sentences = []
        for key in shown:
            line = self.lines[key]
            names = _names([rows[pk] for pk in near[key]])
            if pks := wrong[key]:
                sentences.append(f"「{line}」は{len(pks)}団体あります。{names}のどれかを入力してください。")
            elif key in no_members:
                sentences.append(f"「{line}」は会員登録がないため、選べません。")
            elif names:
                sentences.append(f"「{line}」は見つかりません。{names}ではありませんか。")
            else:
                sentences.append(
                    f"「{line[:40]}」は見つかりません。都道府県からの名称か6桁の団体コードを入力してください。"
                )
        if len(wrong) > len(shown):
            sentences.append(f"ほかに{len(wrong) - len(shown)}行、読み取れない行があります。")
        return sentences

    def _near(self, key: str) -> list[int]:
        """Up to three members whose names begin as the line does."""
        near = (pk for known, pks in self.by_key.items() if known.startswith(key) for pk in pks)
        return list(dict.fromkeys(near))[:3]


def _is_code(key: str) -> bool:
    return len(key) == 6 and key.isascii() and key.isdigit()


def _names(rows: list[Organization]) -> str:
    """Candidates as they can be typed; with the code where the name does not tell them apart."""
    rows = sorted(rows, key=lambda row: (row.slug, row.name))
    names = [row.full_name for row in rows]
    return "、".join(
        f"{name}（{row.slug}）" if names.count(name) > 1 else name
        for name, row in zip(names, rows, strict=True)
    )


def _no_members(keys: list[str]) -> set[str]:
    """Those that name a local government of today, which is no member then."""
    named = reduce(or_, (bears(key, lookup="whole") for key in keys), Q(pk=None))
    known = LocalGovernment.objects.current().filter(named).values_list("names", flat=True)
    said = keys_of(*known)
    return {key for key in keys if key in said or without_district(key) in said}
