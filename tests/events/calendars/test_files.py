import datetime
import html
import io
from xml.etree import ElementTree

import icalendar
import openpyxl
from django.utils import timezone

from events.headcounts.models import Headcount


def day(text):
    return datetime.date.fromisoformat(text)


def read(response):
    return icalendar.Calendar.from_ical(response.content)


def test_an_event_as_calendar_file(visitor, make_event, settings):
    event = make_event(
        "展示; 「海, 山」\n",
        starts_on=day("2026-01-09"),
        ends_on=day("2026-03-03"),
        venue="東京区政会館",
        host="特別区協議会",
    )
    response = visitor.get(f"/events/{event.pk}.ics")
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    [entry] = read(response).walk("VEVENT")
    assert entry["SUMMARY"] == event.title
    assert entry.decoded("DTSTART") == day("2026-01-09")
    assert entry.decoded("DTEND") == day("2026-03-04")  # the day after the last, as the standard wants it
    assert entry["LOCATION"] == "東京区政会館"
    assert entry["UID"] == f"event-{event.pk}@127.0.0.1"
    assert entry["URL"] == f"{settings.SITE_URL}/events/{event.pk}/"


def test_a_day_is_never_made_up_for_a_calendar(visitor, make_event):
    make_event("日の分かる催し")
    month = make_event("月だけ", starts_on=day("2026-12-01"), date_precision="month")
    unknown = make_event("不詳", starts_on=None, date_precision="unknown")
    entries = read(visitor.get("/events/calendar.ics")).walk("VEVENT")
    assert [str(entry["SUMMARY"]) for entry in entries] == ["日の分かる催し"]
    for event in (month, unknown):
        assert visitor.get(f"/events/{event.pk}.ics").status_code == 404


def test_feed_is_atom_with_absolute_links_newest_publication_first(visitor, make_event):
    earlier = timezone.now() - datetime.timedelta(days=3)
    old = make_event("先に公開", draft=True, state="published", published_at=earlier)
    new = make_event("<b>後で公開</b>", summary="5 < 6 & <b>無料</b>")
    response = visitor.get("/events/feed.xml")
    assert response["Content-Type"].startswith("application/atom+xml")
    atom = {"a": "http://www.w3.org/2005/Atom"}
    feed = ElementTree.fromstring(response.content)  # noqa: S314  our own feed
    entries = feed.findall("a:entry", atom)
    assert [entry.findtext("a:title", namespaces=atom) for entry in entries] == [new.title, old.title]
    summary = entries[0].find("a:summary", atom)  # of HTML, so what was typed is escaped in it
    assert summary.get("type") == "html"
    assert html.unescape(summary.text).endswith("5 < 6 & <b>無料</b>")
    assert "<b>" not in summary.text
    assert entries[0].find("a:link", atom).get("href").endswith(new.get_absolute_url())


def test_the_table_holds_each_number_in_its_own_column_and_the_filter(visitor, make_event):
    event = make_event("=HYPERLINK(1)", starts_on=day("2015-10-01"), date_precision="month")
    Headcount.objects.create(event=event, basis="visits", number=1158, label="2日間延べ")
    make_event("ほか", kind="lecture")
    response = visitor.get("/events/list.xlsx?kind=exhibition")
    sheet = openpyxl.load_workbook(io.BytesIO(response.getvalue())).active
    header, *rows = sheet.iter_rows(values_only=True)
    assert len(rows) == 1
    row = dict(zip(header, rows[0], strict=True))
    assert row["名称"].lstrip("'") == "=HYPERLINK(1)"
    assert sheet["B2"].data_type == "s"
    assert row["開始日"] == "2015-10"
    assert row["年度"] == "平成27年度 (2015)"
    assert row["延べ来場者数"] == 1158
    assert row["定員"] in (None, "")
    assert row["人数の書き方（出典）"] == "2日間延べ"
