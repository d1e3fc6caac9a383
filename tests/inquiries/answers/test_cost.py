"""An answer costs as many statements for one question as for many."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext

from inquiries.answers.models import AnswerValue
from inquiries.questions.models import Question
from tests.inquiries.answers.answering import path_of


@pytest.mark.parametrize("number", [1, 3, 30])
def test_an_answer_costs_the_same_for_many_questions(
    browser, officer, ward_officer, sakai, make_inquiry, number
):
    questions = [{"kind": Question.Kind.TEXT, "label": f"質問{n}"} for n in range(number)]
    inquiry = make_inquiry(ward_officer, [sakai], questions=questions)
    ContentType.objects.get_for_model(AnswerValue)  # cached by the process
    client, counts = browser(officer), []
    client.get(path_of(inquiry))
    lines = list(inquiry.questions.current().values_list("line", flat=True))
    for button in ({"save_draft": "1"}, {"save_draft": "1"}, {}):
        version = inquiry.answers.get().version
        data = {f"q{line}": f"{line}の回答 {version}" for line in lines}
        data |= {"version": version, "questions_version": inquiry.questions_version}
        with CaptureQueriesContext(connection) as seen:
            assert client.post(path_of(inquiry), data | button).status_code == 302
        counts.append(len([one for one in seen.captured_queries if "SAVEPOINT" not in one["sql"]]))
    assert counts == [17, 18, 24]
    values = AnswerValue.objects.filter(answer__inquiry=inquiry)
    assert {value.question.line: value.text for value in values} == {line: data[f"q{line}"] for line in lines}
