"""How the directory of members is filtered, sorted and grouped."""

from itertools import groupby

from django.db.models import Case, F, IntegerField, Prefetch, Q, Value, When
from django.db.models.functions import Concat

from members.models import Organization, Section
from members.models.local_government import plain_reading
from members.prefectures import CODE_OF, NAME_OF, NAMES
from office.calendar import wareki

# Prefectures in the order of their codes; bodies without one come last.
PREFECTURE_ORDER = Case(
    *[When(prefecture=name, then=Value(place)) for place, name in enumerate(NAMES)],
    default=Value(len(NAMES)),
    output_field=IntegerField(),
)
KINDS = [choice for choice in Organization.Kind.choices if choice[0] != Organization.Kind.SECRETARIAT]
SORTS = {"code": "団体コード順", "kana": "読みの順"}


class Filter:
    """What the query string asks for; anything unknown is ignored."""

    def __init__(self, query):
        prefecture = query.get("prefecture", "")
        self.prefecture = prefecture if prefecture in NAME_OF else CODE_OF.get(prefecture, "")
        self.kind = query.get("kind", "") if query.get("kind") in dict(KINDS) else ""
        self.q = query.get("q", "")[:60].replace("\0", "").strip()
        self.sort = query.get("sort", "") if query.get("sort") in SORTS else "code"
        self.prefectures = NAME_OF
        self.kinds = KINDS
        self.sorts = SORTS

    @property
    def is_narrowed(self) -> bool:
        return bool(self.prefecture or self.kind or self.q)

    def rows(self, user):
        """Members only, also for the secretariat: those who left are found in /admin/."""
        rows = Organization.objects.visible_to(user).members().select_related("local_government")
        if self.prefecture:
            rows = rows.filter(prefecture=NAME_OF[self.prefecture])
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.q:
            words = plain_reading(self.q)
            rows = rows.annotate(whole_name=Concat("prefecture", "name")).filter(
                Q(whole_name__contains=words) | Q(name_kana__contains=words)
            )
        if self.sort == "kana":
            return rows.order_by("name_kana", "pk")
        return rows.order_by(
            PREFECTURE_ORDER, F("local_government__code").asc(nulls_last=True), "name_kana", "pk"
        )

    def groups(self, rows) -> list[tuple[str, list]]:
        """Rows under their prefecture; sorted by reading they stand under its first letter."""
        if self.sort == "kana":
            return [
                (head, list(group))
                for head, group in groupby(rows, lambda row: row.name_kana[:1] or "読み不明")
            ]
        return [
            (head, list(group)) for head, group in groupby(rows, lambda row: row.prefecture or "所在地不明")
        ]


SHEET_HEADER = [
    "団体コード",
    "都道府県",
    "名称",
    "読み",
    "種別",
    "担当部署",
    "電話番号",
    "郵便番号",
    "所在地",
    "共通アドレス",
    "公式サイト",
    "会員登録日",
]


def sheet_rows(chosen: Filter, user):
    """Header and rows, one per section; never names or addresses of persons."""
    sections = Prefetch("sections", Section.objects.order_by("id"))
    return SHEET_HEADER, [
        [
            organization.local_government.code if organization.local_government_id else "",
            organization.prefecture,
            organization.name,
            organization.name_kana,
            organization.get_kind_display(),
            *_section_cells(section),
            organization.website,
            wareki(organization.joined_on) if organization.joined_on else "",
        ]
        for organization in chosen.rows(user).prefetch_related(sections)
        for section in (organization.sections.all() or [None])
    ]


def _section_cells(section):
    if section is None:
        return [""] * 5
    return [section.name, section.telephone, section.postal_code, section.address, section.mailbox]
