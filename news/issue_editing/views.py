"""The secretariat's pages of the newsletter: list, form, and the page from which an issue is put together."""

from functools import partial

from django.contrib import messages
from django.db.models import Count, Max
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from common.audit_log.queries import entries_of
from common.forms import carried_out
from common.pages import form_page
from common.pagination import paginate
from common.publication.forms import ScheduleForm
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data
from news.desks.views import Desk
from news.issue_editing import actions
from news.issue_editing.desk_links import desk_links
from news.issue_editing.forms import IssueForm
from news.issues.models import NewsIssue
from news.issues.queries import articles_of, set_pictures
from news.issues.rules import can_edit_newsletter, publication_problem

FORM = "news/issue_editing/newsissue_form.html"


@secretariat_only
@require_safe
def newsissue_register(request):
    issues = NewsIssue.objects.annotate(article_count=Count("articles")).newest_first()
    page = paginate(issues, request, per_page=50)
    return render(request, "news/issue_editing/newsissue_register.html", {"page": page})


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def newsissue_new(request):
    next_volume = (NewsIssue.objects.aggregate(last=Max("volume"))["last"] or 0) + 1
    initial = {"volume": next_volume, "source": f"全国連携NEWS 第{next_volume}号"}
    form = IssueForm(typed_data(request), request.FILES or None, by=request.user, initial=initial)
    if request.method == "POST" and form.is_valid():
        make = partial(actions.create_issue, by=request.user, values=form.typed)
        url = form.make_once(lambda: DESK.after_saving(make(files=form.stored_files)))
        if url:
            messages.success(request, "号を下書きとして保存しました。記事を追加してください。")
            return redirect(url)
    return form_page(request, FORM, form, issue=None)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def newsissue_edit(request, volume):
    row = get_object_or_404(NewsIssue, volume=volume)
    form = IssueForm(typed_data(request), request.FILES or None, by=request.user, row=row)
    if request.method == "POST" and form.is_valid():
        facts = {"issue": row, "by": request.user, "values": form.typed, "files": form.stored_files}
        save = partial(actions.edit_issue, **facts)
        if carried_out(form, save, version=form.cleaned_data["version"]):
            messages.success(request, "号の内容を保存しました。")
            row.refresh_from_db()
            return redirect(DESK.after_saving(row))
    return form_page(request, FORM, form, issue=row)


@secretariat_only
@require_safe
def newsissue_desk(request, volume):
    return _desk(request, get_object_or_404(NewsIssue, volume=volume), ScheduleForm())


def _desk(request, row: NewsIssue, form: ScheduleForm) -> HttpResponse:
    articles = articles_of(row, request.user)
    set_pictures([row], articles)
    context = {
        "issue": row,
        "articles": articles,
        "problem": "" if row.is_published else publication_problem(row),
        "entries": entries_of(row)[:20],
        "more": desk_links(row),
    }
    return form_page(request, "news/issue_editing/newsissue_desk.html", form, **context)


DESK = Desk(
    find=partial(get_object_or_404, NewsIssue),
    called="issue",
    address=lambda row: reverse("news:newsissue-desk", args=[row.volume]),
    pictures=lambda row: reverse("news:newsissue-files", args=[row.volume]),
)
newsissue_files = DESK.files(can_edit_newsletter)
newsissue_publish = DESK.button(actions.publish_issue, "公開しました。")
newsissue_schedule = DESK.schedule(actions.schedule_issue, _desk)
newsissue_unschedule = DESK.button(actions.unschedule_issue, "公開の予約を取り消しました。")
newsissue_withdraw = DESK.button(actions.withdraw_issue, "公開を取り下げました。下書きに戻っています。")
newsissue_delete = DESK.button(actions.delete_issue, "下書きを削除しました。", then="news:newsissue-register")
