from functools import partial

from django.views.decorators.http import require_POST

from correspondence.closing.actions import close
from correspondence.closing.views import close_view, withdraw_view
from correspondence.requests.queries import visible_request
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login
from pamphlets.closing.actions import withdraw_pamphlet
from pamphlets.requests.models import PamphletRequest


@require_POST
@members_only
def pamphlet_close(request, pk):
    pamphlet = visible_request(request, PamphletRequest, pk)
    return close_view(request, pamphlet, partial(close, item=pamphlet))


@resumes_after_login
@require_POST
@members_only
def pamphlet_withdraw(request, pk):
    pamphlet = visible_request(request, PamphletRequest, pk)
    return withdraw_view(request, pamphlet, partial(withdraw_pamphlet, pamphlet=pamphlet))
