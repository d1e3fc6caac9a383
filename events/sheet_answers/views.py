"""What a body finds behind the link of the mail that asks for its sheet."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from common.attachments.queries import files_of
from common.idempotency.actions import earlier_result
from common.refusals import ActionRefused, StaleVersion
from correspondence.answers_by_mail.actions import require_still_usable
from correspondence.answers_by_mail.registry import AnswersByMail
from correspondence.answers_by_mail.views import by_mail_page, uploads_of
from events.participations.rules import whom_to_call
from events.sheet_answers import actions
from events.sheet_answers.forms import MailSheetForm
from events.sheets.models import SheetLink
from events.sheets.rules import may_change_sheet, why_not_write


@login_not_required
@never_cache
def sheet_by_mail(request, number):
    return by_mail_page(request, number, SheetLink.PURPOSE)


def _answer_page(request, mail_token, link):
    data = (request.POST, request.FILES) if request.method == "POST" else ()
    form = MailSheetForm(*data, row=link.answer, by=uploads_of(request, mail_token))
    if data and form.is_valid() and (url := _saved(request, mail_token, form)):
        return redirect(url)
    event = link.answer.participation.event
    context = {"event": event, "sheet": link.answer, "form": form, "whom": whom_to_call(event)}
    status = (409 if form.is_stale else 400) if data else 200
    return render(request, "events/sheet_answers/sheet_by_mail.html", context, status=status)


def _saved(request, mail_token, form: MailSheetForm) -> str:
    """ "" where it was refused, with the reason as an error of the form."""
    try:
        return form.make_once(partial(_save, request, mail_token, form))
    except StaleVersion as stale:
        form.refuse_stale(stale.row)
        return ""


def _save(request, mail_token, form: MailSheetForm) -> str:
    try:
        name = form.cleaned_data["answered_name"]
        actions.save_sheet_by_mail(mail_token=mail_token, name=name, **form.facts)
    except ActionRefused:
        require_still_usable(mail_token)
        raise
    return f"{request.path}?saved=1" if not form.submits else request.path


def _has_answered(request, sheet) -> bool:
    return bool(earlier_result(request, "idempotency_key"))


def _answered_context(sheet) -> dict:
    """The picture by its name: whoever has only the mail opens none."""
    event = sheet.participation.event
    return {"sheet": sheet, "event": event, "names": files_of(sheet), "whom": whom_to_call(event)}


ANSWERS_BY_MAIL = AnswersByMail(
    link_model=SheetLink,
    noun="紹介シート",
    heading="紹介シートの提出",
    url_name="events:sheet-by-mail",
    answer_page=_answer_page,
    has_answered=_has_answered,
    answered_template="events/sheet_answers/answered.html",
    answered_context=_answered_context,
    over_template="events/sheet_answers/over.html",
    lock=actions.lock_body,
    why_closed=lambda link: why_not_write(link.answer),
    write_again=actions.write_again,
    may_change=may_change_sheet,
)
