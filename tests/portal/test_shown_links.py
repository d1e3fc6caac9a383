"""No page shows a link that its reader may not follow: over the sample content, for each kind of reader."""

import re
from collections import Counter, deque
from html import unescape

import pytest
from django.core.management import call_command
from django.db import transaction
from django.urls import Resolver404, resolve

from members.users.models import User
from tests.public_addresses import PUBLIC

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EACH = 2  # pages whose address has one name; of those for everybody one
LINK = re.compile(r'<a\b[^>]*?\bhref="([^"#]+)')
FILE = re.compile(r"\.(csv|xlsx|zip|pdf|ics|json|xml|txt)(\?|$)|/media/|/attachments/")  # limited in number
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
BUTTON = re.compile(r'<button\b[^>]*?\bname="([^"]+)"[^>]*?\bvalue="([^"]*)"')
HIDDEN = re.compile(r'<input\b(?=[^>]*type="hidden")[^>]*?\bname="([^"]+)"[^>]*?\bvalue="([^"]*)"')
ASKS_PASSWORD = {"mfa_activate_totp"}
ENDS_SESSION = {"account_logout"}


@pytest.fixture
def sample(db):
    call_command("seed_facts", verbosity=0)
    call_command("seed_sample", verbosity=0)
    officer = User.objects.get(email="officer@demo.example")
    User.objects.create_user(
        "reader@demo.example", name="見本 読子", section=officer.section, role=User.Role.READER
    )


def refused(client, path):
    """Addresses that no answer was given to, each with the page that shows it, and how many were asked."""
    waiting, asked, seen, found = deque([(path, "")]), Counter(), set(), []
    while waiting:
        address, shown_by = waiting.popleft()
        name = name_of(address)
        if address in seen or asked[name] >= (1 if name in PUBLIC else EACH):
            continue
        seen.add(address)
        asked[name] += 1
        answer = client.get(address)
        answer.getvalue()  # a file that is streamed is closed at its end
        if answer.status_code in (301, 302):
            target = answer.headers["Location"]
            if target.startswith("/accounts/login/") and name not in ASKS_PASSWORD:
                found.append((address, shown_by, "login"))
            waiting.append((target, address))
        elif answer.status_code != 200:
            found.append((address, shown_by, answer.status_code))
        elif answer.headers["Content-Type"].startswith("text/html"):
            html = answer.content.decode()
            found.extend(forms_refused(client, address, html, asked))
            links = map(unescape, LINK.findall(html))
            waiting.extend((whole(link, address), address) for link in links if is_page(link))
    return found, sum(asked.values())


def forms_refused(client, address, html, asked):
    """Forms that refuse whoever reads the page; one of each address is sent as it stands, nothing stays."""
    for said, inside in FORM.findall(html):
        said = dict(re.findall(r'\b(method|action)="([^"]*)"', said))
        target = unescape(said.get("action") or address)
        name = name_of(target)
        sent = name, "post"
        if said.get("method", "get").lower() != "post" or name in ENDS_SESSION or sent in asked:
            continue
        asked[sent] += 1
        with transaction.atomic():
            pressed = BUTTON.findall(inside)[:1] + HIDDEN.findall(inside)
            fields = {field: unescape(value) for field, value in pressed}
            status = client.post(target, fields).status_code
            transaction.set_rollback(True)
        if status in (403, 404, 405):
            yield target, address, f"POST {status}"


def whole(link, address):
    return address.partition("?")[0] + link if link.startswith("?") else link


def is_page(link):
    return link.startswith(("/", "?")) and not link.startswith(("//", "/admin/")) and not FILE.search(link)


def name_of(address):
    try:
        return resolve(address.partition("?")[0]).view_name
    except Resolver404:
        return address


def test_every_link_that_is_shown_answers(client, sample):
    for name in ("officer", "reader", "ward", "secretariat"):
        client.force_login(User.objects.get(email=f"{name}@demo.example"))
        found, asked = refused(client, "/")
        assert (name, found) == (name, [])
        assert asked > 100
