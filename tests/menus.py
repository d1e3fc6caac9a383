"""The menus of a page (`details.acts-menu`): each entry may be used by whoever is shown it."""

import re

from django.test import Client

from tests.refusals import Line, ask_and_undo

MENU = re.compile(r'<details class="acts-menu">(.*?)</details>', re.S)
LINK = re.compile(r'<a [^>]*?href="([^"#]+)')
FORM = re.compile(r'<form [^>]*?action="([^"]+)"[^>]*>(.*?)</form>', re.S)
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


def entries_of(client: Client, address: str) -> list[tuple[str, dict | None]]:
    """Address of each entry, and what its form posts; None for a link."""
    menus = "".join(MENU.findall(client.get(address).text))
    forms = [(action, dict(HIDDEN.findall(inner))) for action, inner in FORM.findall(menus)]
    return [(href.replace("&amp;", "&"), None) for href in LINK.findall(menus)] + forms


def refused_entries(clients: dict[str, Client], address: str) -> list[str]:
    """Entries that answer with an error to somebody who is shown them."""
    wrong = []
    for who, client in clients.items():
        for entry, post in entries_of(client, address):
            status, _ = ask_and_undo(entry, Line("", "", post), client, who)
            if status not in (200, 302):
                wrong.append(f"{entry} as {who}: {status}")
    return wrong
