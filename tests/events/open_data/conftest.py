import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from events.open_data.models import EventImport


def as_csv(header, *rows, encoding="utf-8-sig"):
    written = io.StringIO()
    csv.writer(written).writerows([header, *rows])
    return written.getvalue().encode(encoding)


@pytest.fixture
def hand_in(browser, db):
    """Hand a file in as somebody; gives the import, or the page that says why not."""

    def send(by, content, name="event.csv", **typed):
        client = browser(by)
        answer = client.post("/events/imports/", {"file": SimpleUploadedFile(name, content), **typed})
        if answer.status_code != 302:
            return answer
        return EventImport.objects.get(pk=answer.url.split("/")[-2])

    return send


@pytest.fixture
def carry_out(browser):
    """Press 「この内容で取り込む」."""

    def press(event_import):
        client = browser(event_import.by)
        page = client.get(event_import.get_absolute_url()).content.decode()
        seen = page.partition('name="seen" value="')[2].partition('"')[0]
        client.post(f"{event_import.get_absolute_url()}commit/", {"seen": seen})
        event_import.refresh_from_db()
        return event_import

    return press
