"""How the directory of members is filtered, sorted and grouped."""

from functools import lru_cache
from itertools import groupby

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, F, Func, IntegerField, Prefetch, Q, Value
from django.db.models.functions import Concat
from django.urls import reverse
from django.utils.html import format_html_join

from members.former_names import known_as
from members.models import Organization, Section
from members.models.local_government import plain_reading
from members.prefectures import CODE_OF, NAME_OF, NAMES
from office.calendar import wareki

# Prefectures in the order of their codes; bodies without one come last (NULL). One parameter instead of a
# CASE with 47 branches, which costs more to build than the query to run.
PREFECTURE_ORDER = Func(
    Value(NAMES, output_field=ArrayField(CharField())),
    "prefecture",
    function="array_position",
    output_field=IntegerField(),
)
KINDS = [choice for choice in Organization.Kind.choices if choice[0] != Organization.Kind.SECRETARIAT]
# tone and word of the tag; built here, because one template tag per row is most of the page's cost
TAGS = {
    Organization.Kind.SPECIAL_WARD: ("ward", "特別区"),
    Organization.Kind.MUNICIPALITY: ("municipality", "市町村"),
    Organization.Kind.PREFECTURE: ("municipality", "都道府県"),
    Organization.Kind.ASSOCIATION: ("neutral", "団体"),
}
SORTS = {"code": "団体コード順", "kana": "読みの順"}


@lru_cache(maxsize=256)
def options(choices: tuple[tuple[str, str], ...], selected: str):
    """The options of a select; a template loop over 47 prefectures costs more than the rest of the page."""
    rows = ((value, " selected" if value == selected else "", name) for value, name in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)


class Filter:
    """What the query string asks for; anything unknown is ignored."""

    def __init__(self, query):
        prefecture = query.get("prefecture", "")
        self.prefecture = prefecture if prefecture in NAME_OF else CODE_OF.get(prefecture, "")
        self.kind = query.get("kind", "") if query.get("kind") in dict(KINDS) else ""
        self.q = query.get("q", "")[:60].replace("\0", "").strip()
        self.sort = query.get("sort", "") if query.get("sort") in SORTS else "code"
        self.prefecture_options = options(tuple(NAME_OF.items()), self.prefecture)
        self.kind_options = options(tuple(KINDS), self.kind)
        self.sort_options = options(tuple(SORTS.items()), self.sort)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.prefecture or self.kind or self.q)

    def organizations(self, user):
        """Members only, also for the secretariat: those who left are found in /admin/."""
        rows = Organization.objects.visible_to(user).members()
        if self.prefecture:
            rows = rows.filter(prefecture=NAME_OF[self.prefecture])
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.q:
            words = plain_reading(self.q)
            rows = rows.annotate(whole_name=Concat("prefecture", "name")).filter(
                Q(whole_name__contains=words) | Q(name_kana__contains=words) | known_as(words)
            )
        if self.sort == "kana":
            return rows.order_by("name_kana", "pk")
        return rows.order_by(
            PREFECTURE_ORDER, F("local_government__code").asc(nulls_last=True), "name_kana", "pk"
        )

    def rows(self, user):
        """The same as bare rows, for a list of a hundred on a page."""
        return self.organizations(user).values_list(
            "prefecture", "name_kana", "name", "kind", "local_government__code", "pk", named=True
        )

    def groups(self, rows) -> list[tuple[str, str]]:
        """(heading, `<li>` items) by prefecture; sorted by reading under its first letter."""
        base = reverse("members:organization-list")
        return [
            (
                head,
                format_html_join(
                    "\n",
                    '<li><a href="{}{}/">{}</a> <span class="tag tag--{}">{}</span></li>',
                    (
                        (base, row.local_government__code or row.pk, row.name, *TAGS[row.kind])
                        for row in group
                    ),
                ),
            )
            for head, group in groupby(rows, self._head)
        ]

    def _head(self, row) -> str:
        if self.sort == "kana":
            return row.name_kana[:1] or "読み不明"
        return row.prefecture or "所在地不明"


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
    sections = Prefetch("sections", Section.objects.open().order_by("id"))
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
        for organization in chosen.organizations(user)
        .select_related("local_government")
        .prefetch_related(sections)
        for section in (organization.sections.all() or [None])
    ]


def _section_cells(section):
    if section is None:
        return [""] * 5
    return [section.name, section.telephone, section.postal_code, section.address, section.mailbox]
