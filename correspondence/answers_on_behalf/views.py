"""Who waits for an answer in vain: everybody who was asked and whom no mail reaches."""

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.idempotency.actions import earlier_result
from common.pagination import paginate
from correspondence.answers.rules import can_answer_on_behalf, can_enter_for_others
from correspondence.requests.queries import visible_request
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login
from members.sections.models import Section

PER_PAGE = 50
REACHED = "代わりに入力できるのは、連絡先なしの団体の、まだ届いていない回答だけです。"
ONLY_ASKERS = "回答を代わりに入力できるのは、依頼元の担当者と事務局だけです。"


def answer_on_behalf(model, page):
    """The view of a room: `page(request, item, answer)` of an answer that may be entered."""

    @resumes_after_login
    @require_http_methods(["GET", "POST"])
    @members_only
    def view(request, pk, answer_pk):
        if request.method == "POST" and (known := earlier_result(request)):
            return redirect(known)  # a double click: the answer is not owed any more
        return page(request, *_answer_to_enter(request, model, pk, answer_pk))

    return view


def _answer_to_enter(request, model, pk, answer_pk):
    """The request and the answer: 404 where they see none, 403 where they may not enter it."""
    item = visible_request(request, model, pk)
    if not can_enter_for_others(request.user, item):
        raise PermissionDenied(ONLY_ASKERS)
    answer = item.answers.select_related("organization__local_government").filter(pk=answer_pk).first()
    if answer is None:
        raise Http404
    setattr(answer, answer.PARENT, item)
    if not can_answer_on_behalf(request.user, answer):
        raise PermissionDenied(REACHED)
    return item, answer


def without_contact_list(answer_model, noun: str, *, may_see):
    """The page of a room: for the secretariat all, for others those of their own requests."""
    parent, room = answer_model.PARENT, answer_model._meta.app_label

    @require_safe
    @members_only
    def shown(request):
        if not may_see(request.user):
            raise PermissionDenied
        answers = answer_model.objects.without_contact()
        if not request.user.is_secretariat:
            answers = answers.filter(**{f"{parent}__organization": request.user.organization})
        sections = Prefetch("organization__sections", Section.objects.open(), to_attr="open_sections")
        asker = f"{parent}__organization__local_government"
        answers = answers.select_related("organization__local_government", asker).prefetch_related(sections)
        page = paginate(answers.order_by(f"{parent}__answer_due", parent, "pk"), request, PER_PAGE)
        context = {"page": page, "noun": noun, "on_behalf_url": f"{room}:answer-on-behalf"}
        return render(request, "correspondence/answers_on_behalf/without_contact_list.html", context)

    return shown
