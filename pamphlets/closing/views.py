from functools import partial

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_POST

from correspondence.closing.actions import close
from correspondence.closing.views import close_view, withdraw_view
from correspondence.requests.queries import visible_request
from correspondence.requests.rules import owns
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login
from pamphlets.closing.actions import withdraw_pamphlet
from pamphlets.deliveries.models import has_left
from pamphlets.requests.models import PamphletRequest

TOO_LATE = "発送した区があるため、この依頼は取り下げられません。必要なときは各区へ連絡してください。"


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
    if not pamphlet.is_withdrawn and owns(request.user, pamphlet) and has_left(pamphlet):
        raise PermissionDenied(TOO_LATE)
    return withdraw_view(request, pamphlet, partial(withdraw_pamphlet, pamphlet=pamphlet))
