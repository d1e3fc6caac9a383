from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.moderation_page.queries import PER_PAGE, VIEWS, moderated_rows, moderation_counts
from common.pagination import paginate, state_tabs
from members.access.decorators import secretariat_only


@secretariat_only
@require_safe
def moderation_list(request):
    return render(request, "board/moderation_page/moderation_list.html", _list_context(request))


def _list_context(request) -> dict:
    """The requested view, a page of its rows, and how many rows all views have."""
    view = request.GET.get("view", "")
    view = view if view in VIEWS else "hidden"
    numbers = moderation_counts()
    rows = (
        moderated_rows(view).select_related("organization", "hidden_by").order_by(f"-{VIEWS[view][1]}", "-pk")
    )
    if view == "replies":
        rows = rows.select_related("topic")
    else:
        rows = rows.select_related("locked_by", "merged_by", "merged_into").defer("body", "body_html")
    choices = [(key, label) for key, (label, _) in VIEWS.items()]
    return {
        "view": view,
        "label": VIEWS[view][0],
        "tabs": state_tabs(choices, view, numbers, name="view"),
        "page": paginate(rows, request, PER_PAGE),
        "numbers": numbers,
    }
