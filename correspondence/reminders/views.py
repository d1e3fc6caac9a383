"""Reminding those who have not answered; everything late, as a page and as a sheet."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common import japanese_calendar
from common.audit_log.actions import record
from common.idempotency.actions import earlier_result
from common.pages import form_page
from common.pagination import paginate
from common.spreadsheets.writing import xlsx_response
from correspondence.reminders.actions import remind_by_hand
from correspondence.reminders.forms import CHOSEN, RemindForm
from correspondence.reminders.queries import days_overdue, late_answers, not_reminded_on
from correspondence.requests.queries import visible_request, warn_without_contact
from correspondence.requests.rules import can_change
from members.access.decorators import members_only
from members.access.rate_limits import EXPORTS, rate_limited
from members.sections.models import Section

PER_PAGE = 50
ONLY_OPEN = "督促できるのは、回答を受け付けている間の、{asker}の担当者だけです。"


def remind_view(model) -> Callable:
    """The page on which who asked reminds those who have not answered; also one of them, `?answer=`."""

    @require_http_methods(["GET", "POST"])
    @members_only
    def remind(request, pk):
        if request.method == "POST" and (known := earlier_result(request)):
            return redirect(known)
        item = visible_request(request, model, pk)
        if not can_change(request.user, item):
            raise PermissionDenied(ONLY_OPEN.format(asker=item.WORDS.asker))
        return _remind_page(request, item)

    return remind


def _remind_page(request, item):
    silent = list(item.answers.silent().select_related("organization__local_government").in_order())
    free = not_reminded_on(item.answers.silent(), japanese_calendar.today())
    free_keys = set(free.values_list("pk", flat=True))
    waiting = [answer for answer in silent if answer.pk in free_keys]
    form = RemindForm(
        request.POST or None,
        waiting=waiting,
        asked=item.WORDS.asked,
        initial=_asked_for(request, waiting),
    )
    remind = partial(_remind, request, item, form)
    if request.method == "POST" and form.is_valid() and (url := form.make_once(remind)):
        return redirect(url)
    about = {"waiting": len(waiting), "silent": len(silent), "reminded": len(silent) - len(waiting)}
    about["list_url"] = reverse(f"{item.ROOM}:{item.NAME}-list")
    about["list_label"] = item._meta.verbose_name
    return form_page(request, "correspondence/reminders/remind.html", form, item=item, **about)


def _asked_for(request, waiting) -> dict:
    asked = [answer.pk for answer in waiting if str(answer.pk) == request.GET.get("answer")]
    return {"whom": CHOSEN, "answers": asked} if asked else {}


def _remind(request, item, form) -> str:
    number = remind_by_hand(item=item, by=request.user, answers=form.chosen)
    done = f"{number}{item.WORDS.asked}に督促しました。まだ回答していないことをメールで知らせます。"
    messages.success(request, done)
    answers = item.answers.silent() if form.chosen is None else item.answers.filter(pk__in=form.chosen)
    warn_without_contact(request, item, answers.values("organization"))
    return item.get_absolute_url()


def views_of(model, *, may_see, template: str, verb: str, name: str) -> tuple:
    """Of a room: the page of what is late, and the same as a sheet `name`, recorded as `verb`."""

    @require_safe
    @members_only
    def late_list(request):
        if not may_see(request.user):
            raise PermissionDenied
        sections = Prefetch("organization__sections", Section.objects.open(), to_attr="open_sections")
        page = paginate(late_answers(model, request.user).prefetch_related(sections), request, PER_PAGE)
        rows = [(answer, days_overdue(answer)) for answer in page.rows]
        return render(request, template, {"page": page, "rows": rows, "words": _words(model)})

    @require_safe
    @members_only
    @rate_limited(EXPORTS)
    def late_xlsx(request):
        if not may_see(request.user):
            raise PermissionDenied
        record(by=request.user, verb=verb, obj=None)
        return _late_sheet(request, model, name)

    return late_list, late_xlsx


def _late_sheet(request, model, name: str):
    words = _words(model)
    header = ["団体コード", words.asked, "状態", f"{words.numbered}番号", "件名", words.asker, "回答期限"]
    rows = (_row(answer) for answer in late_answers(model, request.user).iterator(1000))
    return xlsx_response(name, [*header, "超過した開庁日数", "回答の担当"], rows, text_columns=(0,))


def _words(model):
    return model._meta.get_field(model.PARENT).related_model.WORDS


def _row(answer) -> list:
    organization, item = answer.organization, answer.item
    return [
        organization.local_government.code if organization.local_government_id else "",
        organization.full_name,
        answer.get_state_display(),
        item.number_name,
        item.title,
        item.organization.full_name,
        japanese_calendar.wareki(item.answer_due),
        days_overdue(answer),
        answer.delegate_shown,
    ]
