"""The sheet of organisations (会員)."""

from django.db.models import F

from common.fields import JapaneseDateField, KanaField, LineField, TextField
from common.search.actions import refresh_index_many
from common.search.kana import in_kana_order
from members.local_governments.models import LocalGovernment
from members.local_governments.prefectures import in_prefecture_order
from members.member_sheets.columns import Column, LabelField, SheetURLField
from members.member_sheets.organization_lookup import OrganizationLookup, PrefectureField, ambiguous
from members.member_sheets.plan import Line
from members.member_sheets.sheet import ImportedSheet
from members.organizations.actions import change_joined_on, open_missing_periods
from members.organizations.models import Organization
from members.organizations.queries import organization_kind_of

KINDS = dict(Organization.Kind.choices)
LEFT = (
    "退会と再入会は、この表では変えられません。"
    "退会は「退会の申出」、再入会は「会員登録の申請」で行ってください。"
)


class OrganizationSheet(ImportedSheet):
    key = "organizations"
    title = "会員"
    noun = "団体"
    model = Organization
    about = "会員自治体・団体の名称、読み、公式サイト、紹介文、会員登録日"
    speaking = ("code", "prefecture", "name")
    keys = ("団体コード", "名称")
    columns = (
        Column(
            "code",
            "団体コード",
            LineField(max_length=20),
            "6桁。自治体は必ず入力してください。先頭の0や検査数字（6桁目）が落ちていても読み取ります。"
            "コードのない団体は空欄にしてください。",
            "012068",
            value=lambda row: row.local_government.code if row.local_government_id else "",
            writes=False,
        ),
        Column(
            "prefecture",
            "都道府県",
            PrefectureField(),
            "コードのない団体を新しく登録するときは必要です。",
            "北海道",
        ),
        Column(
            "name",
            "名称",
            LineField(max_length=60),
            "自治体の名称はコードから決まります。コードと合わないときはエラーになります。",
            "釧路市",
        ),
        Column(
            "name_kana",
            "読み",
            KanaField(max_length=120),
            "ひらがな。カタカナはひらがなに直します。",
            "くしろし",
            needed=True,
        ),
        Column(
            "kind",
            "種別",
            LabelField(Organization.Kind.choices),
            f"{'・'.join(KINDS.values())}のどれか。自治体はコードから決まります。登録後は変えられません。",
            "市町村",
            word=lambda kind: KINDS.get(kind, ""),
        ),
        Column(
            "website",
            "公式サイト",
            SheetURLField(max_length=300),
            "https:// から始まるアドレス。",
            "https://www.city.example.lg.jp/",
            clearable=True,
        ),
        Column(
            "introduction",
            "紹介文",
            TextField(max_length=1000),
            "1,000文字まで。セルの中で改行できます。",
            clearable=True,
        ),
        Column(
            "joined_on",
            "会員登録日",
            JapaneseDateField(year=None),
            "和暦でも西暦でもかまいません。特別区のほかは、新しい団体に必要です。",
            "令和8年4月1日",
        ),
        Column(
            "withdrawn_on",
            "退会日",
            JapaneseDateField(year=None),
            "すでに退会した団体を新しく登録するときだけ入力します。登録済みの団体の退会日は変えられません。",
        ),
    )

    @classmethod
    def joined(cls, queryset):
        return queryset.select_related("local_government")

    @classmethod
    def all(cls):
        code = F("local_government__code").asc(nulls_last=True)
        order = (code, in_prefecture_order(), *in_kana_order("name_kana"), "pk")
        return cls.joined(Organization.objects.order_by(*order))

    def load(self, lines):
        self.bodies = OrganizationLookup()

    def find(self, line):
        name = line.values.get("name", "")
        if "code" in line.values:
            government = self.bodies.government(line, name)
            if government is not None and not self.bodies.refuse_mismatch(line, government, name, "名称"):
                self._of_government(line, government)
        elif not name:
            line.refuse("団体コード", "団体コード、または都道府県と名称を入力してください。")
        else:
            self._by_name(line, name)
        if line.obj is not None:
            line.name = line.obj.full_name

    def _by_name(self, line: Line, name: str) -> None:
        prefecture = line.values.get("prefecture", "")
        found = self.bodies.by_name(prefecture, name)
        government = self.bodies.government_by_name(prefecture, name)
        is_body = line.values.get("kind") == Organization.Kind.ASSOCIATION
        if len(found) == 1:
            self._is(line, found[0])
        elif found:
            line.refuse("団体コード", ambiguous(name))
        elif government is not None and not is_body:
            self._of_government(line, government)
        else:
            self._new_organization(line, prefecture, name)

    def _of_government(self, line: Line, government: LocalGovernment) -> None:
        line.keys.append(("code", government.code))
        known = self.bodies.of_government.get(government.pk)
        if known is not None:
            self._is(line, known)
            return
        if government.abolished_on is not None:
            line.refuse(
                "団体コード",
                f"{government.full_name}は廃止された自治体です。今の自治体のコードを入力してください。",
            )
        kind = organization_kind_of(government)
        if line.values.get("kind", kind) != kind:
            line.refuse("種別", f"{government.full_name}の種別は「{KINDS[kind]}」です。")
        line.obj = Organization(
            local_government=government, kind=kind, prefecture=government.prefecture, name=government.name
        )
        line.values |= {"prefecture": government.prefecture, "name": government.name, "kind": kind}
        line.values.setdefault("name_kana", government.name_kana)
        line.values.setdefault("website", government.website)

    def _is(self, line: Line, organization: Organization) -> None:
        line.obj = organization
        line.keys.append(("pk", organization.pk))
        for name in ("prefecture", "name"):  # what it is found by stays
            line.values.pop(name, None)

    def _new_organization(self, line: Line, prefecture: str, name: str) -> None:
        line.obj = Organization(prefecture=prefecture, name=name)
        line.keys.append(("name", prefecture, name))
        if "prefecture" not in line.cells:
            line.refuse("都道府県", "コードのない団体には、都道府県を入力してください。")
        if line.values.get("kind") != Organization.Kind.ASSOCIATION and "種別" not in dict(line.wrong):
            line.refuse(
                "種別",
                "コードがなくて登録できるのは、種別が「団体」の行だけです。"
                "自治体は団体コードを入力してください。事務局はデータの修正（管理画面）で登録します。",
            )

    def check(self, line, by):
        if line.is_new:
            self._check_new(line)
            return
        if "kind" in line.after:
            line.refuse("種別", f"登録済みの団体の種別は変えられません（今は「{KINDS[line.obj.kind]}」）。")
        if "withdrawn_on" in line.after:
            line.refuse("退会日", LEFT)
        if "joined_on" in line.after and line.obj.withdrawn_on:
            line.refuse("会員登録日", "退会した団体の会員登録日は変えられません。")
        self._check_days(line, line.obj.withdrawn_on)

    def _check_new(self, line: Line) -> None:
        ward = line.values.get("kind") == Organization.Kind.SPECIAL_WARD
        if not ward and "joined_on" not in line.cells:
            line.refuse("会員登録日", "新しい団体には、会員登録日を入力してください。")
        self._check_days(line, line.after.get("withdrawn_on"))

    def _check_days(self, line: Line, left) -> None:
        joined = line.after.get("joined_on", line.obj.joined_on)
        if joined and left and left < joined:
            line.refuse("会員登録日", "会員登録日が退会日より後になっています。どちらかを直してください。")

    def store(self, new, changed, by):
        super().store(new, changed, by)
        open_missing_periods(Organization.objects.filter(pk__in=[line.obj.pk for line in new]))
        for line in changed:
            if "joined_on" in line.after:
                change_joined_on(organization=line.obj)
        refresh_index_many([line.obj for line in (*new, *changed)])
