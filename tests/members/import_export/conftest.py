import pytest

from members.import_export.models import SheetImport
from tests.members.import_export.tables import upload


@pytest.fixture
def hand_in(browser, secretariat):
    """Hand a table in as the secretariat; gives what it was compared to."""

    def hand(table, header, *rows, client=None, **more):
        client = client or browser(secretariat)
        response = client.post(f"/members/sheets/{table}/", {"file": upload(header, *rows), **more})
        assert response.status_code == 302, response.content.decode()
        return SheetImport.objects.get(pk=response.url.split("/")[-2])

    return hand


@pytest.fixture
def commit(browser, secretariat):
    """Look at the comparison and press the button."""

    def press(sheet_import, client=None):
        client = client or browser(secretariat)
        seen = client.get(sheet_import.get_absolute_url()).context["seen"]
        client.post(f"{sheet_import.get_absolute_url()}commit/", {"seen": seen})
        sheet_import.refresh_from_db()
        return sheet_import

    return press


@pytest.fixture
def cast(officer, colleague, reader, stranger, ward_officer):
    return [officer, colleague, reader, stranger, ward_officer]
