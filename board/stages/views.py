from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from board.stages import actions, rules
from board.stages.forms import StepForm
from board.topics.models import Topic
from board.topics.rules import owns_topic
from board.topics.views import posted_or_resumed, refused, visible_topic
from common.idempotency.actions import earlier_result
from common.pages import form_page
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_step(request, pk):
    topic = visible_topic(request, pk)
    if not owns_topic(request.user, topic) or not topic.stage:
        raise PermissionDenied
    if url := earlier_result(request):  # pressed twice: the first step made this form stale
        return redirect(url)
    form = StepForm(posted_or_resumed(request), topic=topic)
    if not rules.can_step_topic(request.user, topic) and not form.is_stale:
        raise refused(request.user, topic)
    if request.method == "POST" and form.is_valid() and (url := _step(request, topic, form)):
        return redirect(url)
    may = rules.can_step_topic(request.user, topic)
    return form_page(request, "board/stages/topic_step.html", form, topic=topic, may=may)


def _step(request, topic: Topic, form: StepForm) -> str:
    """Take the step once; where to go then, "" where it was refused."""
    values = {name: form.cleaned_data[name] for name in ("stage", "on", "remark")}

    def make():
        seen = form.cleaned_data["seen"] or 0
        step = actions.step_topic(topic=topic, by=request.user, seen=seen, **values)
        messages.success(request, f"段階を「{Topic.Stage(values['stage']).label}」にしました。")
        return step.topic.get_absolute_url()

    return form.make_once(make)
