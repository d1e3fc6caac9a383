"""What the pages of an asked organisation show: list, filters, one inquiry, paper; and what they cost."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from correspondence.sending.actions import create_answers
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry
from members.organizations.models import Organization
from tests.inquiries.answers.answering import path_of, typed

pytestmark = pytest.mark.django_db
LIST = "/inquiries/"


def words(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def cost(client, path):
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        words(client, path)
    return len(captured)


def order(page, *titles):
    return sorted(titles, key=page.index)


def test_what_waits_stands_first_by_due_date_then_the_newest(
    browser, make_inquiry, give_answer, ward_officer, officer, sakai, due
):
    for title in ("答えた照会", "後の照会", "先の照会", "過ぎた照会"):
        make_inquiry(ward_officer, [sakai], title=title)
    later = due + datetime.timedelta(days=3)
    Inquiry.objects.filter(title="後の照会").update(answer_due=later)
    Inquiry.objects.filter(title="過ぎた照会").update(answer_due=datetime.date(2026, 1, 5))
    give_answer(Inquiry.objects.get(title="答えた照会"), officer)
    page = words(browser(officer), LIST)
    titles = ["過ぎた照会", "先の照会", "後の照会", "答えた照会"]
    assert order(page, *titles) == titles
    for said in ("期限超過", "未読", "回答済", "<strong>3件</strong>"):
        assert said in page


def test_askers_see_how_many_have_answered(
    browser, make_inquiry, give_answer, ward_officer, officer, sakai, kushiro, secretariat, stranger
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro])
    give_answer(inquiry, officer)
    for person in (ward_officer, secretariat):
        assert "回答 1/2団体" in words(browser(person), LIST)
    assert "1/2団体" not in words(browser(stranger), LIST)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?own=owed", {"待つ照会"}),
        ("?own=given", {"答えた照会"}),
        ("?own=asked", set()),
        ("?state=open", {"答えた照会", "待つ照会"}),
        ("?state=closed", {"終えた照会"}),
        ("?q=ﾏﾂ", set()),
        ("?q=待つ+江東", {"待つ照会"}),
        ("?q=待つ%25", set()),
        ("?own=x&state=draft&q=", {"答えた照会", "待つ照会", "終えた照会"}),
    ],
)
def test_filters(browser, make_inquiry, give_answer, make_closed, ward_officer, officer, sakai, query, found):
    for title in ("答えた照会", "待つ照会", "終えた照会"):
        make_inquiry(ward_officer, [sakai], title=title)
    give_answer(Inquiry.objects.get(title="答えた照会"), officer)
    make_closed(Inquiry.objects.get(title="終えた照会"), ward_officer)
    page = words(browser(officer), LIST + query)
    assert {title for title in ("答えた照会", "待つ照会", "終えた照会") if title in page} == found
    assert ("条件に合う照会はありません" in page) == (not found)


def test_a_number_finds_its_inquiry(browser, inquiry, make_inquiry, officer, ward_officer, sakai):
    make_inquiry(ward_officer, [sakai], title="ほかの照会")
    for typed_words in (str(inquiry.pk), f"第{inquiry.pk}号", f"照会 第{inquiry.pk}号"):
        page = words(browser(officer), f"{LIST}?q={typed_words}")
        assert inquiry.title in page
        assert "ほかの照会" not in page


def test_an_empty_list_says_what_comes_here(browser, stranger):
    assert "まだ照会はありません" in words(browser(stranger), LIST)


@pytest.mark.parametrize("person", ["officer", "ward_officer", "secretariat"])
def test_the_list_costs_the_same_for_one_and_three(
    request, browser, make_inquiry, ward_officer, sakai, person
):
    client = browser(request.getfixturevalue(person))
    make_inquiry(ward_officer, [sakai])
    one = cost(client, LIST)
    for title in ("二つ目", "三つ目"):
        make_inquiry(ward_officer, [sakai], title=title)
    assert cost(client, LIST) == one <= 12


@pytest.fixture
def country(make_inquiry, ward_officer, sakai):
    """An inquiry to 1,788 organisations."""
    inquiry = make_inquiry(ward_officer, [sakai])
    bodies = Organization.objects.bulk_create(
        Organization(kind="association", prefecture="青森県", name=f"見本{n}会", joined_on="2020-04-01")
        for n in range(1787)
    )
    create_answers(inquiry, bodies)
    return inquiry


def test_pages_cost_no_more_with_1788_answers(
    browser, country, officer, colleague, ward_officer, secretariat
):
    data = typed(InquiryAnswer.objects.get(organization=officer.organization), save_draft="1")
    browser(colleague).post(path_of(country), data)
    for path in (LIST, country.get_absolute_url(), path_of(country), path_of(country, "print/")):
        assert cost(browser(officer), path) <= 13, path
    for person in (ward_officer, secretariat):
        for path in (LIST, country.get_absolute_url(), path_of(country, "print/")):
            assert cost(browser(person), path) <= 13, path


def test_the_page_says_what_is_asked_by_whom_until_when(browser, inquiry, officer, ward_officer):
    page = words(browser(officer), inquiry.get_absolute_url())
    section = ward_officer.section
    for said in (
        inquiry.number_name,
        section.telephone,
        section.mailbox,
        "あと7開庁日",
        "大阪府堺市の回答",
        "まだ回答していません",
        "選択肢：続ける、やめる、未定",
        "数（人）、任意",
        path_of(inquiry),
        path_of(inquiry, "print/"),
    ):
        assert said in page, said


def test_a_reader_reads_and_is_told_who_answers(browser, inquiry, reader):
    page = words(browser(reader), inquiry.get_absolute_url())
    assert "「閲覧」の人は回答できません" in page
    assert path_of(inquiry) not in page


def test_text_of_others_is_shown_as_text(browser, make_inquiry, ward_officer, officer, sakai):
    typed_by_asker = {"label": "<script>alert(1)</script>", "help_text": "<b>太字</b>", "unit": "<b>太字"}
    questions = [{"kind": kind, **typed_by_asker} for kind in ("text", "number", "date", "file")]
    questions.append({"kind": "choice", "options": ["<b>太字", "二"], **typed_by_asker})
    inquiry = make_inquiry(ward_officer, [sakai], questions=questions)
    client = browser(officer)
    answer = inquiry.answers.get()
    client.post(path_of(inquiry), typed(answer, q1="<i>x</i>", q2="1", q3="", save_draft="1"))
    for path in (inquiry.get_absolute_url(), path_of(inquiry), path_of(inquiry, "print/")):
        page = words(client, path)
        for raw in ("<script>alert", "<b>太字", "<i>x"):
            assert raw not in page, path


def test_paper_has_the_answer_the_number_and_the_stamps(browser, inquiry, answer, officer, stranger):
    client, path = browser(officer), path_of(inquiry, "print/")
    page = words(client, path)
    for said in (inquiry.number_name, "決裁", "取組の内容を書いてください。", "文章、必須"):
        assert said in page
    assert "stamps__box" not in words(client, f"{path}?stamp=0")
    client.post(path_of(inquiry), typed(answer, q2="12"))
    page = words(client, path)
    for said in ("回答済", "12人", "堺 花子", "企画課"):
        assert said in page
    assert browser(stranger).get(path).status_code == 404


def test_who_opens_it_after_the_end_changes_nothing(browser, inquiry, make_closed, ward_officer, officer):
    make_closed(inquiry, ward_officer)
    assert browser(officer).get(path_of(inquiry, "")).status_code == 200
    assert inquiry.answers.get(organization=officer.organization).state == "unread"


def test_a_draft_inquiry_of_others_has_no_page(browser, make_inquiry_draft, ward_officer, officer, sakai):
    draft = make_inquiry_draft(ward_officer, [sakai])
    for rest in ("", "answer/", "print/"):
        assert browser(officer).get(path_of(draft, rest)).status_code == 404
    assert draft.title not in words(browser(officer), LIST)


def test_an_administrator_of_no_organisation_finds_an_empty_list(browser, inquiry, secretariat):
    secretariat.section, secretariat.is_superuser = None, True
    secretariat.save()
    client = browser(secretariat)
    for query in ("", "?own=owed", "?own=asked", "?own=mine"):
        assert client.get(LIST + query).status_code == 200
    for rest in ("", "answer/", "print/"):
        assert client.get(path_of(inquiry, rest)).status_code == 404
