"""Those who run a slot write a survey, open it once, close it for good, and read results that name nobody."""

import datetime
import io

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from common.audit_log.models import AuditEntry
from common.refusals import ActionRefused, NothingToDo, StaleVersion
from sign_ups.surveys import actions
from sign_ups.surveys.models import Survey, SurveyQuestion
from sign_ups.surveys.queries import results_of
from tests.sign_ups.conftest import DAY, QUESTIONS, answer, open_survey_of, over_survey_of, survey_of

pytestmark = pytest.mark.django_db
SAVED = {"closes_on": "", "introduction": "次回のために伺います。"}


@pytest.fixture
def desk(browser, officer):
    return browser(officer)


def address(name, slot):
    return reverse(f"sign_ups:{name}", args=[slot.pk])


def in_days(number):
    return (timezone.localdate() + number * DAY).isoformat()


def test_from_nothing_to_results(desk, make_slot):
    slot = make_slot()
    assert "アンケートはまだありません" in desk.get(address("survey-detail", slot)).text
    made = desk.post(address("survey-edit", slot), SAVED | {"closes_on": in_days(40)})
    assert made.url == address("survey-questions", slot)
    asked = {
        "do": "next",
        "version": "1",
        "q1-label": "満足度",
        "q1-kind": "choice",
        "q1-options": "満足\n不満",
    }
    assert desk.post(made.url, asked).url == address("survey-detail", slot)
    assert "準備中" in desk.get(address("survey-detail", slot)).text
    assert "満足度" in desk.get(address("survey-paper", slot)).text
    opened = desk.post(address("survey-open", slot), follow=True)
    assert "回答を受付中" in opened.text
    assert "質問は変えられません" in desk.get(made.url, follow=True).text
    closed = desk.post(address("survey-close", slot), follow=True)
    assert "結果は表示しません" in closed.text
    verbs = set(AuditEntry.objects.filter(verb__contains="survey").values_list("verb", flat=True))
    done = ("saved", "questions_saved", "opened", "closed")
    assert verbs == {f"sign_ups.survey_{did}" for did in done}


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"closes_on": ""}, "回答期限を入力してください。"),
        ({"closes_on": in_days(60)}, "個人情報を削除する日"),
        ({"introduction": "あ" * 1_000_000}, "1,000文字"),
        ({"introduction": "\0"}, "含まれています"),
    ],
)
def test_a_frame_that_makes_no_sense_is_refused(desk, make_slot, typed, words):
    saved = SAVED | {"closes_on": in_days(40)}
    response = desk.post(address("survey-edit", make_slot()), saved | typed)
    assert (response.status_code, words in response.text) == (400, True)
    assert not Survey.objects.exists()


@pytest.mark.parametrize("kind", ["number", "date", "file", "table", "money", "period"])
def test_kinds_that_could_tell_who_it_was_are_not_asked(desk, make_slot, officer, kind):
    slot = make_slot()
    version = survey_of(slot, officer).version
    asked = {"do": "save", "version": version, "q1-label": "年齢", "q1-kind": kind}
    assert desk.post(address("survey-questions", slot), asked).status_code == 400
    assert not SurveyQuestion.objects.filter(label="年齢").exists()


def test_two_who_write_the_questions_at_once(make_slot, officer, colleague):
    survey = survey_of(make_slot(), officer)
    facts = {"survey": survey, "questions": QUESTIONS[:1]}
    actions.save_survey_questions(by=colleague, version=survey.version, **facts)
    with pytest.raises(StaleVersion):
        actions.save_survey_questions(by=officer, version=survey.version, **facts)
    actions.save_survey_questions(by=colleague, version=survey.version, **facts)  # a double click


def test_two_who_write_the_frame_at_once(desk, make_slot, officer):
    slot = make_slot()
    survey_of(slot, officer)
    edit = address("survey-edit", slot)
    version = desk.get(edit).context["form"]["version"].value()
    saved = SAVED | {"closes_on": in_days(40), "version": version}
    assert desk.post(edit, saved | {"introduction": "一人目"}).status_code == 302
    assert desk.post(edit, saved | {"introduction": "二人目"}).status_code == 409


def test_it_opens_once_with_questions_before_its_last_day(make_slot, officer):
    survey = survey_of(make_slot(), officer, questions=[])
    with pytest.raises(ActionRefused, match="質問を1つ以上"):
        actions.open_survey(survey=survey, by=officer)
    survey = survey_of(make_slot(), officer, closes_on=timezone.localdate() - DAY)
    with pytest.raises(ActionRefused, match="回答期限を過ぎています"):
        actions.open_survey(survey=survey, by=officer)
    survey = open_survey_of(make_slot(), officer)
    with pytest.raises(NothingToDo):
        actions.open_survey(survey=survey, by=officer)
    with pytest.raises(ActionRefused, match="質問は変えられません"):
        actions.save_survey_questions(survey=survey, by=officer, version=survey.version, questions=[])


def test_what_is_over_stays_over(make_slot, officer):
    slot = make_slot()
    over_survey_of(slot, officer)
    with pytest.raises(NothingToDo):
        actions.close_survey(survey=slot.survey, by=officer)
    with pytest.raises(ActionRefused, match="変更できません"):
        actions.save_survey(slot=slot, by=officer, values={"closes_on": timezone.localdate() + 50 * DAY})


def test_results_wait_for_the_end_and_for_five(desk, make_slot, officer):
    slot = make_slot()
    survey = open_survey_of(slot, officer, takes_open=True)
    for _ in range(5):
        answer(survey, 満足度="満足")
    page = desk.get(address("survey-detail", slot)).text
    assert "公開のアドレス 5件" in page
    assert "受付が終わってから" in page
    assert desk.post(address("survey-sheet", slot), {"why": "報告"}).status_code == 302
    Survey.objects.update(closes_on=timezone.localdate() - DAY)
    page = desk.get(address("survey-detail", slot)).text
    assert "100.0%" in page
    few = make_slot(title="別の枠")
    over_survey_of(few, officer, answers=4)
    assert "5件より少ないため" in desk.get(address("survey-detail", few)).text


def test_a_question_that_few_answered_tells_nothing(make_slot, officer):
    survey = open_survey_of(make_slot(), officer, takes_open=True)
    for at in range(6):
        answer(survey, 満足度="満足" if at else "不満", **({"感想": f"感想{at}"} if at < 4 else {}))
    satisfied, channel, text = results_of(survey)
    assert [(one.option, one.count) for one in satisfied.figures.shares] == [
        ("満足", 5),
        ("ふつう", 0),
        ("不満", 1),
    ]
    assert (channel.figures.answered, channel.figures.is_hidden) == (0, False)
    assert (text.figures.is_hidden, list(text.texts)) == (True, [])


def test_the_file_has_counts_and_texts_and_nobody_in_a_row(desk, make_slot, officer):
    slot = make_slot()
    over_survey_of(slot, officer, answers=6)
    assert desk.post(address("survey-sheet", slot), {"why": ""}).status_code == 400
    book = load_workbook(io.BytesIO(desk.post(address("survey-sheet", slot), {"why": "報告"}).getvalue()))
    counts, texts = book["集計"].values, list(book["自由な記述"].values)
    assert ("問1", "満足度", "一つ選ぶ", "満足", 3, 50) in list(counts)
    assert [row[2] for row in texts[1:]] == [f"感想その{at}" for at in range(6)]
    assert AuditEntry.objects.get(verb="sign_ups.survey_exported").facts == {"rows": 6, "purpose": "報告"}


def test_more_answers_take_no_more_queries(desk, make_slot, officer):
    def asked(title, answers):
        slot = make_slot(title=title)
        over_survey_of(slot, officer, answers=answers)
        desk.get(address("survey-detail", slot))
        with CaptureQueriesContext(connection) as queries:
            desk.get(address("survey-detail", slot))
        return len(queries)

    assert asked("一", 5) == asked("二", 15)


def test_the_database_holds_its_rules(make_slot, officer):
    survey = survey_of(make_slot(), officer)
    for wrong in ({"opened_at": timezone.now()}, {"closed_at": timezone.now() - datetime.timedelta(days=1)}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Survey.objects.filter(pk=open_or(survey, wrong, officer)).update(**wrong)


def open_or(survey, wrong, by):
    """Opened first where the end is tried."""
    return actions.open_survey(survey=survey, by=by).pk if "closed_at" in wrong else survey.pk
