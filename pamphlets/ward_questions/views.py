from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from common.forms import carried_out
from common.pages import show_page
from correspondence.requests.queries import visible_request
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login
from pamphlets.answers.views import pamphlet_and_own_answer
from pamphlets.requests.models import PamphletRequest
from pamphlets.ward_questions import actions, rules
from pamphlets.ward_questions.forms import QuestionForm, QuestionReplyForm
from pamphlets.ward_questions.models import WardQuestion


@resumes_after_login
@require_POST
@members_only
def pamphlet_question(request, pk):
    pamphlet, answer = pamphlet_and_own_answer(request, pk)
    form = QuestionForm(request.POST)
    facts = {"answer": answer, "by": request.user}
    if form.is_valid() and carried_out(form, actions.ask_back, **facts, **form.cleaned_data):
        messages.success(request, "問い合わせを依頼元に送りました。返事が届くとメールで知らせます。")
        return redirect(pamphlet)
    return show_page(request, pamphlet, question_form=form)


@resumes_after_login
@require_POST
@members_only
def question_reply(request, pk, question_pk):
    pamphlet = visible_request(request, PamphletRequest, pk)
    if not rules.can_reply_question(request.user, pamphlet):
        raise PermissionDenied
    question = get_object_or_404(
        WardQuestion.objects.select_related("answer"), pk=question_pk, answer__pamphlet=pamphlet
    )
    form = QuestionReplyForm(request.POST, prefix=f"q{question.pk}")
    facts = {"question": question, "by": request.user}
    if form.is_valid() and carried_out(form, actions.reply_question, **facts, **form.cleaned_data):
        messages.success(request, "問い合わせに返事をしました。区にメールで知らせます。")
        return redirect(pamphlet)
    return show_page(request, pamphlet, reply_form=form, replied_to=question.pk)
