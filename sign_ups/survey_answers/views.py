"""A survey is answered without a login and without a name."""

from functools import partial

from allauth.core.internal import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from common.idempotency.actions import earlier_result
from common.pages import form_page
from members.access.rate_limits import RateLimit, count_use, too_many_requests
from sign_ups.survey_answers.actions import answer_survey, why_not_answer
from sign_ups.survey_answers.forms import SurveyAnswerForm, SurveyCodeForm
from sign_ups.surveys.codes import read_ticket
from sign_ups.surveys.models import Survey

WRONG_CODES = {"name": "survey_codes", "rate": "30/15m"}
WRONG = "番号が違います。メールまたは用紙に書かれた番号を入力してください。"
# everybody in a hall may come from one network
ANSWERS = RateLimit("survey_answers", by_network="600/h")


def _find(request, typed: str) -> tuple[Survey | None, str]:
    """The survey that was opened, and what is one person's of the number; a wrong number is counted."""
    code, ticket = read_ticket(typed)
    found = Survey.objects.select_related("slot").filter(code=code, opened_at__isnull=False).first()
    if found is None:
        count_use(**WRONG_CODES, key=ratelimit.get_ip(request))
    return found, ticket


def _has_guessed(request) -> bool:
    return count_use(**WRONG_CODES, key=ratelimit.get_ip(request), only_ask=True) is None


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def survey_enter(request):
    if request.method == "POST" and _has_guessed(request):
        return too_many_requests(request)
    form = SurveyCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        survey, _ = _find(request, form.cleaned_data["code"])
        if survey:
            return redirect("survey_answers:survey-answer", form.cleaned_data["code"].upper())
        form.add_error("code", WRONG)
    return form_page(request, "sign_ups/survey_answers/survey_enter.html", form)


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def survey_answer(request, code):
    if _has_guessed(request):
        return too_many_requests(request)
    survey, ticket = _find(request, code)
    if survey is None:
        raise Http404
    if request.method == "POST" and (known := earlier_result(request)):
        return redirect(known)  # a double click
    if closed := why_not_answer(survey, ticket):
        return render(request, "sign_ups/survey_answers/closed.html", {"survey": survey, "closed": closed})
    if request.method == "POST" and not ANSWERS.allows(request):
        return too_many_requests(request)
    form = SurveyAnswerForm(request.POST if request.method == "POST" else None, survey=survey)
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and (url := form.make_once(partial(_answered, form, survey, ticket))):
        return redirect(url)
    return form_page(request, "sign_ups/survey_answers/survey_answer.html", form, survey=survey)


def _answered(form: SurveyAnswerForm, survey: Survey, ticket: str) -> str:
    answer_survey(survey=survey, ticket=ticket, values=form.values)
    return reverse("survey_answers:survey-thanks", args=[survey.code])


@login_not_required
@never_cache
@require_safe
def survey_thanks(request, code):
    survey, _ = _find(request, code)
    if survey is None:
        raise Http404
    return render(request, "sign_ups/survey_answers/thanks.html", {"survey": survey})
