from django.shortcuts import get_object_or_404

from pamphlets.requests.models import PamphletRequest


def visible_pamphlet(request, pk, among=None):
    """The request with its owner; 404 for who may not see it, and, unless named by `among`, for drafts."""
    rows = (PamphletRequest.objects.sent() if among is None else among).visible_to(request.user)
    return get_object_or_404(rows.select_related("organization__local_government", "section"), pk=pk)
