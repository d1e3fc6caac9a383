"""What the page of an event says about it, in words; an empty value is shown as unknown."""

from common.japanese_calendar import UNKNOWN, fiscal_year_name, wareki
from common.publication.models import DatePrecision
from common.text import render_body
from events.events.models import Event, Headcount
from members.government_changes.queries import present_governments

ATTENDANCE = (Headcount.Basis.PEOPLE, Headcount.Basis.VISITS)
PRECISION_NOTES = {
    DatePrecision.MONTH: "（日は不詳）",
    DatePrecision.YEAR: "（月日は不詳）",
    DatePrecision.FISCAL_YEAR: "（月日は不詳）",
}


def rows_of(event: Event) -> list[tuple[str, str]]:
    """Facts of one event in the order people look for them."""
    is_step = event.kind == Event.Kind.MILESTONE
    asked = [
        ("日付" if is_step else "開催日", period_of(event)),
        ("年度", fiscal_year_name(event.fiscal_year) if event.fiscal_year else ""),
        ("会場", event.place),
        ("主催", event.host),
    ]
    # a step of the project has no place and no guests: nothing is missing there
    known = [(label, value) for label, value in asked if value or not is_step]
    return [*known, *_people(event, is_step), *_words(event)]


def period_of(event: Event) -> str:
    """令和8年1月9日(金)から3月3日(火)まで; what is not known is said."""
    if event.starts_on is None:
        return UNKNOWN
    first = wareki(event.starts_on, event.date_precision) + PRECISION_NOTES.get(event.date_precision, "")
    return f"{first}から{event.when.until}まで" if event.when.until else first


def _people(event, is_step):
    counts = list(event.headcounts.all())
    rows = [(count.get_basis_display(), headcount_text(count)) for count in counts]
    if not is_step and not event.is_upcoming and not any(count.basis in ATTENDANCE for count in counts):
        rows.append((Headcount.Basis.PEOPLE.label, ""))
    return rows


def headcount_text(count: Headcount) -> str:
    """1,158人（2日間延べ）: the number as its source puts it."""
    return f"{count.number:,}人" + (f"（{count.label}）" if count.label else "")


def _words(event):
    if event.note:
        yield "備考", event.note
    yield "出典", render_body(event.source)


def governments_of(event: Event) -> list[dict[str, str]]:
    """Participants by their name of the time, with the page of the body of today where it is a member."""
    found = []
    parts = list(event.participations.select_related("local_government__organization"))
    followers = present_governments(part.local_government for part in parts)
    for part in parts:
        government = part.local_government
        member = getattr(followers.get(government.pk, government), "organization", None)
        is_member = member is not None and member.joined_on and not member.withdrawn_on
        found.append({"name": government.full_name, "page": member.get_absolute_url() if is_member else ""})
    return found
