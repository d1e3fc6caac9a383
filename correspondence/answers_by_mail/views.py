"""The page behind the link of a request's mail: a section answers this one request, without login.

Opening it changes nothing, because mail gateways open links first. The link leads to an address without
its secret; this browser keeps which numbers it may open, so that two links in two tabs never meet.
"""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render

from common.attachments.models import StoredFile
from common.attachments.queries import files_of
from common.attachments.session_uploads import SessionUploads
from common.attachments.views import served
from common.refusals import ActionRefused
from correspondence.answers.rules import speaks_for
from correspondence.answers_by_mail import actions
from correspondence.answers_by_mail.registry import room_of
from members.access.rate_limits import ANSWERS_BY_MAIL, too_many_requests
from members.mail_tokens.actions import require_usable_token
from members.mail_tokens.models import MailToken
from members.mail_tokens.views import refused_page

OPENED = "answers_by_mail"
MAX_OPENED = 20
CHANGE = "change"  # in the query: the form once more, to change what was answered


ADD_ROW = "add_row"  # a button that saves nothing: no limit counts it


def opened(request, mail_token):
    """The right link was followed or the right code typed: this browser may open that number's page."""
    known = {**request.session.get(OPENED, {}), mail_token.number: mail_token.token_hash}
    request.session[OPENED] = dict(list(known.items())[-MAX_OPENED:])
    return redirect(room_of(mail_token.purpose).url_name, mail_token.number)


def uploads_of(request, mail_token) -> SessionUploads:
    """What this browser uploaded on the page of this number."""
    return SessionUploads(request.session, f"{OPENED}:{mail_token.number}")


def by_mail_page(request, number, purpose):
    """The page of a number that this browser opened, as long as no newer mail replaced it."""
    mail_token = _opened_token(request, number, purpose)
    link = actions.link_of(mail_token) if mail_token else None
    if link is None:
        return redirect("members:mail-token-enter")
    if request.user.is_authenticated and speaks_for(request.user, link.answer):
        return redirect(link.item)  # their name and section are known there
    return _hidden(_page(request, mail_token, link))


def _opened_token(request, number, purpose):
    known = request.session.get(OPENED, {}).get(number, "")
    return MailToken.objects.filter(number=number, token_hash=known, purpose=purpose).first()


def _page(request, mail_token, link):
    changes = CHANGE in request.GET and room_of(mail_token.purpose).may_change(link)
    if not changes and not actions.why_not_theirs(mail_token, link) and _is_answered(mail_token, link):
        return _answered(request, mail_token, link)
    if words := actions.why_closed(mail_token):
        return _over(request, mail_token, link, words)
    try:
        require_usable_token(mail_token)
        writes = request.method == "POST" and ADD_ROW not in request.POST
        if writes and not ANSWERS_BY_MAIL.allows(request, mail_token.number):
            return too_many_requests(request)
        return room_of(mail_token.purpose).answer_page(request, mail_token, link)
    except ActionRefused as refusal:
        link = actions.link_of(mail_token)
        if not link.must_answer:  # by a second press, or by a colleague meanwhile
            return _answered(request, mail_token, link)
        return refused_page(request, refusal)


def _is_answered(mail_token, link) -> bool:
    """Whether there is an answer to show; one to earlier questions is given anew with a newer mail."""
    return not link.must_answer or bool(mail_token.used_at and not link.is_owed)


def _answered(request, mail_token, link):
    """What was answered, and how it is changed. The same press again is no second answer."""
    room, answer = room_of(mail_token.purpose), link.answer
    if mail_token.is_expired:
        return _over(request, mail_token, link, actions.OUTDATED.format(noun=room.noun))
    if request.method == "POST" and room.has_answered(request, answer):
        return redirect(request.path)
    context = _context(room, link) | {"answer": answer, **room.answered_context(answer)}
    status = 400 if request.method == "POST" else 200
    return render(request, room.answered_template, context, status=status)


def _over(request, mail_token, link, words):
    room = room_of(mail_token.purpose)
    return render(request, room.over_template, _context(room, link) | {"words": words}, status=400)


def _context(room, link) -> dict:
    words = {"noun": room.noun, "heading": room.heading}
    return {"link": link, "item": link.item, "may_change": room.may_change(link), **words}


def _hidden(response):
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def by_mail_file(request, number, purpose, pk):
    """A file of the request, for the browser that opened its mail; as long as the mail is good."""
    mail_token = _opened_token(request, number, purpose)
    link = actions.link_of(mail_token) if mail_token else None
    if link is None or not _may_read(mail_token, link):
        raise Http404
    owned = {file.pk for file in files_of(link.item)}
    stored = get_object_or_404(StoredFile, pk=pk if pk in owned else None)
    return _hidden(served(request, stored))


def _may_read(mail_token, link) -> bool:
    if mail_token.is_expired or mail_token.is_stopped or link.item.is_withdrawn:
        return False
    return not actions.why_not_theirs(mail_token, link)
