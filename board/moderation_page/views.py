from django.shortcuts import render
from django.views.decorators.http import require_safe

from board.moderation_page import queries
from members.access.decorators import secretariat_only


@secretariat_only
@require_safe
def moderation_list(request):
    return render(
        request, "board/moderation_page/moderation_list.html", queries.moderation_list_context(request)
    )
