"""What a ward's section finds behind the link of a request's mail."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.attachments.queries import files_of
from common.text import render_body
from correspondence.answers_by_mail.registry import AnswersByMail
from correspondence.answers_by_mail.views import by_mail_file, by_mail_page
from pamphlets.answers.models import AnswerLink
from pamphlets.answers.queries import limit_of, open_places_of
from pamphlets.answers_by_mail import actions
from pamphlets.answers_by_mail.forms import MailAnswerForm, MailQuestionForm
from pamphlets.ward_rules import fits


@login_not_required
@never_cache
def pamphlet_by_mail(request, number):
    return by_mail_page(request, number, AnswerLink.PURPOSE)


@login_not_required
@require_safe
def pamphlet_by_mail_file(request, number, pk):
    return by_mail_file(request, number, AnswerLink.PURPOSE, pk)


def _answer_page(request, mail_token, link):
    """The request and its two forms; the one that was sent is bound."""
    answer, doing = link.answer, request.POST.get("do", "")
    form, question_form = _forms(request, link, doing)
    sent = question_form if doing == "question" else form
    if request.method == "POST" and sent.is_valid():
        try:
            _do(mail_token, sent)
        except ValidationError as refusal:
            sent.add_error(None, refusal)
        else:
            return redirect(request.path)
    pamphlet = answer.pamphlet
    context = {
        "number": mail_token.number,
        "link": link,
        "answer": answer,
        "item": pamphlet,
        "pamphlet": pamphlet,
        "body": render_body(pamphlet.description),
        "files": files_of(pamphlet),
        "questions": answer.questions.all(),
        "fit": fits.fit_function_of(answer.organization)(pamphlet),
        "answer_form": form,
        "question_form": question_form,
    }
    status = 400 if request.method == "POST" else 200
    return render(request, "pamphlets/answers_by_mail/pamphlet_by_mail.html", context, status=status)


def _forms(request, link, doing):
    answer, ward = link.answer, link.answer.organization
    data = request.POST if request.method == "POST" else None
    form = MailAnswerForm(
        data if doing != "question" else None,
        pamphlet=answer.pamphlet,
        places=open_places_of(ward),
        limit=limit_of(ward),
    )
    return form, MailQuestionForm(data if doing == "question" else None)


def _do(mail_token, form) -> None:
    data = form.cleaned_data
    if isinstance(form, MailQuestionForm):
        actions.ask_by_mail(mail_token=mail_token, name=data["asked_name"], text=data["text"])
    else:
        actions.answer_by_mail(mail_token=mail_token, name=data["answered_name"], **form.facts)


ANSWERS_BY_MAIL = AnswersByMail(
    link_model=AnswerLink,
    noun="依頼",
    heading="配布依頼への回答",
    url_name="pamphlets:pamphlet-by-mail",
    answer_page=_answer_page,
    has_answered=lambda request, answer: request.POST.get("decision") == answer.state,
    answered_template="pamphlets/answers_by_mail/pamphlet_by_mail_answered.html",
    answered_context=lambda answer: {},
)
