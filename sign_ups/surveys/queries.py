"""What was answered: counts of each question, and texts without the other answers of who wrote them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count

from correspondence.questions.counts import Figures, Share
from correspondence.questions.kinds import Kind
from sign_ups.surveys.models import Survey, SurveyAnswer, SurveyValue

_CHOSEN = """
SELECT value.question_id, choice, count(*) FROM sign_ups_surveyvalue value
JOIN sign_ups_surveyquestion question ON question.id = value.question_id, unnest(value.chosen) choice
WHERE question.survey_id = %s GROUP BY value.question_id, choice
"""


@dataclass
class Result:
    """One question: its counts, or the texts in an order that tells nothing."""

    number: int
    figures: Figures
    texts: Sequence[str] = field(default_factory=list)


def answers_by_way(survey: Survey) -> list[tuple[str, int]]:
    """(word, number of answers); of the ways by which some came."""
    found = dict(survey.answers.order_by().values_list("way").annotate(Count("pk")))
    return [(way.label, found[way]) for way in SurveyAnswer.Way if way in found]


def results_of(survey: Survey) -> list[Result]:
    """Three queries; a question that fewer than `Survey.FEWEST` answered tells nothing."""
    questions = list(survey.questions.current())
    chosen, texts = _chosen(survey), _texts(survey)
    answered = dict(
        SurveyValue.objects.filter(question__survey=survey)
        .exclude(chosen=[], text="")
        .order_by()
        .values_list("question")
        .annotate(Count("pk"))
    )
    return [
        _result(at, question, answered.get(question.pk, 0), chosen, texts)
        for at, question in enumerate(questions, 1)
    ]


def _result(number: int, question, answered: int, chosen: dict, texts: dict) -> Result:
    if 0 < answered < Survey.FEWEST:
        return Result(number, Figures(question, is_hidden=True))
    shares = [Share(option, chosen.get((question.pk, option), 0), answered) for option in question.choices]
    return Result(number, Figures(question, answered, shares), texts.get(question.pk, []))


def _chosen(survey: Survey) -> dict[tuple[int, str], int]:
    with connection.cursor() as cursor:
        cursor.execute(_CHOSEN, [survey.pk])
        return {(question, option): count for question, option, count in cursor.fetchall()}


def _texts(survey: Survey) -> dict[int, list[str]]:
    """Of each question in the order of its own texts: the first of one is not the first of the next."""
    found: dict[int, list[str]] = {}
    values = SurveyValue.objects.filter(question__survey=survey, question__kind=Kind.TEXT).exclude(text="")
    for question, text in values.order_by("question", "text").values_list("question", "text"):
        found.setdefault(question, []).append(text)
    return found
