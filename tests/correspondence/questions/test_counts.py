"""The answers in numbers: exact, for each version of a question, and not where they would name somebody."""

import datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from correspondence.questions import counts
from inquiries.answers.models import AnswerValue, InquiryAnswer
from inquiries.progress.queries import Progress, progress_of
from tests.inquiries.results import cases

pytestmark = pytest.mark.django_db


@pytest.fixture
def answered(
    make_inquiry, give_answer, ward_officer, officer, stranger, minato_officer, sakai, kushiro, minato
):
    """Three answers to the questions of conftest."""
    inquiry = make_inquiry(ward_officer, [sakai, kushiro, minato], results_shown="counts")
    give_answer(inquiry, officer, {2: Decimal("10.5"), 4: ["観光", "防災"], 5: datetime.date(2028, 2, 29)})
    give_answer(inquiry, stranger, {2: Decimal(1), 3: "やめる", 4: ["観光"], 5: datetime.date(2026, 4, 1)})
    give_answer(inquiry, minato_officer, {2: Decimal(100), 3: "続ける"})
    return inquiry


def by_number(inquiry):
    return {it.column.number: it for it in counts.counted(inquiry)}


def test_each_kind_is_counted(answered):
    found = by_number(answered)
    assert found["問1"].now.answered == 3
    numbers = dict(found["問2"].now.numbers)
    assert numbers == {
        "合計": Decimal("111.500"),
        "平均": Decimal("37.17"),
        "中央値": Decimal("10.5"),
        "最小": 1,
        "最大": 100,
    }
    assert [(s.option, s.count, s.percent) for s in found["問3"].now.shares] == [
        ("続ける", 2, 66.7),
        ("やめる", 1, 33.3),
        ("未定", 0, 0.0),
    ]
    assert [(s.count, s.of) for s in found["問4"].now.shares] == [(2, 2), (1, 2), (0, 2)]
    assert (found["問5"].now.first, found["問5"].now.last) == (
        datetime.date(2026, 4, 1),
        datetime.date(2028, 2, 29),
    )
    assert found["問6"].now.answered == 0


def test_the_median_of_an_even_number_is_the_mean_of_the_middle_ones(
    make_inquiry, give_answer, ward_officer, officer, stranger, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro])
    large = Decimal("123456789012345.678")  # a float would lose its last places
    give_answer(inquiry, officer, {2: large})
    give_answer(inquiry, stranger, {2: large + Decimal("0.002")})
    assert dict(by_number(inquiry)["問2"].now.numbers)["中央値"] == large + Decimal("0.001")


def test_files_are_counted(make_inquiry, ward_officer, officer, sakai):
    inquiry = make_inquiry(ward_officer, [sakai])
    cases.answer_with_files(inquiry, officer, "一.txt", "二.txt")
    figures = by_number(inquiry)["問6"].now
    assert (figures.answered, figures.files) == (1, 2)


def test_drafts_and_none_are_not_counted(
    answered, make_inquiry, give_answer, ward_officer, officer, sakai, kushiro
):
    inquiry = make_inquiry(ward_officer, [sakai, kushiro])
    cases.draft_with_file(inquiry, officer)
    assert all(it.now.answered == 0 for it in counts.counted(inquiry))
    progress = progress_of(inquiry)
    assert (progress.asked, progress.given, progress.unread, progress.percent) == (2, 0, 2, 0)


def test_each_version_is_counted_for_itself(answered, give_answer, officer):
    cases.change_question(answered, 3, options=["続ける", "検討中"])
    give_answer(answered, officer, {3: "検討中"})
    it = by_number(answered)["問3"]
    assert [(s.option, s.count) for s in it.now.shares] == [("続ける", 0), ("検討中", 1)]
    (earlier,) = it.earlier
    assert [(s.option, s.count) for s in earlier.shares] == [("続ける", 1), ("やめる", 1), ("未定", 0)]


def test_the_page_shows_them(browser, answered, ward_officer, stranger):
    url = reverse("inquiries:count-list", args=[answered.pk])
    for person in (ward_officer, stranger):
        page = browser(person).get(url).content.decode()
        for words in ("66.7%", "111.5人", "37.17人"):
            assert words in page
        for words in ("令和8年4月1日(水)", "100%を超える"):  # two answered: too few for the others
            assert (words in page) == (person == ward_officer)


def test_numbers_of_a_few_are_kept_from_the_other_asked(browser, answered, stranger, ward_officer, minato):
    """Of one or two answers they would tell who answered what."""
    answer = InquiryAnswer.objects.get(inquiry=answered, organization=minato)
    AnswerValue.objects.filter(answer=answer).delete()
    InquiryAnswer.objects.filter(pk=answer.pk).update(state="none")
    url = reverse("inquiries:count-list", args=[answered.pk])
    page = browser(stranger).get(url).content.decode()
    assert "集計はまだ表示しません" in page
    assert "10.5人" not in page
    assert "10.5人" in browser(ward_officer).get(url).content.decode()


def test_an_inquiry_without_answers_has_an_empty_page(browser, make_inquiry, ward_officer, sakai):
    inquiry = make_inquiry(ward_officer, [sakai])
    page = browser(ward_officer).get(reverse("inquiries:count-list", args=[inquiry.pk])).content.decode()
    assert "まだ集計できる回答はありません" in page


def test_all_is_only_where_all_have_answered():
    progress = Progress(asked=1788, unread=1, read=0, answered=1787, none=0, late=0, earlier=0, gone=0)
    assert progress.percent == 99
