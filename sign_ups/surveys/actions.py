"""Those who run a slot write a survey, open it once and close it; texts go with the names."""

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone

from common.audit_log.actions import record
from common.japanese_calendar import today, wareki
from common.refusals import ActionRefused, NothingToDo, StaleVersion
from common.versions import refuse_stale
from correspondence.questions.actions import asked_of, is_same, set_questions
from sign_ups.slots.actions import lock_slot
from sign_ups.slots.models import Slot
from sign_ups.surveys.models import Survey, SurveyValue, UsedTicket

OPENED = "回答の受付を始めたため、質問は変えられません。"
OVER = "回答の受付を終了したため、変更できません。"
NO_QUESTIONS = "先に、質問を1つ以上入力してください。"
PAST = "回答期限を過ぎています。先に、回答期限を変えてください。"
PURGED = "個人情報を削除した受付枠では、アンケートを行えません。"
TOO_LATE = "回答期限は、個人情報を削除する日（{day}）より前の日にしてください。"


def lock_survey(survey: Survey) -> Survey:
    """As it is now, with its slot; whoever changes or closes it, or answers, waits for whoever came first."""
    return Survey.objects.select_for_update(of=("self",)).select_related("slot", "saved_by").get(pk=survey.pk)


@transaction.atomic
def save_survey(*, slot: Slot, by, values: Mapping, version: str = "") -> Survey:
    """Make it, or change its introduction and its last day; StaleVersion where a colleague was faster."""
    slot = lock_slot(slot)
    survey = Survey.objects.select_for_update().filter(slot=slot).first()
    if slot.is_purged:
        raise ActionRefused(PURGED)
    if values["closes_on"] >= slot.purge_on:
        raise ActionRefused(TOO_LATE.format(day=wareki(slot.purge_on)))
    if survey is None:
        survey = Survey(slot=slot)
    elif survey.is_over:
        raise ActionRefused(OVER)
    else:
        refuse_stale(survey, values, version)
    for name, value in values.items():
        setattr(survey, name, value)
    survey.saved_by = by
    survey.save()
    record(by=by, verb="sign_ups.survey_saved", obj=survey)
    return survey


@transaction.atomic
def save_survey_questions(*, survey: Survey, by, version: int, questions: Iterable[Mapping]) -> Survey:
    """Write the questions of one that is not open yet; StaleVersion where a colleague was faster."""
    survey, asked = lock_survey(survey), asked_of(questions)
    if not survey.is_draft:
        raise ActionRefused(OPENED)
    if survey.version != version:
        if survey.saved_by_id == by.pk and is_same(survey, asked):
            return survey  # a double click, no colleague
        raise StaleVersion(survey)
    set_questions(survey, asked)
    survey.version, survey.saved_by = survey.version + 1, by
    survey.save(update_fields=["version", "saved_by"])
    record(by=by, verb="sign_ups.survey_questions_saved", obj=survey, questions=len(asked))
    return survey


@transaction.atomic
def open_survey(*, survey: Survey, by) -> Survey:
    """Take answers from now on to the end of the last day; the questions stay as they are."""
    survey = lock_survey(survey)
    if not survey.is_draft:
        raise NothingToDo("回答の受付は、すでに始めています。")
    if not survey.questions.current().exists():
        raise ActionRefused(NO_QUESTIONS)
    if survey.closes_on < today():
        raise ActionRefused(PAST)
    survey.opened_at, survey.opened_by = timezone.now(), by
    survey.save(update_fields=["opened_at", "opened_by"])
    record(by=by, verb="sign_ups.survey_opened", obj=survey)
    return survey


@transaction.atomic
def close_survey(*, survey: Survey, by) -> Survey:
    """Take no more answers, for good: what was counted once is not counted anew with one more."""
    survey = lock_survey(survey)
    if not survey.is_open:
        raise NothingToDo("回答を受付中ではありません。")
    survey.closed_at, survey.closed_by = timezone.now(), by
    survey.save(update_fields=["closed_at", "closed_by"])
    record(by=by, verb="sign_ups.survey_closed", obj=survey)
    return survey


def forget_survey(slot: Slot, now) -> int:
    """Empty what was written freely, end what still runs; what was chosen stays as numbers.

    Returns how many texts went; with the names of the slot (`purges`).
    """
    surveys = Survey.objects.filter(slot=slot)
    surveys.filter(opened_at__isnull=False, closed_at__isnull=True).update(closed_at=now)
    UsedTicket.objects.filter(survey__slot=slot).delete()
    return SurveyValue.objects.filter(answer__survey__slot=slot).exclude(text="").update(text="")
