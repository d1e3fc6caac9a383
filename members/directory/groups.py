"""The directory as it is read: groups of members under a heading, names only or with what they say."""

from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from common.search.kana import plain_kana
from common.text import excerpt
from members.directory.filters import THEMES, DirectoryFilter
from members.organizations.models import Organization

# tone and word of the tag; built here, because one template tag per row is most of the page's cost
TAGS = {
    Organization.Kind.SPECIAL_WARD: ("ward", "特別区"),
    Organization.Kind.MUNICIPALITY: ("municipality", "市町村"),
    Organization.Kind.PREFECTURE: ("municipality", "都道府県"),
    Organization.Kind.ASSOCIATION: ("neutral", "団体"),
}
# in the list only what is unusual there
TAG_HTML = {kind: format_html(' <span class="tag tag--{}">{}</span>', *tag) for kind, tag in TAGS.items()}
TAG_HTML[Organization.Kind.MUNICIPALITY] = ""


@dataclass(frozen=True)
class Group:
    """One heading of the list with its `<li>` items; `count` is that of the whole list, not of the page."""

    key: str
    head: str
    count: int | None
    items: SafeString


def groups(rows, chosen: DirectoryFilter, numbers: dict[str, int]) -> list[Group]:
    """By prefecture; sorted by reading under its first letter."""
    item = _detailed if chosen.view else _named_only
    by_letter = chosen.sort == "kana"
    return [
        Group(
            f"group-{number}",
            head or ("読み不明" if by_letter else "所在地不明"),
            None if by_letter else numbers.get(head),
            mark_safe("\n".join(map(item, group))),
        )
        for number, (head, group) in enumerate(
            groupby(rows, lambda row: plain_kana(row.name_kana[:1]) if by_letter else row.prefecture), 1
        )
    ]


def _named_only(row) -> str:
    # a plain string: a hundred times format_html costs more than the query
    return f'<li><a href="{_address(row)}">{escape(row.name)}</a>{TAG_HTML[row.kind]}</li>'


def _detailed(row) -> SafeString:
    picture = ""
    if row.picture:
        small = reverse("common:file-thumbnail", args=[row.picture, 320])
        picture = format_html(
            '<img src="{}" alt="" width="{}" height="{}" loading="lazy">',
            small,
            row.picture__width,
            row.picture__height,
        )
    themes = format_html_join(
        "",
        '<p class="member__themes"><span>{}</span> {}</p>',
        (
            (label, "、".join(THEMES[key] for key in keys))
            for label, keys in (("提供できる", row.themes_offer), ("求めている", row.themes_seek))
            if keys
        ),
    )
    return format_html(
        '<li class="member"><div class="member__words"><h3><a href="{}">{}</a>{}</h3>'
        '<p class="hint">{}</p><p>{}</p>{}</div>{}</li>',
        _address(row),
        row.name,
        TAG_HTML[row.kind],
        row.name_kana,
        excerpt(row.beginning, 80) or "紹介文はまだ登録されていません。",
        themes,
        picture,
    )


def _address(row) -> str:
    # not reverse(): a hundred of them cost more than the query
    return f"{_base()}{row.local_government__code or row.pk}/"


@cache
def _base() -> str:
    return reverse("members:organization-list")
