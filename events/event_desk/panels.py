"""What is still missing, with the way to where it is typed."""

from django.urls import reverse

from events.events.models import Event
from events.events.rules import Check, check_list


def check_lines(event: Event) -> list[tuple[Check, str]]:
    """Each line of the check list, with the address of its field."""
    form, files, programme = (
        reverse(f"events:{name}", args=[event.pk]) for name in ("event-edit", "event-files", "programme-list")
    )
    pages = {"files": files, "programme": programme}
    return [(check, pages.get(check.field, f"{form}#id_{check.field}")) for check in check_list(event)]
