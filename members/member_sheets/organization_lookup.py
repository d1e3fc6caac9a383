"""Which organisation a line names: by its code, or by prefecture and name."""

from collections import defaultdict

from django.core.exceptions import ValidationError

from common.fields import LineField
from common.search.name_keys import keys_of
from common.search.normalisation import name_key
from members.local_governments.codes import candidates
from members.local_governments.models import LocalGovernment
from members.local_governments.names import keys_typed
from members.local_governments.prefectures import NAMES
from members.member_sheets.plan import Line
from members.organizations.models import Organization

_PREFECTURES = {name: name for name in NAMES} | {name[:-1]: name for name in NAMES if name != "北海道"}


class PrefectureField(LineField):
    """The name of a prefecture; 大阪 is 大阪府."""

    def clean(self, value):
        name = super().clean(value)
        if name not in _PREFECTURES:
            raise ValidationError("都道府県は「大阪府」のように入力してください。", code="invalid_choice")
        return _PREFECTURES[name]


class OrganizationLookup:
    """Local governments and organisations, loaded once for all lines."""

    def __init__(self):
        self.governments = {government.code: government for government in LocalGovernment.objects.all()}
        self.of_government: dict[int, Organization] = {}
        self.named: dict[str, list[Organization]] = defaultdict(list)
        self.governments_named: dict[str, list[LocalGovernment]] = defaultdict(list)
        for government in self.governments.values():
            if government.abolished_on is None:
                for key in keys_of(government.names):
                    self.governments_named[key].append(government)
        for organization in Organization.objects.select_related("local_government"):
            if organization.local_government_id:
                self.of_government[organization.local_government_id] = organization
            for key in _names_of(organization):
                self.named[key].append(organization)

    def government(self, line: Line, name: str) -> LocalGovernment | None:
        """The one whose code the line gives; refuses the line where the code does not tell."""
        prefecture = line.values.get("prefecture", "")
        try:
            found = candidates(line.values["code"], self.governments)
        except ValueError as error:
            line.refuse("団体コード", str(error))
            return None
        if len(found) > 1:  # the rest of the line tells
            agreeing = [
                code for code in found if (name or prefecture) and self._agrees(code, prefecture, name)
            ]
            found = agreeing if len(agreeing) == 1 else found
        if len(found) > 1:
            meant = "と".join(f"{code}（{self.governments[code].full_name}）" for code in found)
            line.refuse("団体コード", f"{meant}のどちらにも読めます。6桁で入力してください。")
            return None
        return self.governments[found[0]]

    def _agrees(self, code: str, prefecture: str, name: str) -> bool:
        government = self.governments[code]
        names = keys_of(government.names)
        if organization := self.of_government.get(government.pk):
            names |= _names_of(organization)
        return prefecture in ("", government.prefecture) and (
            not name or not names.isdisjoint(keys_typed(name))
        )

    def refuse_mismatch(self, line: Line, government: LocalGovernment, name: str, title: str) -> bool:
        """Code and name must tell the same: one of them is a slip, and the line is refused."""
        if self._agrees(government.code, line.values.get("prefecture", ""), name):
            return False
        line.refuse(
            title,
            f"団体コード{government.code}は{government.full_name}です。コード・都道府県・名称のどれかを直してください。",
        )
        return True

    def by_name(self, prefecture: str, name: str) -> list[Organization]:
        """Those of that name; of two, the one without code, because a code would have been written."""
        found = [one for one in self._named(name) if prefecture in ("", one.prefecture)]
        if len(found) > 1:
            found = [one for one in found if not one.local_government_id] or found
        return found

    def _named(self, name: str) -> list[Organization]:
        return next((self.named[key] for key in keys_typed(name) if key in self.named), [])

    def government_by_name(self, prefecture: str, name: str) -> LocalGovernment | None:
        """The only one of that name there."""
        found = next(
            (self.governments_named[key] for key in keys_typed(name) if key in self.governments_named), []
        )
        there = [one for one in found if prefecture in ("", one.prefecture)]
        return there[0] if len(there) == 1 else None

    def organization(self, line: Line) -> Organization | None:
        """The member whose section or person a line is about; refuses the line where there is none."""
        name = line.values.get("organization_name", "")
        if "code" in line.values:
            government = self.government(line, name)
            if government is None or self.refuse_mismatch(line, government, name, "団体名"):
                return None
            found = self.of_government.get(government.pk)
            if found is None:
                line.refuse("団体コード", f"{government.full_name}は登録されていません。{FIRST}")
            return self._present(line, found)
        if not name:
            line.refuse("団体コード", "団体コード、または都道府県と団体名を入力してください。")
            return None
        found = self.by_name(line.values.get("prefecture", ""), name)
        alive = [one for one in self._named(name) if self._can_be_named(line, one)]
        if len(alive) == 1:
            return alive[0]
        if len(found) == 1:
            return self._present(line, found[0])
        line.refuse("団体名", ambiguous(name) if found else f"「{name}」は登録されていません。{FIRST}")
        return None

    @staticmethod
    def _can_be_named(line: Line, one: Organization) -> bool:
        """One that went over into another is not: nobody would find what was written into it."""
        return not one.merged_into_id and line.values.get("prefecture", "") in ("", one.prefecture)

    @staticmethod
    def _present(line: Line, found: Organization | None) -> Organization | None:
        if found is None or not found.merged_into_id:
            return found
        line.refuse(
            "団体名",
            f"{found.full_name}は{found.present.full_name}に統合されています。統合先を入力してください。",
        )
        return None


def _names_of(organization: Organization) -> set[str]:
    """Without its reading where it has no code: two bodies may share one."""
    if organization.local_government_id:
        return keys_of(organization.names, organization.local_government.names)
    return {name_key(organization.name), name_key(f"{organization.prefecture}{organization.name}")}


FIRST = "先に「会員」の表で登録してください。"


def ambiguous(name: str) -> str:
    return f"「{name}」は2つ以上あります。団体コードか都道府県を入力してください。"
