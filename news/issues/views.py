"""The newsletter: all issues, one with its contents, an article."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from common.attachments.models import StoredFile
from common.attachments.queries import files_by_kind, files_of
from common.links.panels import links_panel
from common.links.registry import public_linked_models
from common.page_cache.caching import cached_for_visitors
from common.pagination import paginate
from common.text import render_body
from news.issues.models import Article, NewsIssue
from news.issues.queries import article_at, articles_of, set_pictures
from news.issues.sharing import sharing_of_article, sharing_of_issue

PER_PAGE = 12
issue_page = cached_for_visitors(NewsIssue, Article, StoredFile, *public_linked_models())


@cached_for_visitors(NewsIssue, Article, StoredFile)
def newsissue_list(request):
    page = paginate(NewsIssue.objects.visible_to(request.user).newest_first(), request, per_page=PER_PAGE)
    set_pictures(page.rows)
    return render(request, "news/issues/newsissue_list.html", {"page": page})


@issue_page
def newsissue_detail(request, volume):
    issue = get_object_or_404(NewsIssue.objects.visible_to(request.user), volume=volume)
    articles = articles_of(issue, request.user)
    set_pictures([issue], articles)
    pictures = [file for file in files_by_kind(issue.files)["pictures"] if file != issue.picture]
    context = {
        "issue": issue,
        "articles": articles,
        "source": render_body(issue.source),
        "pictures": pictures,
        "documents": files_by_kind(issue.files)["documents"],
        "links": links_panel(issue, request.user),
        "sharing": sharing_of_issue(issue),
    }
    return render(request, "news/issues/newsissue_detail.html", context)


@issue_page
def article_detail(request, volume, order):
    article = article_at(volume, order, request.user)
    if article is None:
        raise Http404
    articles = articles_of(article.issue, request.user)
    at = next(index for index, other in enumerate(articles) if other.pk == article.pk)
    files = files_by_kind(files_of(article), drafted=not article.is_published)
    context = {
        "article": article,
        "issue": article.issue,
        "articles": articles,
        "previous": articles[at - 1] if at else None,
        "next": articles[at + 1] if at + 1 < len(articles) else None,
        "files": files,
        "links": links_panel(article, request.user),
        "sharing": sharing_of_article(article, files["pictures"]),
    }
    return render(request, "news/issues/article_detail.html", context)
