"""What waits for a person, gathered from every room: the top of his my-page."""

from dataclasses import dataclass

from django.urls import reverse

from members.models import Application
from office.models import Mail


@dataclass(frozen=True)
class Task:
    """One line: how many of what, and where to do it."""

    label: str
    count: int
    url: str
    tone: str = "key"


def tasks_of(user) -> list[Task]:
    """Tasks with something in them, the ones others wait for first."""
    found = [*_of_secretariat(user), *_of_board(user), *_of_organization(user)]
    return [task for task in found if task.count]
