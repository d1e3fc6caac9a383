"""Organisations typed in words, one a line: with 1,800 of them, boxes to tick are no choice."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable

from django import forms
from django.db.models import Q

from common.fields import TextField
from members.local_governments.forms import split_prefecture
from members.local_governments.models import FormerName, LocalGovernment
from members.organizations.models import Organization

MAX_ORGANIZATIONS = 2_000
MAX_SENTENCES = 20
_BETWEEN = re.compile(r"[\n\t、，,；;]+")


class OrganizationsField(TextField):
    """Members by name with their prefecture (大阪府堺市) or six-digit code; cleans to a list without doubles.

    Also former names, and a name alone where only one member has it. What cannot be read gets a sentence
    with the candidates; at most four queries, however many lines.
    """

    widget = forms.Textarea(attrs={"rows": 6})

    def __init__(self, **kwargs):
        super().__init__(max_length=60_000, **kwargs)

    def prepare_value(self, value):
        return value if value is None or isinstance(value, str) else "\n".join(row.full_name for row in value)

    def clean(self, value):
        if value is not None and not isinstance(value, str):  # what the record holds, not typed
            return list(value)
        typed = _BETWEEN.split(super().clean(value))
        lines = list(dict.fromkeys(filter(None, map(_plain, typed))))
        if len(lines) > MAX_ORGANIZATIONS:
            raise forms.ValidationError(f"一度に入力できるのは{MAX_ORGANIZATIONS:,}団体までです。")
        return _OrganizationLines(lines).organizations() if lines else []


def _plain(line: str) -> str:
    """A name made comparable: without blanks, wide letters as narrow ones."""
    return "".join(unicodedata.normalize("NFKC", line).split())


class _OrganizationLines:
    """Which organisations the lines name."""

    def __init__(self, lines: list[str]):
        self.lines = lines
        self.codes = LocalGovernment.objects.by_codes([line for line in lines if _is_code(line)])
        self.by_government: dict[int, Organization] = {}
        self.by_full_name: dict[str, list[Organization]] = defaultdict(list)
        self.by_name: dict[str, list[Organization]] = defaultdict(list)
        self._learn(self._candidates())

    def organizations(self) -> list[Organization]:
        found = {line: self._of(line) for line in self.lines}
        found |= self._formerly([line for line, rows in found.items() if not rows])
        wrong = {line: rows for line, rows in found.items() if len(rows) != 1}
        if wrong:
            raise forms.ValidationError(_sentences(wrong))
        return list({row.pk: row for rows in found.values() for row in rows}.values())

    def _candidates(self) -> Iterable[Organization]:
        governments = [self.codes.get(line) for line in self.lines if _is_code(line)]
        present = [row.present for row in governments if row is not None]
        names = {name for line in self.lines for name in (line, split_prefecture(line)[1])}
        named = Q(name__in=names) | Q(local_government__in=[row.pk for row in present if row is not None])
        named |= Q(local_government=None)  # few; their names may hold blanks and wide letters
        readers = Organization.objects.members() | Organization.objects.secretariats()
        return readers.filter(named).select_related("local_government")

    def _learn(self, rows: Iterable[Organization]) -> None:
        for row in rows:
            self.by_full_name[_plain(row.full_name)].append(row)
            self.by_name[_plain(row.name)].append(row)
            if row.local_government_id:
                self.by_government[row.local_government_id] = row

    def _of(self, line: str) -> list[Organization]:
        if _is_code(line):
            government = self.codes.get(line)
            row = self.by_government.get(government.present.pk) if government and government.present else None
            return [row] if row else []
        if line in self.by_full_name:
            return self.by_full_name[line]
        prefecture, name = split_prefecture(line)
        return [row for row in self.by_name[name] if not prefecture or row.prefecture == prefecture]

    def _formerly(self, lines: list[str]) -> dict[str, list[Organization]]:
        """The members of today that once had these names, with or without the prefecture."""
        if not lines:
            return {}
        former = FormerName.objects.filter(Q(whole__in=lines) | Q(name__in=lines))
        named: dict[str, set[int]] = defaultdict(set)
        for whole, name, government in former.values_list("whole", "name", "local_government"):
            named[whole].add(government)
            named[name].add(government)
        wanted = {key for line in lines for key in named[line]}
        rows = {
            row.local_government_id: row
            for row in Organization.objects.members().filter(local_government__in=wanted)
        }
        return {line: [rows[key] for key in sorted(named[line]) if key in rows] for line in lines}


def _is_code(line: str) -> bool:
    return len(line) == 6 and line.isascii() and line.isdigit()


def _sentences(wrong: dict[str, list[Organization]]) -> list[str]:
    shown = list(wrong)[:MAX_SENTENCES]
    near, no_members = _near(shown), _no_members(shown)
    sentences = []
    for line in shown:
        if rows := wrong[line]:
            sentences.append(
                f"「{line}」は{len(rows)}団体あります。{_names(rows)}のどれかを入力してください。"
            )
        elif line in no_members:
            sentences.append(f"「{line}」は会員登録がないため、選べません。")
        elif near[line]:
            sentences.append(f"「{line}」は見つかりません。{_names(near[line])}ではありませんか。")
        else:
            sentences.append(
                f"「{line[:40]}」は見つかりません。都道府県からの名称か6桁の団体コードを入力してください。"
            )
    if len(wrong) > len(shown):
        sentences.append(f"ほかに{len(wrong) - len(shown)}行、読み取れない行があります。")
    return sentences


def _names(rows: list[Organization]) -> str:
    """Candidates as they can be typed; with the code where the name does not tell them apart."""
    names = [row.full_name for row in rows]
    return "、".join(
        f"{name}({row.slug})" if names.count(name) > 1 else name
        for name, row in zip(names, rows, strict=True)
    )


def _no_members(lines: list[str]) -> set[str]:
    """Those that name a local government which is no member, and no member besides."""
    names = [split_prefecture(line)[1] for line in lines]
    known = LocalGovernment.objects.current().filter(Q(name__in=names) | Q(code__in=lines))
    said = {text for row in known for text in (row.full_name, row.name, row.code)}
    return said.intersection(lines)


def _near(lines: list[str]) -> dict[str, list[Organization]]:
    """Up to three members whose names begin as each line does."""
    starts = {line: split_prefecture(line) for line in lines}
    condition = Q(pk__in=[])
    for _, name in starts.values():
        condition |= Q(name__startswith=name[:40]) if name else Q(pk__in=[])
    rows = list(Organization.objects.members().filter(condition)[:200])
    return {
        line: [
            row for row in rows if name and row.name.startswith(name) and prefecture in ("", row.prefecture)
        ][:3]
        for line, (prefecture, name) in starts.items()
    }
