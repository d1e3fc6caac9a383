"""The secretariat's list of printed numbers."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from common.forms import carried_out
from common.pages import form_page
from common.pagination import paginate
from disaster.figures.panels import figure_asked
from disaster.figures.values import compute, day_of
from disaster.printed_figures.actions import print_figure, settle_printed_figure
from disaster.printed_figures.forms import PrintForm, SettleForm
from disaster.printed_figures.models import PrintedFigure
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data


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
    """この数を印刷物に使う: the scope and the days stand in the address, as on the page of the number."""
    shown, scope, moments, disaster = figure_asked(request.GET, key)
    form = PrintForm(typed_data(request))
    if request.method == "POST" and form.is_valid():
        where = {name: form.cleaned_data[name] for name in ("medium", "medium_words", "printed_on", "value")}
        url = form.make_once(
            lambda: print_figure(shown, scope, moments, by=request.user, **where).get_absolute_url()
        )
        if url:
            messages.success(request, "印刷した数を登録しました。毎晩、記録と比べます。")
            return redirect(url)
    context = {"figure": shown, "scope": scope, "moments": moments, "disaster": disaster}
    context |= {
        "values": compute(shown, scope, moments),
        "day": day_of(moments),
        "query": scope.query(moments),
    }
    return form_page(request, "disaster/printed_figures/printed_new.html", form, **context)


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
