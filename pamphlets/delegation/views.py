from functools import partial

from django.views.decorators.http import require_POST

from correspondence.delegation.views import delegate_view
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login
from pamphlets.answers.views import pamphlet_and_own_answer
from pamphlets.delegation.actions import delegate_answer


@resumes_after_login
@require_POST
@members_only
def pamphlet_forward(request, pk):
    pamphlet, answer = pamphlet_and_own_answer(request, pk)
    answer.pamphlet = pamphlet
    return delegate_view(request, answer, partial(delegate_answer, answer=answer))
