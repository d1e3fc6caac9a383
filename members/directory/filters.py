"""How the directory of members is filtered, sorted and grouped."""

from functools import cached_property
from urllib.parse import urlencode

from django.db.models import Case, Count, F, Q, QuerySet, When
from django.db.models.functions import Left
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString

from common.compiled_queries.compiled import Listing, compiled
from common.formats import select_options
from common.page_cache.values import kept_for_visitors
from common.search import audiences
from common.search.kana import in_kana_order
from common.search.queries import among, matching_ids
from members.access.viewers import viewer_of
from members.local_governments.panels import words_of
from members.local_governments.prefectures import CODE_OF, NAME_OF, in_prefecture_order
from members.organizations.models import Organization
from members.organizations.profile import Theme
from members.organizations.queries import named
from members.organizations.search import KIND as INDEX_KIND

KINDS = [choice for choice in Organization.Kind.choices if choice[0] != Organization.Kind.SECRETARIAT]
SORTS = {"code": "団体コード順", "kana": "読みの順"}
THEMES = dict(Theme.choices)
WANTS = {"": "どちらも", "offer": "提供できる", "seek": "求めている"}
VIEWS = {"": "一覧", "detail": "詳しい一覧"}
PER_PAGE = {"": 100, "detail": 30}
COLUMNS = ("prefecture", "name_kana", "name", "kind", "local_government__code", "pk")
MORE_COLUMNS = (
    *("themes_offer", "themes_seek", "picture", "picture__width", "picture__height", "beginning"),
)


class DirectoryFilter:
    """What the query string asks for; anything unknown is ignored."""

    def __init__(self, query):
        prefecture = query.get("prefecture", "")
        self.prefecture = prefecture if prefecture in NAME_OF else CODE_OF.get(prefecture, "")
        self.kind = _known(query, "kind", dict(KINDS))
        self.theme = _known(query, "theme", THEMES)
        self.want = _known(query, "want", WANTS)
        self.q = words_of(query)
        self.sort = _known(query, "sort", SORTS, "code")
        self.view = _known(query, "view", VIEWS)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.prefecture or self.kind or self.theme or self.q)

    @property
    def query(self) -> str:
        return self.url().partition("?")[2]

    @property
    def words(self) -> list[str]:
        """What it is narrowed by beside the prefecture, for a person."""
        theme = (
            f"{THEMES[self.theme]}" + (f"（{WANTS[self.want]}）" if self.want else "") if self.theme else ""
        )
        named = {"種別": dict(KINDS).get(self.kind), "テーマ": theme, "語句": self.q}
        return [f"{label}「{word.strip()}」" for label, word in named.items() if word]

    @property
    def conditions(self) -> list[str]:
        return ([f"都道府県「{NAME_OF[self.prefecture]}」"] if self.prefecture else []) + self.words

    @property
    def prefecture_options(self) -> SafeString:
        return select_options(tuple(NAME_OF.items()), self.prefecture)

    @property
    def selects(self) -> list[tuple[str, str, str, SafeString]]:
        """(name, label, word for no choice, options) of the form's selects."""
        return [
            ("prefecture", "都道府県", "すべて", self.prefecture_options),
            ("kind", "種別", "すべて", select_options(tuple(KINDS), self.kind)),
            ("theme", "テーマ", "すべて", select_options(tuple(THEMES.items()), self.theme)),
            ("want", "テーマについて", "", select_options(tuple(WANTS.items()), self.want)),
            ("sort", "並び順", "", select_options(tuple(SORTS.items()), self.sort)),
        ]

    def url(self, **changed) -> str:
        """The same list with some conditions changed, from its first page; what is not asked is left out."""
        asked = {
            name: getattr(self, name) for name in ("q", "prefecture", "kind", "theme", "want", "sort", "view")
        } | changed
        if asked["sort"] == "code":
            asked["sort"] = ""
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse('members:organization-list')}{'?' if query else ''}{query}"

    @property
    def url_of_prefectures(self) -> str:
        """The same list of a prefecture, whose two digits stand behind it."""
        url = self.url(prefecture="")
        return f"{url}{'&' if '?' in url else '?'}prefecture="

    def anywhere(self, user):
        """Everything but the prefecture. Members only, also for the secretariat: who left is in /admin/."""
        rows = Organization.objects.visible_to(user).members()
        if self.kind:
            rows = rows.filter(kind=self.kind)
        if self.theme:
            rows = rows.filter(self._wanted())
        if self.q:
            rows = rows.filter(self._named())
        return rows

    def _wanted(self) -> Q:
        offer, seek = Q(themes_offer__contains=[self.theme]), Q(themes_seek__contains=[self.theme])
        return {"offer": offer, "seek": seek}.get(self.want, offer | seek)

    def _named(self) -> Q:
        """By a part of name or reading, at once; by introduction and themes, as the index knows them."""
        return named(self.q) | Q(pk__in=among(self._found))

    @cached_property
    def _found(self) -> list[int]:
        return matching_ids(self.q, audiences=[audiences.PUBLIC], kind=INDEX_KIND)

    def organizations(self, user):
        rows = self.anywhere(user)
        if self.prefecture:
            rows = rows.filter(prefecture=NAME_OF[self.prefecture])
        if self.sort == "kana":
            return rows.order_by(*in_kana_order("name_kana"), "pk")
        code = F("local_government__code").asc(nulls_last=True)
        plain, reading = in_kana_order("name_kana")
        # no two have one code, and a plain reading is dear: only where there is none
        plain = Case(When(local_government__code__isnull=True, then=plain))
        return rows.order_by(in_prefecture_order(), code, plain, reading, "pk")

    def numbers(self, user) -> dict[str, int]:
        """How many there are in each prefecture, whichever is chosen."""
        return dict(_counted(self.anywhere(user))) if self.words else member_numbers(user)

    def total(self, numbers: dict[str, int]) -> int:
        """How many rows there are, by those numbers."""
        return numbers.get(NAME_OF[self.prefecture], 0) if self.prefecture else sum(numbers.values())

    def rows(self, user) -> QuerySet | Listing:
        """The same as bare rows, for a list of a hundred on a page."""
        if self.q:
            return self.bare_rows(user)
        return _bare_rows.listing(viewer_of(user), self.url().partition("?")[2])

    def bare_rows(self, user) -> QuerySet:
        rows = self.organizations(user)
        if not self.view:
            return rows.values_list(*COLUMNS, named=True)
        beginning = Left("introduction", 400)
        return rows.annotate(beginning=beginning).values_list(*COLUMNS, *MORE_COLUMNS, named=True)


@compiled
def _bare_rows(viewer, query):
    return DirectoryFilter(QueryDict(query)).bare_rows(viewer)


@kept_for_visitors(Organization)
def member_numbers(user) -> dict[str, int]:
    """How many members there are in each prefecture."""
    return dict(_numbers(viewer_of(user)))


@compiled
def _numbers(viewer):
    return _counted(Organization.objects.visible_to(viewer).members())


def _counted(organizations: QuerySet) -> QuerySet:
    return organizations.order_by().values_list("prefecture").annotate(Count("pk"))


def _known(query, name: str, choices, default: str = "") -> str:
    value = query.get(name, "")
    return value if value in choices else default
