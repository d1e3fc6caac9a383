"""What the page of an event says about it, in words; what nobody knows has no line."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from common.japanese_calendar import fiscal_year_name, today, wareki
from common.publication.models import DatePrecision
from common.text import render_body
from events.events.dates import clock_span, period_in_words
from events.events.models import Event
from events.headcounts.models import Headcount
from events.hosts.models import EventHost
from events.opening_hours.hours import by_month, closed_days, has_hours, in_words

Line = tuple[str, str]
FEW = 5  # closed days that stand there at once; more of them open on demand
ATTENDANCE = (Headcount.Basis.APPLICATIONS, Headcount.Basis.PEOPLE, Headcount.Basis.VISITS)
PRECISION_NOTES = {
    DatePrecision.MONTH: "（日は不詳）",
    DatePrecision.YEAR: "（月日は不詳）",
    DatePrecision.FISCAL_YEAR: "（月日は不詳）",
}


@dataclass(frozen=True)
class EventPanels:
    """The lines of the page, by what people look for: when, where, what to do, who, and the record."""

    event: Event

    @property
    def former_days(self) -> str:
        """The days that stood there before (変更前の日程)."""
        if not self.event.former_starts_on:
            return ""
        return _period(self.event.former_starts_on, self.event.former_ends_on, DatePrecision.DAY)

    @cached_property
    def when(self) -> list[Line]:
        event = self.event
        lines: list[Line] = [("時間", clock_span(event.starts_at, event.ends_at))]
        if has_hours(event):
            lines += [("開場時間", in_words(event)), ("休みの日", _days(closed_days(event)))]
        lines += [(f"{wareki(day.day)}", _special(day)) for day in event.special_days.all()]
        # the head of the page has the days large; where nothing else is known they stand here once more
        label = "日付" if event.kind == Event.Kind.MILESTONE else "開催日"
        label = "予定していた日" if event.is_called_off else label
        return _said(lines) or [(label, period_of(event))]

    @cached_property
    def where(self) -> list[Line]:
        event, venue = self.event, self.event.venue
        lines: list[Line] = [("名称", self._venue())]
        if event.attendance_mode == Event.AttendanceMode.BOTH:
            lines.append(("オンライン", "オンラインでも参加できます。"))
        if venue and event.attendance_mode != Event.AttendanceMode.ONLINE:
            lines += [
                ("所在地", _with_link(venue.address, venue.map_url, "地図を見る")),
                ("交通", render_body(venue.access) if venue.access else ""),
                ("バリアフリー", render_body(venue.accessibility) if venue.accessibility else ""),
            ]
        return _said(lines)

    def _venue(self) -> str:
        website = self.event.venue.website if self.event.venue else ""
        return _with_link(self.event.place, website, "会場のページ")

    @cached_property
    def apply(self) -> list[Line]:
        """What a reader may do; only as long as there is something to do."""
        event = self.event
        lines: list[Line] = [("対象", event.audience), ("料金", event.fee)]
        lines += [(count.get_basis_display(), headcount_text(count)) for count in self._counts("capacity")]
        if not event.is_called_off:
            lines += [
                ("申込方法", render_body(event.how_to_apply) if event.how_to_apply else ""),
                ("申込期限", self._apply_until()),
            ]
        lines += [("出展募集", self._call()), ("問い合わせ先", self._contact())]
        lines.append(("関連ページ", _with_link("", event.website, event.website)))
        return _said(lines)

    def _apply_until(self) -> str:
        until = self.event.apply_until
        return f"{wareki(until)}{'（受付は終わりました）' if until < today() else ''}" if until else ""

    def _call(self) -> SafeString | str:
        """Until when members may apply to exhibit (出展募集中)."""
        call = getattr(self.event, "exhibitor_call", None)
        if call is None or call.is_draft or self.event.is_called_off or call.is_over:
            return ""
        until = f"{wareki(call.apply_until)}まで、会員の出展を募集"
        is_to_come = call.opens_on is not None and call.opens_on > today()
        words = f"{wareki(call.opens_on)}から{until}します。" if is_to_come else f"{until}しています。"
        return _with_link(words, call.get_absolute_url(), "募集の内容と申込（会員のログインが必要です）")

    def _contact(self) -> SafeString:
        event = self.event
        telephone = format_html('<a href="tel:{0}">{0}</a>', event.contact_phone)
        mail = format_html('<a href="mailto:{0}">{0}</a>', event.contact_email)
        parts = [event.contact_name]
        parts += [telephone] if event.contact_phone else []
        parts += [mail] if event.contact_email else []
        return format_html_join(" ", '<span class="whole">{}</span>', ((part,) for part in parts if part))

    @cached_property
    def hosts(self) -> list[tuple[str, list[EventHost]]]:
        """Who stands behind it, by their part in it (主催, 共催, …)."""
        found: dict[str, list[EventHost]] = {}
        for host in self.event.hosts.all():
            member = host.organization
            host.page = member.get_absolute_url() if member and member.is_member else ""
            found.setdefault(host.role, []).append(host)
        return [(role.label, found[role]) for role in EventHost.Role if role in found]

    @cached_property
    def figures(self) -> list[Headcount]:
        """Numbers of people afterwards, each by what it counts; never added."""
        return [] if self.event.is_upcoming else self._counts(*ATTENDANCE)

    def _counts(self, *bases: str) -> list[Headcount]:
        return [count for count in self.event.headcounts.all() if count.basis in bases]

    @cached_property
    def record(self) -> list[Line]:
        event = self.event
        lines: list[Line] = [
            ("年度", fiscal_year_name(event.fiscal_year) if event.fiscal_year else ""),
            ("備考", event.note),
            ("確認中", "、".join(self._missing()) and f"{'、'.join(self._missing())}は、記録を確認中です。"),
            ("掲載日", wareki(event.published_at) if event.published_at else ""),
            ("更新日", wareki(event.changed_at)),
            ("出典", render_body(event.source) if event.source else ""),
        ]
        return _said(lines)

    def _missing(self) -> Iterator[str]:
        """What is not known of an event that is over; a step of the project has no place and no guests."""
        event = self.event
        if event.kind == Event.Kind.MILESTONE or event.is_upcoming or event.is_called_off:
            return
        if not event.place:
            yield "会場"
        if not event.host:
            yield "主催"
        if not self.figures:
            yield "来場者数"


def period_of(event: Event) -> str:
    """令和8年1月9日(金)から3月3日(火)まで; what is not known is said."""
    return _period(event.starts_on, event.ends_on, event.date_precision)


def _period(starts_on, ends_on, precision) -> str:
    return period_in_words(starts_on, ends_on, precision, PRECISION_NOTES.get(precision, ""))


def headcount_text(count: Headcount) -> str:
    """1,158人（2日間延べ）: the number as its source puts it."""
    return f"{count.number:,}人" + (f"（{count.label}）" if count.label else "")


def _special(day) -> str:
    """A day that is not as its weekday says, and why."""
    hours = "休み" if day.is_closed else f"{clock_span(day.opens, day.closes)}"
    return f"{hours}（{day.note}）" if day.note else hours


def _days(days: list) -> SafeString | str:
    if not days:
        return ""
    months = format_html_join("", '<span class="days"><b>{}</b> {}</span>', by_month(days))
    if len(days) <= FEW:
        return months
    return format_html("<details><summary>{}日（日付を見る）</summary>{}</details>", len(days), months)


def _with_link(text: str, url: str, label: str) -> SafeString | str:
    if not url:
        return text
    return format_html('{} <a href="{}" rel="noopener">{}</a>', text, url, label)


def _said(lines: list[Line]) -> list[Line]:
    return [(label, value) for label, value in lines if value]
