"""The secretariat's pages of an article."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from common.forms import carried_out
from common.pages import form_page
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login, typed_data
from news.article_editing import actions
from news.article_editing.forms import ArticleForm
from news.desks.views import Desk
from news.issues.models import Article, NewsIssue
from news.issues.rules import can_edit_newsletter

FORM = "news/article_editing/article_form.html"


def _article(pk: int) -> Article:
    return get_object_or_404(Article.objects.select_related("issue"), pk=pk)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def article_new(request, volume):
    issue = get_object_or_404(NewsIssue, volume=volume)
    form = ArticleForm(typed_data(request), request.FILES or None, by=request.user)
    if request.method == "POST" and form.is_valid():
        make = partial(actions.create_article, issue=issue, by=request.user, values=form.typed)
        url = form.make_once(lambda: DESK.after_saving(make(files=form.stored_files)))
        if url:
            messages.success(request, "記事を下書きとして保存しました。")
            return redirect(url)
    return form_page(request, FORM, form, issue=issue, article=None)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def article_edit(request, pk):
    row = _article(pk)
    form = ArticleForm(typed_data(request), request.FILES or None, by=request.user, row=row)
    if request.method == "POST" and form.is_valid():
        facts = {"article": row, "by": request.user, "values": form.typed, "files": form.stored_files}
        save = partial(actions.edit_article, **facts)
        if carried_out(form, save, version=form.cleaned_data["version"]):
            messages.success(request, "記事を保存しました。")
            return redirect(DESK.after_saving(row))
    return form_page(request, FORM, form, issue=row.issue, article=row)


DESK = Desk(
    find=_article,
    called="article",
    address=lambda row: reverse("news:newsissue-desk", args=[row.issue.volume]),
    pictures=lambda row: reverse("news:article-files", args=[row.pk]),
)
article_files = DESK.files(can_edit_newsletter)
article_up = DESK.button(partial(actions.move_article, up=True), "記事を1つ前へ動かしました。")
article_down = DESK.button(partial(actions.move_article, up=False), "記事を1つ後ろへ動かしました。")
article_publish = DESK.button(actions.publish_article, "記事を公開しました。")
article_withdraw = DESK.button(actions.withdraw_article, "記事の公開を取り下げました。")
article_delete = DESK.button(actions.delete_article, "記事を削除しました。")
