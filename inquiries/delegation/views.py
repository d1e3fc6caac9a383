"""Inside the asked organisation: choosing who writes the answer."""

from functools import partial

from django.views.decorators.http import require_POST

from correspondence.delegation.views import delegate_view
from inquiries.answers.views import answerable
from inquiries.delegation.actions import delegate_answer
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


@resumes_after_login
@require_POST
@members_only
def answer_delegate(request, pk):
    _, answer, refusal = answerable(request, pk)
    return delegate_view(request, answer, partial(delegate_answer, answer=answer), refusal=refusal)
