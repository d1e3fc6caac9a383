"""Site search: everybody finds what is public, members also what members may see."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from board.topics.models import Topic
from board.topics.numbers import parse_topic_number
from common.pagination import page_number, state_tabs
from common.search import audiences
from common.search.conditions import Narrowing
from common.search.queries import search_texts
from inquiries.inquiries.models import Inquiry
from pamphlets.requests.models import PamphletRequest
from portal.guide.queries import find_guides

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
    kind = request.GET.get("kind", "")
    number = min(page_number(request.GET.get("page", "")), MAX_PAGE)
    result = search_texts(
        q, audiences=audiences.audiences_of(request.user), chosen=Narrowing(kind), page=number
    )
    context = {"q": q, "kinds": _kinds(request.user, q, kind), "result": result}
    if not kind and number == 1:
        context["guides"] = find_guides(q, request.user)
    return render(request, "portal/site_search/search.html", context)


def _kinds(user, q: str, chosen: str) -> list[dict]:
    own = MEMBERS_KINDS if user.is_authenticated and user.is_member else ()
    choices = [(kind, kind or "すべて") for kind in ("", *own, *PUBLIC_KINDS)]
    return state_tabs(choices, chosen, name="kind", query={"q": q})


def _named_by_number(q: str, user):
    """What a number from a mail names: 「第123号」 a topic, 「照会 第5号」 an inquiry."""
    if "号" not in q or not user.is_authenticated:
        return None
    number = parse_topic_number(q)
    models = {"配布依頼": PamphletRequest, "照会": Inquiry}
    model = next((model for word, model in models.items() if word in q), Topic)
    return model.objects.visible_to(user).filter(pk=number).first() if number else None
