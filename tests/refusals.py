"""Every address of a room × everybody: one line an address, and what asks it."""

from dataclasses import dataclass, field

from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

CAST = ("reader", "officer", "colleague", "stranger", "ward_officer", "secretariat")


@dataclass(frozen=True)
class Line:
    """What is asked for, and the status of each of CAST; `post` is None for a page that is only read."""

    subject: str
    statuses: str
    post: dict | None = None
    more: dict = field(default_factory=dict)  # other parts of the address

    @property
    def expected(self) -> dict[str, int]:
        return dict(zip(CAST, map(int, self.statuses.split()), strict=True))

    @property
    def method(self) -> str:
        return "get" if self.post is None else "post"


def url_names(namespace: str) -> set[str]:
    _, resolver = get_resolver().namespace_dict[namespace]
    return {name for name in resolver.reverse_dict if isinstance(name, str)}


def status_of(url_name: str, line: Line, subject, client: Client, method: str = "") -> int:
    address = reverse(url_name, kwargs={**line.more, **({"pk": subject.pk} if subject else {})})
    is_get = (method or line.method) == "get"
    response = client.get(address) if is_get else client.post(address, line.post)
    if response.status_code == 302 and "/accounts/login/" in response.url:
        return 401  # sent to the login page
    response.getvalue() if response.streaming else None
    return response.status_code


def rolled_back_status(make, url_name: str, line: Line, client: Client, method: str = "") -> int:
    """The status of one request on a fresh subject, of which nothing stays."""
    with transaction.atomic():
        try:
            return status_of(url_name, line, make() if make else None, client, method)
        finally:
            transaction.set_rollback(True)
