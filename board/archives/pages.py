"""The pages of an archive: plain HTML that opens from a disk, with names in ASCII and relative links."""

from collections.abc import Iterable, Iterator
from functools import cache

from django.db.models import Max, Min, QuerySet
from django.template.loader import get_template, render_to_string

from board.archives.models import Archive
from board.exports.labels import file_summary, readers_label, sender_label
from board.replies import quotes
from board.replies.models import Reply
from board.topics.details import details_of
from board.topics.models import Topic
from board.topics.querysets import ROW_FIELDS
from common.japanese_calendar import fiscal_year, fiscal_year_name, wareki_time
from common.search.kana import in_kana_order
from common.text import render_body
from common.uploads import kinds, names
from members.local_governments import prefectures
from members.organizations.models import Organization

_PLACES = {name: place for place, name in enumerate(prefectures.NAMES)}  # from the north
ROWS = 500  # of a list, rendered at once


def page_path(topic: Topic) -> str:
    return f"topics/{topic.pk:05}.html"


def file_path(topic: Topic, number: str, file) -> str:
    """files/00123/01.pdf: the extension by content."""
    endings = kinds.KINDS.get(file.kind, ("", (names.ending_of(file.name) or "bin",)))[1]
    return f"files/{topic.pk:05}/{number}.{endings[0]}"


def topic_head(archive: Archive, topic: Topic, files: list[tuple]) -> str:
    details = dict([("公開範囲", readers_label(topic)), *details_of(topic)])
    return _template("topic_head").render(
        {
            "topic": topic,
            "details": list(details.items()),
            "steps": topic.steps.all(),
            "files": _file_rows(files),
            "merged_into": _link_to(topic.merged_into, archive),
            "parent": _link_to(topic.parent, archive),
        }
    )


def reply(archive: Archive, reply: Reply, files: list[tuple]) -> str:
    readable = archive.with_hidden or not reply.is_hidden
    if not archive.with_hidden and (covered := quotes.covered_quotes(reply)):
        reply.body_html = render_body(quotes.without_covered(reply.body, covered))
    context = {"reply": reply, "readable": readable, "sender": sender_label(reply)}
    return _template("reply").render({**context, "files": _file_rows(files)})


def topic_foot(archive: Archive, topic: Topic) -> str:
    return _template("topic_foot").render({"archive": archive, "topic": topic})


def lists(archive: Archive, topics: QuerySet, written: set[int]) -> Iterator[tuple[str, Iterable[str]]]:
    """(name, content) of the style, every list, and the first page."""
    yield "style.css", [render_to_string("board/archives/pages/style.css")]
    groups = []
    for heading, rows in _grouped(topics):
        shown = []
        for name, title, of_it in rows:
            if number := of_it.order_by().count():
                shown.append((name, title, number))
                yield name, _list(title, of_it, written)
        groups.append((heading, shown))
    yield "index.html", [_template("index").render({"archive": archive, "groups": groups})]


def _grouped(topics: QuerySet) -> list[tuple[str, list[tuple[str, str, QuerySet]]]]:
    """Each heading with its lists: (name of the page, title, topics)."""
    kinds = [
        (f"lists/kind-{kind}.html", label, topics.filter(kind=kind)) for kind, label in Topic.Kind.choices
    ]
    return [("年度別", _by_year(topics)), ("種類別", kinds), ("団体別", _by_organization(topics))]


def _by_year(topics: QuerySet) -> list[tuple[str, str, QuerySet]]:
    first, last = topics.aggregate(first=Min("published_at"), last=Max("published_at")).values()
    if first is None:
        return []
    years = range(fiscal_year(last), fiscal_year(first) - 1, -1)
    return [
        (
            f"lists/year-{year}.html",
            fiscal_year_name(year),
            topics.filter(
                published_at__date__gte=f"{year}-04-01", published_at__date__lt=f"{year + 1}-04-01"
            ),
        )
        for year in years
    ]


def _by_organization(topics: QuerySet) -> list[tuple[str, str, QuerySet]]:
    """From the north, as the member lists are."""
    found = Organization.objects.filter(pk__in=topics.order_by().values("organization"))
    organizations = sorted(
        found.order_by("local_government__code", *in_kana_order("name_kana"), "pk"),
        key=lambda organization: _PLACES.get(organization.prefecture, len(_PLACES)),
    )
    return [
        (
            f"lists/organization-{organization.pk}.html",
            organization.full_name,
            topics.filter(organization=organization),
        )
        for organization in organizations
    ]


def _list(title: str, topics: QuerySet, written: set[int]) -> Iterator[str]:
    yield _template("list_head").render({"title": title})
    rows = topics.select_related("organization").only(*ROW_FIELDS).order_by("-published_at", "-pk")
    for topic in rows.iterator(chunk_size=ROWS):
        if topic.pk in written:
            yield _template("row").render({"topic": topic, "address": page_path(topic)})
    yield _template("list_foot").render({})


def _file_rows(files: list[tuple]) -> list[dict]:
    return [
        {
            "name": file.name,
            "address": address,
            "summary": file_summary(file),
            "at": wareki_time(file.created_at),
        }
        for file, address in files
    ]


def _link_to(topic: Topic | None, archive: Archive) -> dict | None:
    """Another topic: a link where it is in the archive too, its number otherwise."""
    if topic is None:
        return None
    inside = (
        topic.published_at is not None
        and topic.published_at <= archive.requested_at
        and (archive.with_hidden or not topic.is_hidden)
        and (archive.with_talks or not topic.is_talk)
    )
    return {"number": topic.number_name, "address": f"../{page_path(topic)}" if inside else ""}


@cache
def _template(name: str):
    return get_template(f"board/archives/pages/{name}.html")
