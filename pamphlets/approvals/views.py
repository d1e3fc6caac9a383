from django.views.decorators.http import require_http_methods

from correspondence.approvals.views import approval_rule_page
from members.access.decorators import members_only
from pamphlets.requests.models import PamphletRequest


@require_http_methods(["GET", "POST"])
@members_only
def approval_rule_edit(request):
    return approval_rule_page(request, PamphletRequest)
