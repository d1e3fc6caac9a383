"""Entering what a ward without contacts told by telephone or fax."""

from django.contrib import messages
from django.shortcuts import redirect, render

from correspondence.answers_on_behalf import views
from members.access.resume_after_login import typed_data
from pamphlets.answers import actions
from pamphlets.answers.models import WardAnswer
from pamphlets.answers_on_behalf.forms import PamphletOnBehalfForm
from pamphlets.reminders.rules import can_see_late
from pamphlets.requests.models import PamphletRequest

ENTERED = "{name}の回答を入力しました。依頼元にメールで知らせます。"


def _page(request, pamphlet, answer):
    form = PamphletOnBehalfForm(typed_data(request), pamphlet=pamphlet)

    def enter():
        actions.answer_pamphlet(answer=answer, respondent=form.respondent(request.user), **form.facts)
        messages.success(request, ENTERED.format(name=answer.organization.full_name))
        return pamphlet.get_absolute_url()

    if request.method == "POST" and form.is_valid() and (url := form.make_once(enter)):
        return redirect(url)
    status = 400 if request.method == "POST" else 200
    context = {"item": pamphlet, "answer": answer, "form": form}
    return render(request, "pamphlets/answers_on_behalf/answer_on_behalf.html", context, status=status)


without_contact_list = views.without_contact_list(WardAnswer, "配布依頼", may_see=can_see_late)
answer_on_behalf = views.answer_on_behalf(PamphletRequest, _page)
