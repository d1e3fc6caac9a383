"""The table of the results and one answer read whole: who sees them, what stands there, what it costs."""

import datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from common import japanese_calendar
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry
from inquiries.reminders.models import InquiryReminder
from inquiries.steps.models import InquiryStep
from tests.inquiries.results import cases

pytestmark = pytest.mark.django_db


def table(inquiry, query=""):
    return reverse("inquiries:result-list", args=[inquiry.pk]) + query


def page_of(answer):
    return reverse("inquiries:result-detail", args=[answer.inquiry_id, answer.pk])


def status(client, url):
    response = client.get(url)
    _ = list(response) if response.streaming else None  # to its end: that closes the file
    return response.status_code


SHOWN = {  # to the asked: table, numbers, sheet, files
    Inquiry.Shown.NOBODY: (403, 403, 403, 403),
    Inquiry.Shown.COUNTS: (403, 200, 200, 403),
    Inquiry.Shown.ALL: (200, 200, 200, 200),
}


@pytest.mark.parametrize("shown", SHOWN)
def test_the_asked_see_what_was_chosen(browser, make_inquiry, ward_officer, officer, sakai, kushiro, shown):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro], results_shown=shown)
    names = ("result-list", "count-list", "result-xlsx", "result-zip")
    urls = [reverse(f"inquiries:{name}", args=[inquiry.pk]) for name in names]
    client = browser(officer)
    assert tuple(status(client, url) for url in urls) == SHOWN[shown]
    page = client.get(inquiry.get_absolute_url()).content.decode()
    assert ("回答の状況" in page) == (shown != Inquiry.Shown.NOBODY)
    assert (urls[0] in page) == (shown == Inquiry.Shown.ALL)


def test_a_withdrawn_inquiry_shows_the_asked_nothing(browser, make_inquiry, ward_officer, officer, sakai):
    inquiry = make_inquiry(ward_officer, [sakai], results_shown="all")
    Inquiry.objects.filter(pk=inquiry.pk).update(
        state="withdrawn",
        withdrawn_at=inquiry.sent_at,
        withdrawn_by=ward_officer,
        withdrawn_reason="誤り",
    )
    counts = reverse("inquiries:count-list", args=[inquiry.pk])
    assert [browser(officer).get(url).status_code for url in (table(inquiry), counts)] == [403, 403]
    assert browser(ward_officer).get(table(inquiry)).status_code == 200


def test_the_table_says_state_day_values_and_remark(
    browser, make_inquiry, give_answer, ward_officer, officer, stranger, sakai, kushiro, minato
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro, minato])
    given = {1: "あ" * 61, 2: Decimal("1200.5"), 4: ["観光", "防災"], 5: datetime.date(2028, 2, 29)}
    give_answer(inquiry, officer, given, remark="備考です。")
    give_answer(inquiry, stranger, state="none")
    page = browser(ward_officer).get(table(inquiry)).content.decode()
    for words in (
        "大阪府堺市",
        "271403",
        "回答済",
        "該当なし",
        "未読",
        "1,200.5人",
        "観光、防災",
        "備考です。",
    ):
        assert words in page
    assert "令和10年2月29日(火)" in page
    assert "あ" * 60 + "…" in page
    assert "あ" * 61 not in page
    assert page.index("北海道釧路市") < page.index("港区") < page.index("大阪府堺市")  # in the order of codes


def test_what_is_only_drafted_is_in_no_result(
    browser, make_inquiry, ward_officer, officer, secretariat, stranger, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro], results_shown="all")
    value, file = cases.draft_with_file(inquiry, officer)
    InquiryAnswer.objects.filter(pk=value.answer_id).update(remark="内々の備考")
    for person in (ward_officer, secretariat):
        client = browser(person)
        for url in (table(inquiry), page_of(value.answer)):
            page = client.get(url).content.decode()
            assert "内々の" not in page
            assert "内部資料" not in page
        assert "大阪府堺市" not in client.get(table(inquiry, "?q=内々の")).content.decode()
        assert client.get(file.get_absolute_url()).status_code == 404
    assert browser(stranger).get(page_of(value.answer)).status_code == 404
    assert "大阪府堺市" not in browser(stranger).get(table(inquiry)).content.decode()
    assert status(browser(officer), file.get_absolute_url()) == 200


def test_other_asked_read_answers_without_the_names_of_people(
    browser, make_inquiry, give_answer, ward_officer, officer, stranger, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro], results_shown="all")
    answer = give_answer(inquiry, officer)
    assert officer.name in browser(ward_officer).get(page_of(answer)).content.decode()
    page = browser(stranger).get(page_of(answer)).content.decode()
    assert "毎年、交流の催しを開いています。" in page
    assert officer.name not in page


def test_the_asker_reads_how_an_answer_came_along_but_not_what_is_inside(
    browser, make_inquiry, give_answer, ward_officer, officer, colleague, sakai
):
    inquiry = make_inquiry(ward_officer, [sakai])
    answer = give_answer(inquiry, officer)
    InquiryStep.objects.create(
        inquiry=inquiry, answer=answer, kind="delegated", note="内輪の頼み", by=officer
    )
    InquiryReminder.objects.create(answer=answer, due_on=inquiry.answer_due, days_before=5)
    page = browser(ward_officer).get(page_of(answer)).content.decode()
    assert "5開庁日前" in page
    assert "内輪の頼み" not in page


def test_a_guessed_answer_of_another_inquiry_is_not_found(
    browser, make_inquiry, ward_officer, minato_officer, sakai
):
    own, other = make_inquiry(ward_officer, [sakai]), make_inquiry(minato_officer, [sakai])
    url = reverse("inquiries:result-detail", args=[own.pk, other.answers.get().pk])
    assert browser(ward_officer).get(url).status_code == 404
    assert browser(ward_officer).get(table(other)).status_code == 404


def test_filters(
    browser,
    make_inquiry,
    give_answer,
    ward_officer,
    officer,
    stranger,
    sakai,
    kushiro,
    minato,
    minato_officer,
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro, minato])
    give_answer(inquiry, officer, {4: ["移住"]}, remark="特になし")
    give_answer(inquiry, stranger, state="none")
    Inquiry.objects.filter(pk=inquiry.pk).update(
        answer_due=japanese_calendar.today() - datetime.timedelta(days=1)
    )
    InquiryAnswer.objects.filter(organization=kushiro).update(
        answered_at=inquiry.sent_at - datetime.timedelta(9)
    )
    client = browser(ward_officer)
    names = {"大阪府堺市", "北海道釧路市", "港区"}
    for query, found in {
        "": names,
        "?state=owed": {"港区"},
        "?state=none": {"北海道釧路市"},
        "?state=late": {"大阪府堺市"},
        "?state=無": names,
        "?prefecture=大阪府": {"大阪府堺市"},
        "?q=大阪府堺": {"大阪府堺市"},
        "?q=２７１４": {"大阪府堺市"},
        "?q=くしろ": {"北海道釧路市"},
        "?q=移住": {"大阪府堺市"},
        "?q=特になし": {"大阪府堺市"},
        "?q=交流の催し&state=none": set(),
        "?q=%25": set(),
        "?q=%00&page=9999&state=%00&prefecture=%00": names,
        f"?q={'9' * 5000}": set(),
    }.items():
        rows = client.get(table(inquiry, query)).context["rows"]
        assert {row.answer.organization.full_name for row in rows} == found, query


def test_an_answer_to_an_earlier_question_is_marked_and_kept(
    browser, make_inquiry, give_answer, ward_officer, officer, stranger, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro])
    answer = give_answer(inquiry, officer)
    cases.change_question(inquiry, 3, label="令和9年度の予定", options=["続ける", "やめる", "検討中"])
    inquiry.questions.filter(line=1).update(retired_in=2)  # asked no more, with an answer
    inquiry.questions.filter(line=2).update(retired_in=2)  # asked no more, never answered
    give_answer(inquiry, stranger, {1: "検討中", 2: [], 3: None, 4: None})
    client = browser(ward_officer)
    response = client.get(table(inquiry))
    assert [column.number for column in response.context["columns"]] == ["問1", "問2", "問3", "問4", "旧問1"]
    cells = {row.answer.organization.name: row.cells for row in response.context["rows"]}
    assert [(cell.text, cell.is_earlier) for cell in cells["堺市"]][:1] == [("続ける", True)]
    assert cells["堺市"][-1].text == "毎年、交流の催しを開いています。"
    assert "変更前の質問への回答" in response.content.decode()
    page = client.get(page_of(answer)).content.decode()
    assert "来年度の予定" in page
    assert "令和9年度の予定" not in page
    assert "毎年、交流の催しを開いています。" in page
    assert {
        row.answer.organization.name for row in client.get(table(inquiry, "?state=earlier")).context["rows"]
    } == {"堺市"}


def test_previous_and_next_follow_the_filter(
    browser, make_inquiry, give_answer, ward_officer, officer, stranger, sakai, kushiro, minato
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro, minato])
    answers = {answer.organization.name: answer for answer in inquiry.answers.all()}
    client = browser(ward_officer)
    context = client.get(page_of(answers["港区"])).context
    assert (context["previous"], context["next"]) == (answers["釧路市"].pk, answers["堺市"].pk)
    give_answer(inquiry, officer)
    give_answer(inquiry, stranger)
    context = client.get(page_of(answers["釧路市"]) + "?state=answered").context
    assert (context["previous"], context["next"], context["of"]) == (None, answers["堺市"].pk, 2)
    assert "at" not in client.get(page_of(answers["港区"]) + "?state=answered").context


def test_the_name_of_the_day_of_asking_is_shown(browser, make_inquiry, ward_officer, sakai):
    inquiry = make_inquiry(ward_officer, [sakai])
    inquiry.answers.update(organization_name="大阪府旧町")
    for url in (table(inquiry), page_of(inquiry.answers.get())):
        assert "大阪府旧町" in browser(ward_officer).get(url).content.decode()


@pytest.mark.parametrize(
    "name", ["inquiry-detail", "result-list", "count-list", "result-detail", "late-list"]
)
def test_one_row_and_three_cost_the_same(
    browser,
    make_inquiry,
    ward_officer,
    officer,
    stranger,
    minato_officer,
    secretariat,
    sakai,
    kushiro,
    minato,
    name,
):
    one = make_inquiry(ward_officer, [sakai])
    three = make_inquiry(ward_officer, [sakai, kushiro, minato])
    cases.answer_with_files(one, officer, "一.txt")
    for person in (officer, stranger, minato_officer):
        cases.answer_with_files(three, person, "一.txt", "二.txt")
    client = browser(secretariat)
    numbers = []
    for inquiry in (one, one, three):  # the first fills caches
        args = {"late-list": [], "result-detail": [inquiry.pk, inquiry.answers.first().pk]}.get(
            name, [inquiry.pk]
        )
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(reverse(f"inquiries:{name}", args=args)).status_code == 200
        numbers.append(len(captured))
    assert numbers[1] == numbers[2] <= 12


def test_late_rows_cost_the_same(browser, make_inquiry, ward_officer, sakai, kushiro, minato):
    client = browser(ward_officer)
    numbers = []
    for whom in ([sakai], [sakai], [sakai, kushiro, minato]):
        inquiry = make_inquiry(ward_officer, whom)
        Inquiry.objects.filter(pk=inquiry.pk).update(answer_due=datetime.date(2026, 1, 5))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("inquiries:late-list"))
        numbers.append(len(captured))
    assert numbers[1] == numbers[2] <= 12
