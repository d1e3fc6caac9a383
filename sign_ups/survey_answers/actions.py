"""One person answers; nothing is kept of who it was. No line in the register: it would have the time."""

from collections.abc import Mapping

from django.db import IntegrityError, transaction

from common.refusals import ActionRefused
from correspondence.questions.actions import write_values
from sign_ups.surveys.actions import lock_survey
from sign_ups.surveys.models import Survey, SurveyAnswer, UsedTicket

USED = "この案内からは、すでに回答をいただいています。回答は1回だけです。"
OVER = "アンケートの受付は終わりました。"
BY_MAIL_ONLY = "このアンケートは、メールの案内からだけ回答できます。メールに書かれた番号を入力してください。"


def why_not_answer(survey: Survey, ticket: str) -> str:
    """As a sentence; "" where they can. `ticket` is "" of the open address."""
    if not survey.is_open:
        return OVER
    if not ticket:
        return "" if survey.takes_open else BY_MAIL_ONLY
    return USED if UsedTicket.objects.filter(pk=ticket).exists() else ""


@transaction.atomic
def answer_survey(*, survey: Survey, ticket: str, values: Mapping) -> None:
    """Keep {question: value}; ActionRefused where it is over, or the link was used."""
    survey = lock_survey(survey)
    if sentence := why_not_answer(survey, ticket):
        raise ActionRefused(sentence)
    if ticket:
        _use(survey, ticket)
    way = SurveyAnswer.Way.MAIL if ticket else SurveyAnswer.Way.OPEN
    write_values(SurveyAnswer.objects.create(survey=survey, way=way), values, {})


def _use(survey: Survey, ticket: str) -> None:
    try:
        with transaction.atomic():
            UsedTicket.objects.create(pk=ticket, survey=survey)
    except IntegrityError:
        raise ActionRefused(USED) from None
