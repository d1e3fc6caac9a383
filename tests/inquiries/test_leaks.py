"""What must not come out: to whom an inquiry was not put, what few answered, whom else it asks, markup."""

import io

import pytest
from openpyxl import load_workbook

from common.search import audiences
from common.search.actions import refresh_index_now
from common.search.queries import search_texts
from inquiries.changes.actions import add_organizations
from inquiries.inquiries.models import Inquiry
from inquiries.questions.actions import change_questions
from inquiries.questions.models import Question
from tests.inquiries.asking import as_cleaned, url

pytestmark = pytest.mark.django_db
Shown = Inquiry.Shown
Kind = Question.Kind
EVIL = "<script>alert(1)</script>'\"&"


@pytest.fixture
def newcomer(make_organization, make_user):
    """An officer of a member that joined after everything."""

    def make(name="函館市", code="012025"):
        return make_user(
            "new@city.example", make_organization(name, code=code, prefecture="北海道"), "新 七子"
        )

    return make


def found_by(user, words="自治体間連携"):
    return [row.url for row in search_texts(words, audiences=audiences.audiences_of(user)).rows]


@pytest.mark.parametrize("reach", ["members", "wards"])
def test_search_finds_it_for_those_who_may_read_it_alone(
    reach, make_inquiry, ward_officer, minato_officer, officer, secretariat, newcomer, browser
):
    inquiry = make_inquiry(ward_officer, reach=reach)
    refresh_index_now(inquiry)
    people = [ward_officer, minato_officer, officer, secretariat, newcomer()]
    found = [inquiry.get_absolute_url() in found_by(user) for user in people]
    read = [browser(user).get(inquiry.get_absolute_url()).status_code == 200 for user in people]
    assert found == read == [True, True, reach == "members", True, False]


def test_who_is_asked_later_finds_it(make_inquiry, ward_officer, sakai, newcomer):
    inquiry = make_inquiry(ward_officer, [sakai])
    late = newcomer()
    add_organizations(inquiry=inquiry, by=ward_officer, organizations=[late.organization])
    refresh_index_now(inquiry)
    assert found_by(late) == [inquiry.get_absolute_url()]


@pytest.fixture
def counted(make_inquiry, ward_officer, make_organization, make_user, give_answer, sakai, officer):
    """Four organisations answer; one of them alone says how many took part."""
    people = [officer]
    for number in range(3):
        body = make_organization(f"見本{number}町", code="", prefecture="北海道")
        people.append(make_user(f"p{number}@city.example", body, f"見本 {number}子"))
    inquiry = make_inquiry(ward_officer, [p.organization for p in people], results_shown=Shown.COUNTS)
    give_answer(inquiry, people[1], {2: 777777})
    for person in (people[0], *people[2:]):
        give_answer(inquiry, person)
    return inquiry


def sheet_words(response):
    book = load_workbook(io.BytesIO(response.getvalue()))
    return [[cell for cell in row if cell is not None] for row in book["集計"].iter_rows(values_only=True)]


def test_the_number_of_one_organisation_is_not_told_as_a_sum(counted, browser, officer, ward_officer):
    asked, asker = browser(officer), browser(ward_officer)
    page = asked.get(f"{counted.get_absolute_url()}counts/").content.decode()
    assert "777,777" not in page
    assert "答えた団体が少ないため" in page
    assert "続ける" in page  # what all four answered is counted
    words = str(sheet_words(asked.get(f"{counted.get_absolute_url()}results.xlsx")))
    assert "777777" not in words
    assert "少ないため" in words
    assert "777,777" in asker.get(f"{counted.get_absolute_url()}counts/").content.decode()
    assert "777777" in str(sheet_words(asker.get(f"{counted.get_absolute_url()}results.xlsx")))


def test_nor_by_an_earlier_version_that_few_answered(counted, browser, officer, ward_officer, give_answer):
    rows = as_cleaned(counted)
    for row in rows:
        row["required"] = bool(row["required"])
    rows[1]["unit"] = "団体"
    change_questions(inquiry=counted, by=ward_officer, version=counted.version, questions=rows)
    page = browser(officer).get(f"{counted.get_absolute_url()}counts/").content.decode()
    assert "変更前の質問: 参加した人数" in page
    assert "777,777" not in page


def test_the_asked_do_not_learn_whom_else_it_asks(
    make_inquiry, browser, ward_officer, officer, secretariat, kushiro, sakai
):
    inquiry = make_inquiry(ward_officer, [sakai])
    add_organizations(inquiry=inquiry, by=ward_officer, organizations=[kushiro])
    pages = [
        browser(user).get(url(inquiry)).content.decode() for user in (ward_officer, secretariat, officer)
    ]
    assert ["釧路市" in page for page in pages] == [True, True, False]
    assert "照会先の追加" in pages[2]


def test_nothing_that_is_typed_becomes_markup(
    make_inquiry, browser, ward_officer, officer, give_answer, sakai, colleague
):
    options = [f"{EVIL}1", f"{EVIL}2"]
    plain = {"name": EVIL, "unit": "<b>人", "required": True, "options": options}
    columns = [plain | {"kind": kind} for kind in ("text", "number", "choice")]
    questions = [
        {"kind": kind, "label": EVIL, "help_text": EVIL, "required": False}
        | ({"options": options} if kind in Question.CHOOSING else {})
        | {Kind.NUMBER: {"unit": "<b>人"}, Kind.MONEY: {"unit": "円"}, Kind.TABLE: {"columns": columns}}.get(
            kind, {}
        )
        for kind in Kind.values
    ]
    inquiry = make_inquiry(
        ward_officer, [sakai], questions=questions, title=EVIL, description=EVIL, results_shown=Shown.ALL
    )
    pages = [url(inquiry, what) for what in ("", "answer", "print", "results", "counts")]
    one = browser(officer)
    before = [one.get(page).content.decode() for page in pages]
    number = {kind: at for at, kind in enumerate(Kind.values, 1)}
    typed = {number[Kind.TEXT]: EVIL, number[Kind.CHOICE]: options[0], number[Kind.MULTIPLE]: options}
    typed = {1: None, 3: None} | typed | {number[Kind.NUMBER]: 3}
    typed[number[Kind.TABLE]] = [[EVIL, "3", options[0]]]
    give_answer(inquiry, officer, typed, remark=EVIL)
    answer = inquiry.answers.get()
    pages.append(f"{url(inquiry)}results/{answer.pk}/")
    asker = browser(ward_officer)
    asked = [one.get(page).content.decode() for page in pages]
    asking = [asker.get(page).content.decode() for page in pages]
    asking += [
        asker.get(url(inquiry, "questions")).content.decode(),
        asker.get("/inquiries/").content.decode(),
    ]
    for page in (*before, *asked, *asking):
        assert "<script>alert" not in page
        assert "<b>人" not in page
    assert "&lt;script&gt;" in before[1]
