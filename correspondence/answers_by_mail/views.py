"""The page behind the link of a request's mail: a ward's section answers this one request, without login.

Opening it changes nothing, because mail gateways open links first. The link leads to an address without
its secret; this browser keeps which numbers it may open, so that two links in two tabs never meet.
"""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.attachments.views import served
from common.refusals import ActionRefused
from common.text import render_body
from correspondence.answers.rules import speaks_for
from members.access import rate_limits
from members.mail_tokens import handlers
from members.mail_tokens.actions import require_usable_token
from members.mail_tokens.forms import MailTokenForm
from members.mail_tokens.models import MailToken
from pamphlets.answers.queries import open_places_of
from pamphlets.answers_by_mail import actions
from pamphlets.answers_by_mail.forms import MailAnswerForm, MailQuestionForm
from pamphlets.ward_rules import fits
from pamphlets.ward_rules.models import WardRule

OPENED = "ward_letters"
MOST_OPENED = 20


def opened(request, proof):
    """The right link was followed or the right code typed: this browser may open that number's page."""
    known = {**request.session.get(OPENED, {}), proof.number: proof.token_hash}
    request.session[OPENED] = dict(list(known.items())[-MOST_OPENED:])
    return redirect("pamphlets:pamphlet-by-mail", proof.number)


HANDLER = handlers.MailTokenHandler(opened, opened, actions.why_closed, actions.resend_link)


def _proof(request, number):
    """The proof of a number that this browser opened, as long as no newer mail replaced it."""
    known = request.session.get(OPENED, {}).get(number, "")
    return MailToken.objects.filter(number=number, token_hash=known, purpose=actions.PURPOSE).first()


@login_not_required
@never_cache
def pamphlet_by_mail(request, number):
    proof = _proof(request, number)
    letter = actions.link_of(proof) if proof else None
    if letter is None:
        return redirect("members:mail-token-enter")
    if request.user.is_authenticated and speaks_for(request.user, letter.answer):
        return redirect(letter.answer.pamphlet)  # his name and section are known there
    lost = actions.why_not_theirs(proof, letter)
    if not letter.answer.is_owed and not lost:
        return _answered(request, letter, proof)
    if words := actions.why_closed(proof):
        return _hidden(_over(request, letter, words))
    try:
        require_usable_token(proof)
        return _hidden(_page(request, proof, letter))
    except ActionRefused as refusal:
        letter = actions.link_of(proof)
        if not letter.answer.is_owed:  # by a second press, or by a colleague meanwhile
            return _answered(request, letter, proof)
        context = {"form": MailTokenForm(), "refusal": refusal}
        return _hidden(render(request, "members/mail_token_page/mail_token_enter.html", context, status=400))


def _page(request, proof, letter):
    """The request and its two forms; the one that was sent is bound. Raises Refused as the action does."""
    answer, doing = letter.answer, request.POST.get("do", "")
    form, question_form = _forms(request, letter, doing)
    if request.method == "POST":
        if not rate_limits.may_try(request, "answer", proof.number):
            return rate_limits.too_many_requests(request)
        sent = question_form if doing == "question" else form
        if sent.is_valid():
            try:
                _do(proof, sent)
            except ValidationError as refusal:
                sent.add_error(None, refusal)
            else:
                return redirect(request.path)
    pamphlet = answer.pamphlet
    context = {
        "number": proof.number,
        "letter": letter,
        "answer": answer,
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


def _forms(request, letter, doing):
    answer, ward = letter.answer, letter.answer.organization_id
    data = request.POST if request.method == "POST" else None
    limit = WardRule.objects.filter(ward=ward).values_list("limit", flat=True).first()
    form = MailAnswerForm(
        data if doing != "question" else None,
        pamphlet=answer.pamphlet,
        places=open_places_of(ward),
        limit=limit,
    )
    return form, MailQuestionForm(data if doing == "question" else None)


def _do(proof, form) -> None:
    data = form.cleaned_data
    if isinstance(form, MailQuestionForm):
        actions.ask_by_mail(proof=proof, name=data["asked_name"], text=data["text"])
    else:
        actions.answer_by_mail(proof=proof, name=data["answered_name"], **form.facts)


def _answered(request, letter, proof):
    """What was answered, and how it is changed. The same press again is no second answer."""
    if proof.is_expired:
        return _hidden(_over(request, letter, actions.OUTDATED))
    if request.method == "POST" and request.POST.get("decision") == letter.answer.state:
        return redirect(request.path)
    status = 400 if request.method == "POST" else 200
    context = {"letter": letter, "answer": letter.answer, "pamphlet": letter.answer.pamphlet}
    return _hidden(
        render(request, "pamphlets/answers_by_mail/pamphlet_by_mail_answered.html", context, status=status)
    )


def _over(request, letter, words):
    context = {"pamphlet": letter.answer.pamphlet, "words": words}
    return render(request, "pamphlets/answers_by_mail/pamphlet_by_mail_over.html", context, status=400)


def _hidden(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@login_not_required
@require_safe
def pamphlet_by_mail_file(request, number, pk):
    """A sample of the request, for the browser that opened its mail; as long as the mail is good."""
    proof = _proof(request, number)
    letter = actions.link_of(proof) if proof else None
    if letter is None or not _may_read(proof, letter):
        raise Http404
    owned = {file.pk for file in files_of(letter.answer.pamphlet)}
    stored = get_object_or_404(StoredFile, pk=pk if pk in owned else None)
    return _hidden(served(request, stored))


def _may_read(proof, letter) -> bool:
    if proof.is_expired or proof.is_stopped or letter.answer.pamphlet.is_withdrawn:
        return False
    return letter.section.is_open and letter.section.mailbox == proof.email
