"""Synonyms (同義語) and look-behinds (検索から除く続き方) of the site search, with how much a word finds."""

from functools import partial

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.search.audiences import audiences_of
from common.search.misses import forget_miss, recent_misses
from common.search.models import LookBehind, Synonym
from common.search.queries import search_texts
from common.search.suggestions import nearest_words
from members.access.decorators import secretariat_only
from members.access.resume_after_login import resumes_after_login
from members.local_governments.panels import words_of
from members.registers.actions import save_row
from members.registers.views import row_page, row_removed
from members.search_words.forms import FORMS, MissForm

KINDS = {"synonyms": Synonym, "look-behinds": LookBehind}
BACK = "members:search-word-list"
SHOWN_MISSES = 30


@secretariat_only
@require_safe
def search_word_list(request):
    word = words_of(request.GET)
    context = {
        "word": word,
        "result": search_texts(word, audiences=audiences_of(request.user)) if word else None,
        "synonyms": Synonym.objects.order_by("term", "means"),
        "look_behinds": LookBehind.objects.order_by("term", "not_after"),
        "misses": [(missed, times, nearest_words(missed)) for missed, times in recent_misses(SHOWN_MISSES)],
    }
    return render(request, "members/search_words/search_word_list.html", context)


@resumes_after_login
@secretariat_only
@require_http_methods(["GET", "POST"])
def search_word(request, kind, pk=None):
    """Added or changed; 「件数を試す」 says first what it would change."""
    row = _row(kind, pk)
    form = partial(FORMS[type(row)], initial={"term": request.GET.get("term", "")[:60]} if not pk else {})
    tried = None
    if "try" in request.POST and (typed := form(request.POST, row=row)).is_valid():
        tried = (typed.typed["term"], *typed.found(request.user))
    remove = reverse("members:search-word-remove", args=[kind, pk]) if pk else ""
    return row_page(request, form, row, back=BACK, may_try=True, tried=tried, remove=remove)


@secretariat_only
@require_POST
def search_word_remove(request, kind, pk):
    return row_removed(request, _row(kind, pk), back=BACK)


@secretariat_only
@require_POST
def search_miss(request):
    """One press: a word that found nothing means another one from now on; without one it leaves the list."""
    form = MissForm(request.POST)
    if not form.is_valid():
        raise BadRequest("言葉を読み取れませんでした。")
    word, means = form.cleaned_data["word"], form.cleaned_data["means"]
    if means and not Synonym.objects.filter(term=word, means=means).exists():
        save_row(row=Synonym(), by=request.user, values={"term": word, "means": means})
    forget_miss(word)
    told = f"「{word}」で探した人に「{means}」も見つかるようにしました。" if means else "一覧から除きました。"
    messages.success(request, told)
    return redirect(BACK)


def _row(kind: str, pk: int | None) -> Synonym | LookBehind:
    if kind not in KINDS:
        raise Http404
    return get_object_or_404(KINDS[kind], pk=pk) if pk else KINDS[kind]()
