"""Who has not answered: reminding them, and everything late for who asked and the secretariat."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from common import japanese_calendar
from common.idempotency.actions import earlier_result
from common.pages import form_page
from correspondence.reminders.actions import remind_by_hand
from correspondence.reminders.queries import not_reminded_on
from correspondence.reminders.views import views_of
from correspondence.requests.queries import visible_request, warn_without_contact
from inquiries.answers.models import InquiryAnswer
from inquiries.inquiries.models import Inquiry
from inquiries.reminders import rules
from inquiries.reminders.forms import CHOSEN, RemindForm
from members.access.decorators import members_only

ONLY_OPEN = "督促できるのは、回答を受け付けている間の、照会元の担当者だけです。"
PAGE = "inquiries/reminders/inquiry_remind.html"


@require_http_methods(["GET", "POST"])
@members_only
def inquiry_remind(request, pk):
    """Also for one organisation, `?answer=`."""
    if request.method == "POST" and (known := earlier_result(request)):
        return redirect(known)
    inquiry = visible_request(request, Inquiry, pk)
    if not rules.can_remind(request.user, inquiry):
        raise PermissionDenied(ONLY_OPEN)
    silent = list(inquiry.answers.silent().select_related("organization__local_government").in_order())
    free = set(
        not_reminded_on(inquiry.answers.silent(), japanese_calendar.today()).values_list("pk", flat=True)
    )
    waiting = [answer for answer in silent if answer.pk in free]
    form = RemindForm(request.POST or None, waiting=waiting, initial=_asked_for(request, waiting))
    remind = partial(_remind, request, inquiry, form)
    if request.method == "POST" and form.is_valid() and (url := form.make_once(remind)):
        return redirect(url)
    about = {"waiting": len(waiting), "silent": len(silent), "reminded": len(silent) - len(waiting)}
    return form_page(request, PAGE, form, inquiry=inquiry, **about)


def _asked_for(request, waiting) -> dict:
    asked = [answer.pk for answer in waiting if str(answer.pk) == request.GET.get("answer")]
    return {"whom": CHOSEN, "answers": asked} if asked else {}


def _remind(request, inquiry, form) -> str:
    number = remind_by_hand(item=inquiry, by=request.user, answers=form.chosen)
    messages.success(request, f"{number}団体に督促しました。まだ回答していないことをメールで知らせます。")
    answers = inquiry.answers.silent() if form.chosen is None else inquiry.answers.filter(pk__in=form.chosen)
    warn_without_contact(request, inquiry, answers.values("organization"))
    return inquiry.get_absolute_url()


late_list, late_xlsx = views_of(
    InquiryAnswer,
    may_see=rules.can_see_late,
    template="inquiries/reminders/late_list.html",
    verb="inquiries.late_answers_exported",
    name="期限を過ぎた照会の回答",
)
