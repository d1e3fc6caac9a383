"""What a body finds behind the link of its invitation's mail: the call, the application, and no."""

from functools import partial

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from common.idempotency.actions import earlier_result
from common.refusals import ActionRefused
from common.text import render_body
from correspondence.answers_by_mail.actions import require_still_usable
from correspondence.answers_by_mail.registry import AnswersByMail
from correspondence.answers_by_mail.views import by_mail_page, uploads_of
from correspondence.questions.contents import rows_of, values_of
from correspondence.questions.views import write_once
from events.applications.actions import apply_for_roles
from events.calls.rules import why_closed
from events.invitation_answers import actions
from events.invitation_answers.forms import DeclineForm, MailApplicationForm
from events.invitations.models import InvitationLink
from events.invitations.rules import may_change_answer
from events.participations.rules import whom_to_call

DECLINE = "decline"  # the button


@login_not_required
@never_cache
def invitation_by_mail(request, number):
    return by_mail_page(request, number, InvitationLink.PURPOSE)


def _answer_page(request, mail_token, link):
    """The form that was sent is bound: the application, or no."""
    is_no, is_post = DECLINE in request.POST, request.method == "POST"
    data = request.POST if is_post else None
    form = _application_form(request, mail_token, link, None if is_no else data)
    decline = DeclineForm(data if is_no else None)
    page = partial(_shown, request, mail_token, link, form, decline)
    if not is_post:
        return page()
    sent = decline if is_no else form
    valid = sent.is_valid()
    if "add_row" in request.POST:
        form._show_kept()
        return page(unsaved=True)
    if not valid:
        return page(status=400)
    done = partial(_done, request, mail_token, link, sent)
    if is_no:
        url = decline.make_once(done)
        return redirect(url) if url else page(status=400)
    return write_once(form, link.item, done, page)


def _application_form(request, mail_token, link, data) -> MailApplicationForm:
    section = link.section
    contact = {"contact_name": section.name, "contact_phone": section.telephone} if section else {}
    return MailApplicationForm(
        data,
        request.FILES or None if data else None,
        by=uploads_of(request, mail_token),
        call=link.item,
        participation=link.answer,
        initial=contact | {"contact_email": link.mailbox},
        requires="add_row" not in request.POST,
        more_row_in=request.POST.get("add_row", ""),
    )


def _done(request, mail_token, link, sent) -> str:
    name = sent.cleaned_data["answered_name"]
    try:
        if isinstance(sent, DeclineForm):
            answer, facts = actions.decline_invitation, {"reason": sent.cleaned_data["reason"]}
        else:
            answer, facts = partial(apply_for_roles, call=link.item), sent.facts
        actions.answer_by_mail(answer, mail_token=mail_token, name=name, **facts)
    except ActionRefused:
        require_still_usable(mail_token)
        raise
    return request.path


def _shown(request, mail_token, link, form, decline, *, status=200, saved=None, unsaved=False):
    call = link.item
    context = {
        "number": mail_token.number,
        "link": link,
        "call": call,
        "event": call.event,
        "part": link.answer,
        "guidance": render_body(call.guidance),
        "form": form,
        "decline": decline,
        "saved": saved,
        "saved_rows": rows_of(values_of(saved)) if saved else [],
        "unsaved": unsaved,
    }
    return render(request, "events/invitation_answers/invitation_by_mail.html", context, status=status)


def _has_answered(request, part) -> bool:
    return any(earlier_result(request, name) for name in ("idempotency_key", "decline-idempotency_key"))


def _answered_context(part) -> dict:
    """Files by their names: whoever has only the mail opens none."""
    event = part.event
    said = {"roles": part.roles.all(), "rows": rows_of(values_of(part))}
    closed = why_closed(event.exhibitor_call)
    return {"part": part, "event": event, "closed": closed, "whom": whom_to_call(event), **said}


ANSWERS_BY_MAIL = AnswersByMail(
    link_model=InvitationLink,
    noun="招待",
    heading="出展の招待への回答",
    url_name="events:invitation-by-mail",
    answer_page=_answer_page,
    has_answered=_has_answered,
    answered_template="events/invitation_answers/answered.html",
    answered_context=_answered_context,
    over_template="events/invitation_answers/over.html",
    lock=actions.lock_invited,
    why_closed=lambda link: why_closed(link.item),
    write_again=actions.write_again,
    may_change=may_change_answer,
)
