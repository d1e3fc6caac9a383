"""Who in an organisation is responsible for a topic, and the list of it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from board.assignments import actions, rules
from board.assignments.forms import AssignmentForm
from board.assignments.models import Assignment
from board.assignments.queries import assignments_for, most_urgent_first, newest_done_first
from board.topics.views import refused, visible_topic
from board.unread.board_tabs import ROWS_PER_PAGE, board_tabs
from common.japanese_calendar import is_working_day, wareki
from common.pages import form_page
from common.pagination import paginate, state_tabs
from members.access.decorators import members_only
from members.access.resume_after_login import resumes_after_login, typed_data


@resumes_after_login
@require_http_methods(["GET", "POST"])
@members_only
def topic_assign(request, pk):
    topic = visible_topic(request, pk)
    if not rules.can_assign_topic(request.user, topic):
        raise refused(request.user, topic)
    assignment = assignments_for(request.user).open().filter(topic=topic).first()
    form = AssignmentForm(typed_data(request), by=request.user, assignment=assignment)
    context = {"topic": topic, "assignment": assignment}
    if request.method == "POST" and form.is_valid():
        try:
            actions.assign_topic(topic=topic, by=request.user, **form.cleaned_data)
        except actions.AssignedMeanwhile as first:
            form.refuse_stale(first.assignment)
            context["form"] = form
            return render(request, "board/assignments/topic_assign.html", context, status=409)
        messages.success(request, _assigned(form.cleaned_data))
        return redirect(topic)
    return form_page(request, "board/assignments/topic_assign.html", form, **context)


def _assigned(values: dict) -> str:
    closed = values["due"] and not is_working_day(values["due"])
    more = "期限の日は閉庁日です。" if closed else ""
    return f"{values['assignee'].name}さんを担当にしました。{more}"


@require_POST
@members_only
def assignment_finish(request, pk):
    assignment = get_object_or_404(Assignment.objects.visible_to(request.user), pk=pk)
    if not request.user.acts_for_section:
        raise PermissionDenied
    actions.finish_assignment(assignment=assignment, by=request.user)
    messages.success(request, f"第{assignment.topic_id}号の担当を完了にしました。")
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        back = reverse("board:topic-detail", args=[assignment.topic_id])
    return redirect(back)


@require_safe
@members_only
def assignment_detail(request, pk):
    """To the topic, where it is done; what somebody has finished since says so."""
    assignment = get_object_or_404(assignments_for(request.user).select_related("done_by"), pk=pk)
    if assignment.is_done:
        done_by, day = assignment.done_by.name, wareki(assignment.done_at)
        messages.info(request, f"この担当は済んでいます。{done_by}さんが{day}に完了にしました。")
    if not assignment.topic_readable:
        return redirect("board:assignment-list")
    return redirect(reverse("board:topic-detail", args=[assignment.topic_id]) + "#assignment-head")


@require_safe
@members_only
def assignment_list(request):
    everybody, done = request.GET.get("who") == "all", request.GET.get("state") == "done"
    rows = assignments_for(request.user)
    if not everybody:
        rows = rows.filter(assignee=request.user)
    rows = newest_done_first(rows) if done else most_urgent_first(rows)
    context = {
        "page": paginate(rows, request, ROWS_PER_PAGE),
        **_chips(everybody, done),
        "tabs": board_tabs(request, "board:assignment-list"),
    }
    return render(request, "board/assignments/assignment_list.html", context)


MINE_OR_ALL = (("", "自分の担当"), ("all", "団体のすべて"))
OPEN_OR_DONE = (("", "対応中"), ("done", "完了"))


def _chips(everybody: bool, done: bool) -> dict[str, list[dict]]:
    """Mine or everybody's, open or done; each link keeps the other choice."""
    who, state = ("all" if everybody else ""), ("done" if done else "")

    return {
        "chips_who": state_tabs(MINE_OR_ALL, who, name="who", query={"state": state}),
        "chips_state": state_tabs(OPEN_OR_DONE, state, query={"who": who}),
    }
