"""Site search: everybody finds what is public, members also what members may see."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from board.topics.models import Topic
from board.topics.numbers import parse_topic_number
from common.pagination import page_number
from common.search.audiences import audiences_of
from common.search.misses import record_miss
from common.search.queries import search_texts
from common.search.suggestions import FEW, suggestions
from inquiries.inquiries.models import Inquiry
from pamphlets.requests.models import PamphletRequest
from portal.guide.queries import find_guides
from portal.site_search.bodies import bodies_named
from portal.site_search.narrowing import Choices, asked_for
from portal.site_search.pages import find_pages

MAX_PAGE = 50
PUBLIC_KINDS = ("イベント・展示", "会員自治体", "災害支援", "お知らせ", "全国連携NEWS")
MEMBERS_KINDS = ("掲示板", "パンフレット配布依頼", "照会")


@login_not_required
@require_safe
def search(request):
    q = request.GET.get("q", "").strip()
    named = _named_by_number(q, request.user)
    if named is not None:
        return redirect(named)
    chosen = asked_for(request.GET)
    number = min(page_number(request.GET.get("page", "")), MAX_PAGE)
    result = search_texts(q, audiences=audiences_of(request.user), chosen=chosen, page=number)
    choices = Choices(q, chosen, result, _kinds(request.user))
    context = {"q": q, "result": result, "choices": choices}
    if q and number == 1 and not choices.is_narrowed:
        context |= _beside(q, request.user, result)
    return render(request, "portal/site_search/search.html", context)


def _beside(q: str, user, result) -> dict:
    """What the first page shows too: bodies of this name, pages, and other words where little was found."""
    terms = result.terms
    beside = {
        "bodies": bodies_named(q),
        "pages": find_pages(terms, user) if terms else [],
        "guides": find_guides(terms, user) if terms else [],
    }
    if result.count > FEW:
        return beside
    offered = suggestions(q, audiences=audiences_of(user))
    if not result.rows and not any(beside.values()):
        record_miss(q)
    return {**beside, "suggestions": offered}


def _kinds(user) -> tuple[str, ...]:
    return MEMBERS_KINDS + PUBLIC_KINDS if user.is_authenticated and user.is_member else PUBLIC_KINDS


def _named_by_number(q: str, user):
    """What a number from a mail names: 「第123号」 a topic, 「照会 第5号」 an inquiry."""
    if "号" not in q or not user.is_authenticated:
        return None
    number = parse_topic_number(q)
    models = {"配布依頼": PamphletRequest, "照会": Inquiry}
    model = next((model for word, model in models.items() if word in q), Topic)
    return model.objects.visible_to(user).filter(pk=number).first() if number else None
