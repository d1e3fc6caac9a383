"""Site search: everybody finds what is public, members also what members may see."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from board.filters import topic_number
from board.models import Topic
from office import index

MAX_PAGE = 50


@login_not_required
@require_safe
def search(request):
    q = request.GET.get("q", "").strip()
    topic = _topic_named(q, request.user)
    if topic is not None:
        return redirect(topic)
    kind = request.GET.get("kind", "")
    page = request.GET.get("page", "1")
    number = min(int(page), MAX_PAGE) if page.isdecimal() else 1
    result = index.search(q, audiences=index.audiences_of(request.user), kind=kind, page=max(number, 1))
    return render(request, "portal/search.html", {"q": q, "kind": kind, "result": result})


def _topic_named(q: str, user):
    """The topic whose number, as mails and papers show it, was typed: 「第123号」."""
    if "号" not in q or not user.is_authenticated:
        return None
    number = topic_number(q)
    return Topic.objects.visible_to(user).filter(pk=number).first() if number else None
