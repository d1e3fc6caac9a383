from collections.abc import Callable

from common.outbox.models import OutgoingMail

Guard = Callable[[OutgoingMail], str]
_guards: dict[str, Guard] = {}
_bounce_tasks: list[str] = []


def register_guard(purpose: str, guard: Guard) -> None:
    """Have `guard(mail)` asked before a mail of that purpose leaves: a sentence why it must not, or ""."""
    _guards[purpose] = guard


def register_bounce_task(task: str) -> None:
    """Have the job `task(address=, reason=)` done when a mail server says that an address does not exist."""
    if task not in _bounce_tasks:
        _bounce_tasks.append(task)


def _no_reason(mail: OutgoingMail) -> str:
    return ""


def reason_against(mail: OutgoingMail) -> str:
    """Why this mail must not leave any more; "" where it may."""
    return _guards.get(mail.purpose, _no_reason)(mail)


def bounce_tasks() -> tuple[str, ...]:
    """The jobs to do for an address that does not exist."""
    return tuple(_bounce_tasks)
