"""The hand-over paper (引継書): what one person leaves to their successor, from live data, on A4."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from board.handovers import queries as board
from common.japanese_calendar import today
from inquiries.pending_items import handover_paper as inquiries
from members.access.decorators import members_only
from members.handovers.models import Handover
from members.handovers.rules import can_see_handover_paper
from members.users.models import User
from pamphlets.pending_items import handover_paper as pamphlets

NO_SECTION = "担当部署が登録されていないため、引継書はありません。"
NOT_YOURS = "ほかの人の引継書は、その団体の代表担当者と事務局だけが見られます。"


def _person(request) -> User:
    """The user, or who is named by ?person=: 404 where that is somebody of another organisation."""
    asked = request.GET.get("person", "")
    if not asked or asked == str(request.user.pk):
        return request.user
    people = User.objects.all()
    if not request.user.is_secretariat:
        people = people.of(request.user.organization)
    return get_object_or_404(people, pk=asked[:9] if asked.isascii() and asked.isdigit() else 0)


@members_only
@require_safe
def handover_paper(request):
    person = _person(request)
    if not person.section_id:
        raise PermissionDenied(NO_SECTION)
    if not can_see_handover_paper(request.user, person):
        raise PermissionDenied(NOT_YOURS)
    left = board.handover_paper_of(person, request.user)
    requests = pamphlets.handover_paper_of(person, request.user)
    context = {
        "person": person,
        "section": person.section,
        "left": left,
        "pamphlets": requests,
        "inquiries": inquiries.handover_paper_of(person, request.user),
        "with_files": [*left.with_files, *requests.with_files],
        "planned": Handover.objects.open().filter(leaving=person).first(),
        "stamp": request.GET.get("stamp") == "1",
        "today": today(),
    }
    return render(request, "portal/handover_paper/handover_paper.html", context)
