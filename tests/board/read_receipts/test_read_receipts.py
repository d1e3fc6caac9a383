"""既読 X団体 / Y団体: which organisations have opened a topic whose author asked."""

import datetime
import io

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from board.read_receipts.actions import record_read_receipt
from board.read_receipts.models import ReadReceipt
from board.read_receipts.queries import addressees, read_receipt_annotations
from board.topics.audience import Audience
from board.topics.models import Topic
from board.topics.queries import organizations_in_audience
from members.organizations.models import Organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(topic):
    """A topic of 堺市 that asks who has read it."""
    topic.asks_read_receipts = True
    topic.save()
    return topic


def opened(topic) -> set[str]:
    return set(ReadReceipt.objects.filter(topic=topic).values_list("organization__name", flat=True))


def line(client, topic) -> str:
    return client.get(topic.get_absolute_url()).content.decode()


def test_the_first_read_receipt_of_an_organisation_is_recorded_once(
    browser, make_user, kushiro, stranger, asked
):
    page = line(browser(stranger), asked)
    assert "1/2団体が既読" in page
    assert "あなたの団体が読んだことと日付が" in page
    line(browser(make_user("second@city.example", kushiro)), asked)
    note = ReadReceipt.objects.get()
    assert (note.organization, note.user, note.user_name) == (kushiro, stranger, stranger.name)


def test_own_people_and_the_secretariat_leave_none_but_see_the_number(
    browser, officer, reader, secretariat, stranger, asked
):
    for user in (officer, reader, secretariat):
        page = line(browser(user), asked)
        assert "0/2団体が既読" in page
        assert f"/board/topics/{asked.pk}/readings/" in page
    assert not ReadReceipt.objects.exists()


def test_a_reader_of_another_organisation_reads_for_it(browser, make_user, kushiro, asked):
    line(browser(make_user("r@city.example", kushiro, role="reader")), asked)
    assert opened(asked) == {"釧路市"}


def test_a_topic_that_does_not_ask_notes_and_says_nothing(browser, stranger, topic):
    assert "団体が既読" not in line(browser(stranger), topic)
    assert not ReadReceipt.objects.exists()


def test_what_was_read_before_counts_when_it_is_opened_again(browser, stranger, topic):
    client = browser(stranger)
    line(client, topic)
    Topic.objects.filter(pk=topic.pk).update(asks_read_receipts=True)
    assert opened(topic) == set()
    line(client, topic)
    assert opened(topic) == {"釧路市"}


def test_both_numbers_follow_the_audience(browser, officer, stranger, ward_officer, kushiro, asked):
    for user in (stranger, ward_officer):
        line(browser(user), asked)
    client = browser(officer)
    assert "2/2団体が既読" in line(client, asked)
    Topic.objects.filter(pk=asked.pk).update(audience=Audience.WARDS)
    assert "1/1団体が既読" in line(client, asked)
    Topic.objects.filter(pk=asked.pk).update(audience=Audience.CHOSEN)
    assert "0/0団体が既読" in line(client, asked)
    asked.audience_organizations.add(kushiro)
    assert "1/1団体が既読" in line(client, asked)
    Organization.objects.filter(pk=kushiro.pk).update(withdrawn_on=datetime.date(2026, 4, 1))
    assert "0/0団体が既読" in line(client, asked)


@pytest.mark.parametrize("kind", Audience.values)
def test_the_number_on_the_page_is_that_of_the_names(
    officer, stranger, ward_officer, secretariat, make_organization, kushiro, asked, kind
):
    make_organization("未登録市", member=False)
    Topic.objects.filter(pk=asked.pk).update(audience=kind)
    asked.audience_organizations.set([kushiro])
    rows = Topic.objects.annotate(**read_receipt_annotations(officer))
    row = rows.get(pk=asked.pk)
    names = addressees(row)
    assert row.addressee_count == names.count()
    assert set(names) < set(organizations_in_audience(row))


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("officer", 200),
        ("colleague", 200),
        ("reader", 200),
        ("secretariat", 200),
        ("stranger", 403),
        ("ward_officer", 403),
    ],
)
def test_names_are_for_the_author_and_the_secretariat(request, browser, asked, who, code):
    client = browser(request.getfixturevalue(who))
    assert client.get(f"/board/topics/{asked.pk}/readings/").status_code == code
    response = client.get(f"/board/topics/{asked.pk}/readings.xlsx")
    assert response.status_code == code
    if response.streaming:
        response.close()


def test_there_are_no_names_where_nobody_asked(browser, officer, topic):
    for name in ("readings/", "readings.xlsx"):
        assert browser(officer).get(f"/board/topics/{topic.pk}/{name}").status_code == 403


def test_names_of_a_topic_one_may_not_see(visitor, browser, stranger, asked):
    Topic.objects.filter(pk=asked.pk).update(audience=Audience.WARDS)
    assert browser(stranger).get(f"/board/topics/{asked.pk}/readings/").status_code == 404
    assert visitor.get(f"/board/topics/{asked.pk}/readings/").status_code == 302


def test_names_by_prefecture_read_and_not_yet(browser, officer, stranger, ward_officer, asked):
    line(browser(stranger), asked)
    client, url = browser(officer), f"/board/topics/{asked.pk}/readings/"
    waiting = client.get(url).content.decode()
    assert "<li>江東区</li>" in waiting
    assert "北海道釧路市" not in waiting
    read = client.get(url, {"show": "read"}).content.decode()
    assert "北海道釧路市" in read
    assert "<li>江東区" not in read
    assert "釧路 三郎" not in read  # the organisation has read it, not the person
    assert "北海道釧路市" not in client.get(url, {"show": "read", "prefecture": "東京都"}).content.decode()
    assert client.get(url, {"show": "'", "prefecture": "\x00", "page": "無"}).status_code == 200


def test_the_sheet_has_all_of_them(browser, officer, stranger, ward_officer, asked):
    line(browser(stranger), asked)
    response = browser(officer).get(f"/board/topics/{asked.pk}/readings.xlsx")
    sheet = load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    response.close()
    rows = {row[2]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert rows["釧路市"][:4] == ("012068", "北海道", "釧路市", "開いた")
    assert rows["江東区"][3] == "まだ"
    assert set(rows) == {"釧路市", "江東区"}


def test_it_costs_the_page_nothing_but_the_first_note(
    browser, make_organization, make_user, stranger, asked, has_account_since_before
):
    has_account_since_before(stranger)
    client = browser(stranger)
    client.get("/board/")  # what the process keeps

    def cost() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(asked.get_absolute_url())
        return len(seen)

    first = cost()
    later = cost()
    assert first <= 12
    for name in ("甲市", "乙市"):
        other = make_user(f"{name}@city.example", make_organization(name, code="", prefecture="大阪府"))
        record_read_receipt(asked, other)
    assert cost() == later
    Topic.objects.filter(pk=asked.pk).update(asks_read_receipts=False)
    assert cost() == later


def test_the_names_cost_the_same_for_one_and_three(browser, officer, make_organization, asked):
    client, url = browser(officer), f"/board/topics/{asked.pk}/readings/"

    def cost() -> int:
        client.get(url)
        with CaptureQueriesContext(connection) as seen:
            client.get(url)
        return len(seen)

    make_organization("甲市", code="999911", prefecture="大阪府")
    one = cost()
    make_organization("乙市", code="999929", prefecture="大阪府")
    make_organization("丙の会", kind="association")
    assert cost() == one <= 12


def test_constraint(stranger, kushiro, asked):
    facts = {"topic": asked, "organization": kushiro, "user": stranger, "user_name": stranger.name}
    ReadReceipt.objects.create(**facts)
    with pytest.raises(IntegrityError, match="readreceipt_once"), transaction.atomic():
        ReadReceipt.objects.create(**facts)
    assert record_read_receipt(asked, stranger) is False
