from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from inquiries.inquiries import rules
from inquiries.inquiries.models import Inquiry

STEPS_OF_WORK = ["内容", "質問", "確認", "照会"]

ONLY_ASKERS = "照会できるのは、特別区と特別区長会事務局の担当者です。"
ONLY_SECRETARIAT = "ひな形を作るのは、特別区長会事務局の担当者です。"


def own_draft(request, pk) -> Inquiry:
    """A draft of his organisation or a template; 404 for who may not see it, 403 for who may not write it.

    What was sent meanwhile comes back as it is: its page is elsewhere.
    """
    rows = Inquiry.objects.select_related("saved_by")
    inquiry = visible_inquiry(request, pk, rows)
    if inquiry.is_draft and not rules.can_edit_inquiry(request.user, inquiry):
        raise PermissionDenied(ONLY_SECRETARIAT if inquiry.is_template else ONLY_ASKERS)
    return inquiry


def visible_inquiry(request, pk, among=None) -> Inquiry:
    """The inquiry with its owner; 404 for who may not see it, and, unless named by `among`, for drafts."""
    rows = (Inquiry.objects.sent() if among is None else among).visible_to(request.user)
    return get_object_or_404(rows.select_related("organization__local_government", "section"), pk=pk)
