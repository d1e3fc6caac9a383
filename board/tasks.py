"""Background work of the board; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board import (
    reading,
    tasks_answers,
    tasks_delivery,
    tasks_files,
    tasks_letters,
    tasks_life,
    tasks_order,
    tasks_pamphlet,
    tasks_pamphlet_step,
    tasks_paper,
    tasks_telling,
    tasks_writing,
    telling,
)
from office.jobs import RETRY

__all__ = [
    "compact_reading",
    "tasks_answers",
    "tasks_delivery",
    "tasks_files",
    "tasks_letters",
    "tasks_life",
    "tasks_order",
    "tasks_pamphlet",
    "tasks_pamphlet_step",
    "tasks_paper",
    "tasks_telling",
    "tasks_writing",
    "tell_reply_posted",
    "tell_topic_published",
]


@app.task(name="board.tell_topic_published", retry=RETRY)
def tell_topic_published(topic_id: int) -> None:
    telling.tell_topic_published(topic_id)


@app.task(name="board.tell_reply_posted", retry=RETRY)
def tell_reply_posted(reply_id: int) -> None:
    telling.tell_reply_posted(reply_id)


@app.periodic(cron="17 * * * *")
@app.task(name="board.compact_reading", queueing_lock="board.compact_reading")
def compact_reading(timestamp: int) -> None:
    """Keep counting of unread topics cheap for those who read much."""
    for user_id in reading.users_to_compact():
        reading.compact(user_id)
