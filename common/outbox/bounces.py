_bounce_tasks: list[str] = []


def register_bounce_task(task: str) -> None:
    """Have the job `task(address=, reason=)` done when a mail server says that an address does not exist."""
    if task not in _bounce_tasks:
        _bounce_tasks.append(task)


def bounce_tasks() -> tuple[str, ...]:
    """The jobs to do for an address that does not exist."""
    return tuple(_bounce_tasks)
