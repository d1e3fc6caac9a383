from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from common.pages import show_page
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login
from pamphlets.answers.views import pamphlet_and_own_answer
from pamphlets.forwarding import actions
from pamphlets.forwarding.forms import ForwardForm


@resumes_after_login
@require_POST
@members_only
def pamphlet_forward(request, pk):
    pamphlet, answer = pamphlet_and_own_answer(request, pk)
    form = ForwardForm(request.POST, ward=answer.ward_id)
    if form.is_valid():
        try:
            actions.forward_pamphlet(answer=answer, by=request.user, **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(
                request, f"{form.cleaned_data['section'].name}に回しました。メールで知らせます。"
            )
            return redirect(pamphlet)
    return show_page(request, pamphlet, forward_form=form)
