"""The secretariat uses numbers in papers, and sees which of them have changed since."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common.audit_log.actions import record
from common.forms import carried_out
from common.japanese_calendar import today
from common.pages import form_page
from common.pagination import paginate
from common.spreadsheets.writing import xlsx_response
from disaster.disasters.models import Disaster
from disaster.figures.forms import named
from disaster.figures.panels import figure_asked
from disaster.figures.values import compute
from disaster.printed_figures.actions import print_figure, print_figures, settle_printed_figure
from disaster.printed_figures.forms import PrintForm, PrintManyForm, SettleForm
from disaster.printed_figures.models import PrintedFigure
from disaster.printed_figures.panels import COLUMNS, sheet_rows, text_to_copy
from disaster.support_records.moments import Moments
from members.access.decorators import secretariat_only
from members.access.rate_limits import EXPORTS, rate_limited
from members.access.resume_after_login import resumes_after_login, typed_data

KEPT = "印刷した数として登録しました。毎晩、記録と比べます。"
MAX_ON_PAPER = 100


@secretariat_only
@require_safe
def printed_list(request):
    printed = PrintedFigure.objects.select_related("printed_by")
    context = {"page": paginate(printed, request, per_page=50)}
    return render(request, "disaster/printed_figures/printed_list.html", context)


@secretariat_only
@resumes_after_login
@require_http_methods(["GET", "POST"])
def printed_new(request, key):
    """数を資料に使う: the scope and the days stand in the address, as on the page of the number."""
    shown, scope, moments, disaster = figure_asked(request.GET, key)
    form = PrintForm(typed_data(request))
    if request.method == "POST" and form.is_valid():
        where = {**form.where, "value": form.cleaned_data["value"]}
        url = form.make_once(
            lambda: _paper_of([print_figure(shown, scope, moments, by=request.user, **where)])
        )
        if url:
            messages.success(request, KEPT)
            return redirect(url)
    context = {"figure": shown, "scope": scope, "moments": moments, "disaster": disaster}
    context |= {
        "values": compute([shown], scope, moments),
        "day": moments.day,
        "query": scope.query(moments),
    }
    return form_page(request, "disaster/printed_figures/printed_new.html", form, **context)


@secretariat_only
@resumes_after_login
@require_http_methods(["GET", "POST"])
def figures_print(request, pk):
    """数を資料に使う: several numbers of one disaster."""
    disaster = get_object_or_404(Disaster.objects.published().standing(), pk=pk)
    moments = Moments.read(request.GET, disaster=disaster)
    form = PrintManyForm(typed_data(request), disaster=disaster, moments=moments)
    if request.method == "POST" and form.is_valid():
        chosen = [named(name, disaster) for name in form.cleaned_data["figures"]]
        url = form.make_once(lambda: _paper_of(print_figures(chosen, moments, by=request.user, **form.where)))
        if url:
            messages.success(request, KEPT)
            return redirect(url)
    context = {"disaster": disaster, "moments": moments}
    return form_page(request, "disaster/printed_figures/figures_print.html", form, **context)


def _paper_of(printed) -> str:
    return f"{reverse('disaster:printed-paper')}?{urlencode([('of', each.pk) for each in printed])}"


@secretariat_only
@require_safe
def printed_paper(request):
    """Printed numbers with all that they rest on, to copy from and to print."""
    found = _asked(request)
    printed = [(each, text_to_copy(each)) for each in found]
    context = {"printed": printed, "query": urlencode([("of", each.pk) for each in found])}
    return render(request, "disaster/printed_figures/printed_paper.html", context)


@secretariat_only
@rate_limited(EXPORTS)
@require_safe
def printed_sheet(request):
    """The same as a table."""
    found = _asked(request)
    record(by=request.user, verb="disaster.printed_figures_exported", obj=None, rows=len(found))
    return xlsx_response(f"資料に使う数_{today():%Y%m%d}", list(COLUMNS), sheet_rows(found))


def _asked(request) -> list[PrintedFigure]:
    asked = [pk for pk in request.GET.getlist("of")[:MAX_ON_PAPER] if pk.isascii() and pk.isdigit()]
    return list(PrintedFigure.objects.filter(pk__in=[pk for pk in asked if len(pk) < 19]).order_by("pk"))


@secretariat_only
@resumes_after_login
@require_http_methods(["GET", "POST"])
def printed_detail(request, pk):
    printed = get_object_or_404(PrintedFigure.objects.select_related("printed_by", "settled_by"), pk=pk)
    form = SettleForm(typed_data(request))
    is_sent = request.method == "POST" and form.is_valid()
    if is_sent and carried_out(
        form, settle_printed_figure, printed=printed, by=request.user, **form.cleaned_data
    ):
        messages.success(request, "対応を記録しました。")
        return redirect("disaster:printed-list")
    return form_page(request, "disaster/printed_figures/printed_detail.html", form, printed=printed)
