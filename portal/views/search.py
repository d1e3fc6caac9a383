"""Site search: everybody finds what is public, members also what members may see."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.selectors import topic_by_number
from office import index

MAX_PAGE = 50


@login_not_required
@require_safe
def search(request):
    q = request.GET.get("q", "").strip()
    topic = topic_by_number(q, request.user)
    if topic is not None:  # 「第123号」, the number that stands in every mail
        return HttpResponseRedirect(topic.get_absolute_url())
    kind = request.GET.get("kind", "")
    page = request.GET.get("page", "1")
    number = min(int(page), MAX_PAGE) if page.isdecimal() else 1
    result = index.search(q, audiences=index.audiences_of(request.user), kind=kind, page=max(number, 1))
    return render(request, "portal/search.html", {"q": q, "kind": kind, "result": result})
