from django.core.exceptions import PermissionDenied

from correspondence.requests.queries import visible_request
from inquiries.inquiries import rules
from inquiries.inquiries.models import Inquiry

STEPS_OF_WORK = ["内容", "質問", "確認", "照会"]

ONLY_ASKERS = "照会できるのは、特別区と特別区長会事務局の担当者です。"
IN_REVIEW = "承認を待っている照会です。修正するときは、確認の画面で下書きに戻してください。"
ONLY_SECRETARIAT = "ひな形を作るのは、特別区長会事務局の担当者です。"


def own_draft(request, pk) -> Inquiry:
    """A draft of their organisation or a template; 404 for who may not see it, 403 for who may not write it.

    What was sent meanwhile comes back as it is: its page is elsewhere.
    """
    inquiry = visible_request(request, Inquiry, pk, drafts=True)
    if inquiry.is_draft and not rules.can_edit_inquiry(request.user, inquiry):
        if inquiry.state == Inquiry.State.REVIEW:
            raise PermissionDenied(IN_REVIEW)
        raise PermissionDenied(ONLY_SECRETARIAT if inquiry.is_template else ONLY_ASKERS)
    return inquiry
