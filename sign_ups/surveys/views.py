"""Those who run a slot: the survey with its state and results, its frame, its questions, its file."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.audit_log.actions import record
from common.forms import carried_out
from common.pages import form_page, outcome_shown
from common.spreadsheets.writing import workbook_response
from correspondence.questions.models import MOST_QUESTIONS
from correspondence.questions.views import GO_ON, questions_page
from members.access.rate_limits import EXPORTS, rate_limited
from members.access.resume_after_login import resumes_after_login, typed_data
from sign_ups.slots.views import slot_to_manage
from sign_ups.surveys import actions
from sign_ups.surveys.forms import ExportForm, SurveyForm, SurveyQuestionsForm
from sign_ups.surveys.models import Survey
from sign_ups.surveys.queries import answers_by_way, results_of
from sign_ups.surveys.rules import why_no_results
from sign_ups.surveys.spreadsheets import sheets_of


def _survey(request, pk) -> Survey:
    slot = slot_to_manage(request, pk)
    found = get_object_or_404(Survey.objects.select_related("saved_by"), slot=slot)
    found.slot = slot
    return found


def _context(slot, **more) -> dict:
    return {"slot": slot, "row": slot.row, "carrier": slot.the_carrier, **more}


@require_safe
def survey_detail(request, pk):
    slot = slot_to_manage(request, pk)
    survey = Survey.objects.filter(slot=slot).first()
    if survey is None:
        return render(request, "sign_ups/surveys/survey_detail.html", _context(slot))
    return _detail(request, slot, survey)


def _detail(request, slot, survey: Survey, *, export=None, status=200):
    ways = answers_by_way(survey)
    number = sum(count for _, count in ways)
    hidden = why_no_results(survey, number)
    context = _context(
        slot,
        survey=survey,
        state=survey.state,
        ways=ways,
        number=number,
        hidden=hidden,
        results=[] if hidden else results_of(survey),
        questions=survey.questions.current() if hidden else (),
        open_url=request.build_absolute_uri(reverse("survey_answers:survey-answer", args=[survey.code])),
        enter_url=request.build_absolute_uri(reverse("survey_answers:survey-enter")),
        export=export or ExportForm(),
    )
    return render(request, "sign_ups/surveys/survey_detail.html", context, status=status)


@resumes_after_login
@require_http_methods(["GET", "POST"])
def survey_edit(request, pk):
    slot = slot_to_manage(request, pk)
    survey = Survey.objects.filter(slot=slot).first()
    form = SurveyForm(typed_data(request), row=survey)
    if request.method == "POST" and form.is_valid():
        facts = {"slot": slot, "by": request.user, "values": form.typed}
        if carried_out(form, actions.save_survey, version=form.cleaned_data["version"], **facts):
            messages.success(request, "アンケートを保存しました。")
            return redirect("sign_ups:survey-detail" if survey else "sign_ups:survey-questions", pk)
    return form_page(request, "sign_ups/surveys/survey_form.html", form, **_context(slot, survey=survey))


@resumes_after_login
@require_http_methods(["GET", "POST"])
def survey_questions(request, pk):
    survey = _survey(request, pk)
    if not survey.is_draft:
        messages.info(request, actions.OPENED)
        return redirect(survey)
    return questions_page(
        request,
        survey,
        save=partial(_save_questions, request, survey),
        page=partial(_questions_page, request, survey),
        form_class=SurveyQuestionsForm,
    )


def _save_questions(request, survey, form, command):
    version, questions = form.cleaned_data["version"] or 0, form.cleaned_questions
    actions.save_survey_questions(survey=survey, by=request.user, version=version, questions=questions)
    messages.success(request, f"質問を保存しました（{len(questions)}問）。")
    return redirect(
        "sign_ups:survey-detail" if command == GO_ON else "sign_ups:survey-questions", survey.slot_id
    )


def _questions_page(request, survey, form, *, status=200, **more):
    context = _context(survey.slot, survey=survey, form=form, most=MOST_QUESTIONS, **more)
    return render(request, "sign_ups/surveys/survey_questions.html", context, status=status)


@require_POST
def survey_open(request, pk):
    survey = _survey(request, pk)
    with outcome_shown(request, "回答の受付を始めました。"):
        actions.open_survey(survey=survey, by=request.user)
    return redirect(survey)


@require_POST
def survey_close(request, pk):
    survey = _survey(request, pk)
    with outcome_shown(request, "回答の受付を終了しました。"):
        actions.close_survey(survey=survey, by=request.user)
    return redirect(survey)


@require_safe
def survey_paper(request, pk):
    """The questions to be filled in by hand, with the short address."""
    survey = _survey(request, pk)
    context = _context(
        survey.slot,
        survey=survey,
        questions=survey.questions.current(),
        enter_url=request.build_absolute_uri(reverse("survey_answers:survey-enter")),
    )
    return render(request, "sign_ups/surveys/survey_paper.html", context)


@require_POST
@rate_limited(EXPORTS)
def survey_sheet(request, pk):
    survey = _survey(request, pk)
    form, number = ExportForm(request.POST), survey.answers.count()
    if not form.is_valid():
        return _detail(request, survey.slot, survey, export=form, status=400)
    if hidden := why_no_results(survey, number):
        messages.error(request, hidden)
        return redirect(survey)
    record(
        by=request.user,
        verb="sign_ups.survey_exported",
        obj=survey,
        rows=number,
        purpose=form.cleaned_data["why"],
    )
    return workbook_response(f"アンケート {survey.slot.title}", sheets_of(survey))
