"""What is still missing, with the way to where it is typed."""

from django.urls import reverse

from events.events.models import Event
from events.events.rules import Check, check_list


def check_lines(event: Event) -> list[tuple[Check, str]]:
    """Each line of the check list, with the address of its field."""
    form, files = (reverse(f"events:event-{name}", args=[event.pk]) for name in ("edit", "files"))
    checks = check_list(event)
    return [(check, files if check.field == "files" else f"{form}#id_{check.field}") for check in checks]
