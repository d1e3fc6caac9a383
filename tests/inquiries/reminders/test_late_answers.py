"""What is late: of all for the secretariat, of their own for those who ask."""

import datetime
import io

import openpyxl
import pytest
from django.urls import reverse

from common import japanese_calendar
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry
from members.mergers.actions import merge_organizations
from tests.inquiries.results import cases
from tests.mypage import desk_counts

pytestmark = pytest.mark.django_db
URL = "/inquiries/late/"


@pytest.fixture
def overdue(make_inquiry):
    """An inquiry that was due three working days ago."""

    def make(by, whom, **more):
        inquiry = make_inquiry(by, whom, **more)
        due = japanese_calendar.add_working_days(japanese_calendar.today(), -3)
        Inquiry.objects.filter(pk=inquiry.pk).update(answer_due=due)
        return Inquiry.objects.get(pk=inquiry.pk)

    return make


def listed(client):
    response = client.get(URL)
    return [(answer.organization.name, answer.inquiry_id, days) for answer, days in response.context["rows"]]


def test_each_sees_what_concerns_them(
    browser, overdue, ward_officer, minato_officer, secretariat, sakai, kushiro, give_answer, officer
):
    own, other = overdue(ward_officer, [sakai, kushiro]), overdue(minato_officer, [sakai])
    give_answer(own, officer)
    days = japanese_calendar.working_days_between(own.answer_due, japanese_calendar.today())
    assert listed(browser(ward_officer)) == [("釧路市", own.pk, days)]
    assert listed(browser(secretariat)) == [("釧路市", own.pk, days), ("堺市", other.pk, days)]
    assert URL in browser(ward_officer).get("/inquiries/").content.decode()
    assert URL not in browser(officer).get("/inquiries/").content.decode()


def test_what_is_closed_or_due_today_is_not_late(overdue, make_inquiry, ward_officer, sakai):
    closed, today = overdue(ward_officer, [sakai]), make_inquiry(ward_officer, [sakai])
    Inquiry.objects.filter(pk=closed.pk).update(
        state="closed", closed_at=closed.sent_at, closed_by=ward_officer
    )
    Inquiry.objects.filter(pk=today.pk).update(answer_due=japanese_calendar.today())
    assert not InquiryAnswer.objects.late().exists()


def test_who_left_owes_nothing(browser, overdue, ward_officer, sakai, kushiro):
    inquiry = overdue(ward_officer, [sakai, kushiro])
    sakai.withdrawn_on = datetime.date(2026, 1, 5)
    sakai.save()
    assert [name for name, *_ in listed(browser(ward_officer))] == ["釧路市"]
    page = browser(ward_officer).get(inquiry.get_absolute_url()).content.decode()
    assert "まだ回答のない団体が1団体" in page
    assert "督促していない団体 1団体" in page


def test_the_sheet_has_codes_as_text_and_no_names(browser, overdue, ward_officer, officer, colleague, sakai):
    inquiry = overdue(ward_officer, [sakai], title="=照会")
    inquiry.answers.update(delegated_to=colleague, delegated_at=inquiry.sent_at, delegated_by=officer)
    client = browser(ward_officer)
    response = client.get(reverse("inquiries:late-xlsx"))
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    row = [cell.value for cell in sheet[2]]
    assert row[:5] == ["271403", "大阪府堺市", "未読", inquiry.number_name, "=照会"]
    assert sheet["E2"].data_type == "s"
    assert row[-1] == "決定済み"
    page = client.get(URL).content.decode()
    assert "回答の担当は決定済み" in page
    assert colleague.name not in page


def test_the_desk_counts_them(browser, overdue, ward_officer, secretariat, sakai, kushiro):
    overdue(ward_officer, [sakai, kushiro])
    assert desk_counts()["inquiries:late-list"] == 2
    assert URL in browser(secretariat).get("/members/desk/").content.decode()


def test_answers_move_with_a_merger_and_a_clash_stays(
    browser, make_inquiry, ward_officer, secretariat, officer, sakai, make_organization, make_user
):
    """The survivor takes over what it was not asked itself; of two answers to one inquiry both are kept."""
    other = make_organization("丙協議会", kind="association", prefecture="大阪府")
    person = make_user("hei@city.example", other)
    both, alone = make_inquiry(ward_officer, [sakai, other]), make_inquiry(ward_officer, [other])
    answered = cases.answer_with_files(both, person, "x.txt")
    merge_organizations(survivor=sakai, absorbed=other, by=secretariat)
    assert alone.answers.get().organization == sakai
    assert set(both.answers.values_list("organization", flat=True)) == {sakai.pk, other.pk}
    page = browser(ward_officer).get(reverse("inquiries:result-list", args=[both.pk])).content.decode()
    assert "丙協議会" in page
    page = browser(ward_officer).get(reverse("inquiries:result-list", args=[alone.pk])).content.decode()
    assert "（照会時: 丙協議会）" in page
    assert InquiryAnswer.objects.get(pk=answered.pk).organization == other


def test_an_absorbed_organisation_owes_nothing(overdue, ward_officer, secretariat, sakai, make_organization):
    other = make_organization("丙協議会", kind="association", prefecture="大阪府")
    inquiry = overdue(ward_officer, [sakai, other])
    merge_organizations(survivor=sakai, absorbed=other, by=secretariat)
    assert [answer.organization for answer in InquiryAnswer.objects.late().filter(inquiry=inquiry)] == [sakai]
