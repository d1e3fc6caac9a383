"""An application that was asked back, corrected by the applicant (差戻しへの修正): no account needed."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.pages import form_page, staged_form
from common.refusals import ActionRefused
from members.access.rate_limits import too_many_requests
from members.application_returns import actions
from members.application_returns.actions import NOT_RETURNED, REVISION_PURPOSE
from members.application_returns.forms import CorrectionForm, CorrectionWithoutCodeForm
from members.applications.models import Application
from members.applications.views import APPLICATIONS, await_code
from members.mail_tokens.models import MailToken
from members.mail_tokens.rules import is_for_another_token
from members.mail_tokens.views import refused_page

STEPS = ["修正", "確認", "完了"]
CORRECTING = "correcting"


def revision_token_passed(request, mail_token):
    """The link was pressed or the code typed: this browser may open the form until it is sent."""
    if not mail_token.subject.is_returned:
        raise ActionRefused(NOT_RETURNED)
    request.session[CORRECTING] = mail_token.token_hash  # a renewed link is another key
    return redirect("members:application-correct")


@login_not_required
@never_cache
def application_correct(request):
    """The form as it was sent, the remarks on top; its posted stages are those of an application."""
    mail_token = MailToken.objects.filter(
        token_hash=request.session.get(CORRECTING, ""), purpose=REVISION_PURPOSE
    ).first()
    if mail_token is None or is_for_another_token(request, mail_token):
        return redirect("members:mail-token-enter")
    application = Application.objects.select_related("local_government").get(pk=mail_token.subject_id)
    sending = request.method == "POST" and request.POST.get("stage") == "submit"
    if not sending and (mail_token.used_at or not application.is_returned):
        return redirect("members:mail-token-enter")  # one who sends twice sees the first result instead
    form_class = CorrectionForm if application.local_government_id else CorrectionWithoutCodeForm
    show = partial(form_page, request, steps=STEPS, application=application, mail_token=mail_token)
    returns = application.returns.all()
    return staged_form(
        request,
        form_class(request.POST or None, initial=_typed(application), application=application),
        page=partial(show, "members/application_returns/application_correct.html", returns=returns),
        confirm=partial(show, "members/application_returns/application_correct_confirm.html"),
        submit=partial(_send, request, mail_token),
    )


def _typed(application):
    asked = application.returns.unanswered().first()
    return vars(application) | ({**asked.typed, "answer": asked.answer} if asked else {})


def _send(request, mail_token, form):
    if not APPLICATIONS.allows(request, form.cleaned_data["email"]):
        return too_many_requests(request)

    def make():
        application = actions.resubmit_application(
            mail_token=mail_token, fields=form.own_fields(), answer=form.cleaned_data["answer"]
        )
        if application.is_returned:  # a new address has to be verified first
            return reverse("members:correction-mail", args=[application.number])
        return reverse("members:correction-done")

    try:
        return redirect(form.run_once(make))
    except ActionRefused as refusal:
        return refused_page(request, refusal)


@login_not_required
@require_safe
def correction_done(request):
    return render(request, "members/application_returns/correction_done.html", {"steps": STEPS})


@login_not_required
@require_safe
def correction_mail(request, number):
    """The new address gets a mail; its number and code can be typed here at once."""
    return await_code(request, number, steps=STEPS, corrected=True)
