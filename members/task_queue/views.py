"""The secretariat's way to all of its work in every room."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from members.access.decorators import secretariat_only
from members.task_queue.queries import NOTES, TASK_QUEUES, Group, waiting_queues


@secretariat_only
@require_safe
def task_queue(request):
    waiting = waiting_queues()
    busy = {each.queue for each in waiting}
    context = {
        "items": [each.item for each in waiting],
        "empty": [queue for queue in TASK_QUEUES if queue.group == Group.WORK and queue not in busy],
        "notes": [note() for note in NOTES],
        "registers": [queue for queue in TASK_QUEUES if queue.group == Group.REGISTER],
        "board": [queue for queue in TASK_QUEUES if queue.group == Group.BOARD],
    }
    return render(request, "members/task_queue/task_queue.html", context)
