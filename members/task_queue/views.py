"""The secretariat's way to all of its work in this room."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.access.decorators import secretariat_only
from members.task_queue.queries import counted_task_queues


@secretariat_only
@require_safe
def task_queue(request):
    return render(request, "members/task_queue/task_queue.html", {"queues": counted_task_queues()})
