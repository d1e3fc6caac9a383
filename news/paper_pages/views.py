"""The secretariat's pages of a printed issue: its PDF is read, articles are made of each page."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.attachments.queries import set_files
from common.pages import form_page, outcome_shown
from common.refusals import StaleVersion
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data
from news.issues.models import Article, NewsIssue
from news.paper_pages import actions, pieces
from news.paper_pages.forms import PaperPageForm, typed_pieces
from news.paper_pages.models import MAX_PAGES, PaperPage, PaperReading, Role

SAVE, MAKE = "save", "next"
MADE = "記事の下書きに入れました。まだ公開していません。"


@secretariat_only
@require_safe
def paperreading_detail(request, volume):
    issue = get_object_or_404(NewsIssue, volume=volume)
    reading = PaperReading.objects.filter(issue=issue).first()
    pages = list(reading.pages.all()) if reading else []
    set_files(pages)
    made = Article.objects.filter(issue=issue, page__isnull=False).in_order().defer("body", "body_html")
    for page in pages:
        page.articles = [article for article in made if article.page == page.number]
        page.waiting = sum(block["role"] != Role.UNUSED for block in page.blocks)
    context = {"issue": issue, "reading": reading, "pages": pages, "most": MAX_PAGES}
    context["paper"] = actions.paper_of(issue)
    return render(request, "news/paper_pages/paperreading_detail.html", context)


@secretariat_only
@require_POST
def paperreading_request(request, volume):
    issue = get_object_or_404(NewsIssue, volume=volume)
    with outcome_shown(request, "紙面の読取りを始めました。"):
        actions.request_reading(issue=issue, by=request.user)
    return redirect("news:paperreading-detail", volume)


@secretariat_only
@require_POST
def paperreading_delete(request, volume):
    issue = get_object_or_404(NewsIssue, volume=volume)
    with outcome_shown(request, "読み取った文章と紙面の画像を削除しました。記事はそのままです。"):
        actions.delete_reading(issue=issue, by=request.user)
    return redirect("news:newsissue-desk", volume)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def paperpage_edit(request, volume, number):
    """Two buttons judge and save; the others show what was typed in its new order, unjudged and unsaved."""
    found = PaperPage.objects.select_related("reading__issue")
    page = get_object_or_404(found, reading__issue__volume=volume, number=number)
    command = request.POST.get("do", "")
    if request.method == "POST" and command in (SAVE, MAKE):
        form = PaperPageForm(request.POST, page=page, makes=command == MAKE)
        url = _carry_out(request, form) if form.is_valid() else ""
        return redirect(url) if url else _page(request, form)
    posted = typed_data(request)
    if posted is None:
        return _page(request, PaperPageForm(page=page))
    moved = pieces.rearranged(typed_pieces(posted), command)
    typed = {name: posted.get(name, "") for name in ("version", "kind", "before")}
    return _page(request, PaperPageForm(page=page, pieces=moved, initial=typed), unsaved=True)


def _carry_out(request, form: PaperPageForm) -> str:
    """Where to go on; "" where it was refused, with the reason on the form."""
    facts = {
        "page": form.row,
        "by": request.user,
        "pieces": form.kept,
        "version": form.cleaned_data["version"],
    }
    save = partial(actions.save_page, **facts)
    if form.makes:
        chosen = {name: form.cleaned_data[name] for name in ("kind", "before")}
        save = partial(actions.make_articles, **facts, **chosen)
    here = reverse("news:paperpage-edit", args=[form.row.reading.issue.volume, form.row.number])
    try:
        url = form.make_once(lambda: save() and here)
    except StaleVersion as stale:
        form.refuse_stale(stale.row)
        return ""
    if url:
        messages.success(request, MADE if form.makes else "文章の案を保存しました。")
    return url


def _page(request, form: PaperPageForm, **context) -> HttpResponse:
    page = form.row
    set_files([page])
    issue = page.reading.issue
    articles = Article.objects.filter(issue=issue, page=page.number).in_order().defer("body", "body_html")
    numbers = list(page.reading.pages.values_list("number", flat=True))
    at = numbers.index(page.number)
    context |= {"page": page, "issue": issue, "articles": articles, "roles": Role.choices}
    context |= {"previous": numbers[at - 1] if at else None, "next": next(iter(numbers[at + 1 :]), None)}
    return form_page(request, "news/paper_pages/paperpage_edit.html", form, **context)
