"""Reporting a post, and the secretariat's list of reports."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.replies.views import visible_reply
from board.reports import actions, rules
from board.reports.forms import DecisionForm, ReportForm
from board.reports.models import Report
from board.topics.views import posted_or_resumed, visible_topic
from common.pages import form_page, outcome_shown
from common.pagination import paginate, state_tabs
from members.access.decorators import members_only, secretariat_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login

PER_PAGE = 20


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_report(request, pk):
    topic = visible_topic(request, pk)
    if topic.is_draft:
        raise Http404
    return _report(request, topic, topic)


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def reply_report(request, pk):
    reply = visible_reply(request, pk)
    return _report(request, reply, reply.topic)


def _report(request, post, topic):
    if not rules.can_report_post(request.user, post):
        raise PermissionDenied
    form = ReportForm(posted_or_resumed(request))
    if request.method != "POST" or not form.is_valid():
        return form_page(request, "board/reports/report_form.html", form, topic=topic, post=post)
    _, first = actions.report_post(post=post, by=request.user, **form.cleaned_data)
    if first:
        messages.success(request, "事務局に通報しました。対応が決まると、メールでお知らせします。")
    else:
        messages.info(request, "この投稿は、既に通報しています。対応が決まると、メールでお知らせします。")
    return redirect(post)


@secretariat_only
@require_safe
def report_list(request):
    done = request.GET.get("state") == "done"
    reports = Report.objects.visible_to(request.user)
    waiting = reports.open()
    rows = reports.filter(decided_at__isnull=False).order_by("-decided_at", "-id") if done else waiting
    rows = rows.select_related("topic__organization", "reply__organization", "decided_by")
    choices = [("", "未対応"), ("done", "対応済み")]
    tabs = state_tabs(choices, "done" if done else "", {"": waiting.count()})
    context = {"page": paginate(rows, request, PER_PAGE), "tabs": tabs, "done": done}
    return render(request, "board/reports/report_list.html", context)


def _report_of(request, pk: int) -> Report:
    reports = Report.objects.visible_to(request.user).select_related(
        "topic__organization", "topic__section", "reply__organization", "reply__section", "decided_by"
    )
    return get_object_or_404(reports, pk=pk)


def _detail(request, report: Report, form, status: int = 200):
    others = Report.objects.same_post_as(report).exclude(pk=report.pk).order_by("-id")[:PER_PAGE]
    context = {"report": report, "post": report.post, "form": form, "others": others}
    return render(request, "board/reports/report_detail.html", context, status=status)


@secretariat_only
@require_safe
def report_detail(request, pk):
    return _detail(request, _report_of(request, pk), DecisionForm(pop_stored_form(request)))


@resumes_after_login
@secretariat_only
@require_POST
def report_decide(request, pk):
    report = _report_of(request, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _detail(request, report, form, status=400)
    with outcome_shown(request, "対応を記録しました。通報した人に、メールで回答を送ります。"):
        actions.decide_report(report=report, by=request.user, **form.cleaned_data)
        return redirect("board:report-list")
    return redirect(report)
