"""The results as sheets: counts, and the texts of each question; never the answers of one person in a row."""

from collections.abc import Iterator

from common.spreadsheets.writing import Sheet
from sign_ups.surveys.models import Survey
from sign_ups.surveys.queries import Result, results_of

COUNTS = ["番号", "質問", "答え方", "項目", "人数", "割合（%）"]
TEXTS = ["番号", "質問", "回答"]
HIDDEN = "答えた人が少ないため表示しません"


def sheets_of(survey: Survey) -> list[Sheet]:
    results = results_of(survey)
    texts = ([f"問{it.number}", it.figures.question.label, text] for it in results for text in it.texts)
    return [
        Sheet("集計", COUNTS, (row for it in results for row in _counts(it))),
        Sheet("自由な記述", TEXTS, texts),
    ]


def _counts(it: Result) -> Iterator[list]:
    question = it.figures.question
    about = [f"問{it.number}", question.label, question.get_kind_display()]
    if it.figures.is_hidden:
        yield [*about, HIDDEN, None, None]
        return
    yield [*about, "答えた人", it.figures.answered, None]
    for share in it.figures.shares:
        yield [*about, share.option, share.count, share.percent]
