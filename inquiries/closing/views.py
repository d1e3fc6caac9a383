from functools import partial

from django.views.decorators.http import require_POST

from correspondence.closing.actions import close, withdraw
from correspondence.closing.views import close_view, withdraw_view
from correspondence.requests.queries import visible_request
from inquiries.inquiries.models import Inquiry
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


@require_POST
@members_only
def inquiry_close(request, pk):
    inquiry = visible_request(request, Inquiry, pk)
    return close_view(request, inquiry, partial(close, item=inquiry))


@resumes_after_login
@require_POST
@members_only
def inquiry_withdraw(request, pk):
    inquiry = visible_request(request, Inquiry, pk)
    return withdraw_view(request, inquiry, partial(withdraw, item=inquiry))
