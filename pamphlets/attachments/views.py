from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from common.attachments.views import file_descriptions_page
from correspondence.requests.rules import can_close
from members.access.decorators import members_only
from members.access.resume_after_login import pop_stored_form, resumes_after_login
from pamphlets.requests.models import PamphletRequest


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def pamphlet_files(request, pk):
    pamphlet = get_object_or_404(PamphletRequest.objects.visible_to(request.user), pk=pk)
    back, kept = pamphlet.get_absolute_url(), pop_stored_form(request)
    return file_descriptions_page(
        request, owner=pamphlet, title=pamphlet.number_name, back=back, may=can_close, kept=kept
    )
