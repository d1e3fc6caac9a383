"""What a client finds on my page, and what waits on the secretariat's desk."""

from collections import Counter

from django.test import Client

from common.work_items import PendingItem
from members.task_queue.queries import waiting_queues


def pending_items(client: Client) -> list[PendingItem]:
    return client.get("/mypage/").context["pending"].items


def pending_kinds(client: Client) -> list[str]:
    """The kind of each thing that waits, in the order of the page."""
    return [item.label for item in pending_items(client)]


def desk_counts() -> Counter[str]:
    """How much waits in each queue, by the name of its page."""
    return Counter({waiting.queue.url_name: waiting.count for waiting in waiting_queues()})
