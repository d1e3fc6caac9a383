"""Every address of a room × everybody: a room writes one line an address, and this asks it.

What stands in the address is made once for all its lines. Each request happens in a savepoint of its own and
is undone, so that nobody finds what the one before them did. What is refused writes nothing.
"""

import datetime
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db import connection, transaction
from django.template.base import Template
from django.test import Client
from django.urls import reverse
from django.utils import timezone

CAST = ("reader", "officer", "colleague", "stranger", "ward_officer", "secretariat")
TOKEN = "00000000-0000-4000-8000-000000000001"
LOGIN = 401  # stands for: sent to the login page
REFUSED = (403, 404)
WRITES = ("INSERT", "UPDATE", "DELETE")
SAY_NO = (
    *("403.html", "404.html"),
    *("members/access/not_member.html", "members/access/not_secretariat.html"),
)
# what was typed waits for the login or is shown again on the page, which is read by that; counters
NO_TRACE = (
    "django_session",
    "common_keptform",
    "common_cache",
    "common_counter",
    "common_idempotencykey",
    "board_readingfloor",
)
READ_MARK = "board_readmark"
NOBODY_LOOKS = ({"method": "head"}, *({"headers": {name: "prefetch"}} for name in ("Sec-Purpose", "Purpose")))
# who is there, and that somebody looked something through once more
SIGNS = ("board_presence", "common_auditentry", READ_MARK)


@dataclass(frozen=True)
class Line:
    """What is asked for, and the status of each of the cast; `post` is None for a page that is only read."""

    subject: str  # the name of what stands in the address, "nothing" where nothing does
    statuses: str
    post: dict | None = None
    more: dict = field(default_factory=dict)  # other parts of the address
    reads_too: bool = False  # whoever may not write still reads the page
    visitor: int = LOGIN
    former: int = 403  # people of an organisation that left

    @property
    def tokens(self) -> list[str]:
        """The names that the token of a form may have: with the prefix of its other fields."""
        prefixes = {name.rpartition("-")[0] for name in self.post or () if "-" in name}
        return ["idempotency_key", *(f"{prefix}-idempotency_key" for prefix in sorted(prefixes))]

    @property
    def method(self) -> str:
        return "get" if self.post is None else "post"


@dataclass(frozen=True)
class Table:
    """The lines of a room: that none is missing, tests/portal/test_refusals.py asks of the whole site."""

    namespace: str
    lines: dict[str, Line]
    cast: tuple[str, ...] = CAST

    @cached_property
    def subjects(self) -> list[str]:
        return sorted({line.subject for line in self.lines.values()})

    def expected(self, line: Line) -> dict[str, int]:
        return dict(zip(self.cast, map(int, line.statuses.split()), strict=True))

    def about(self, subject: str) -> dict[str, Line]:
        return {name: line for name, line in self.lines.items() if line.subject == subject}

    def full(self, name: str) -> str:
        return f"{self.namespace}:{name}" if self.namespace else name

    def assert_statuses(self, subject: str, make: Callable | None, clients: dict[str, Client]) -> None:
        """Everybody gets the status of each line of the subject; who may not write does not see the form."""
        made = make() if make else None
        wrong = []
        for name, line in self.about(subject).items():
            wrong += self._wrong(name, line, made, clients, self.expected(line))
            if line.post is not None and not line.reads_too:
                refused = {who: status for who, status in self.expected(line).items() if status in REFUSED}
                wrong += self._wrong(name, replace(line, post=None), made, clients, refused, also=405)
        assert not wrong, "\n".join(wrong)

    def assert_state(self, statuses: dict[str, str], make: Callable, clients: dict[str, Client]) -> None:
        """The statuses of some addresses where their subject is in another state than the lines say."""
        made = make()
        wrong = []
        for name, text in statuses.items():
            line = replace(self.lines[name], statuses=text)
            wrong += self._wrong(name, line, made, clients, self.expected(line))
        assert not wrong, "\n".join(wrong)

    def assert_closed(self, subject: str, make: Callable | None, clients: dict, cast: dict) -> None:
        """Visitors, people whose account has ended and people of an organisation that left."""
        made = make() if make else None
        lines = self.about(subject).items()
        wrong = []
        for name, line in lines:
            wrong += self._wrong(name, line, made, {"visitor": Client()}, {"visitor": line.visitor})
        cast["officer"].is_active = False
        cast["officer"].save(update_fields=["is_active"])
        suspended = {"suspended": clients["officer"]}
        for name, line in lines:
            wrong += self._wrong(name, line, made, suspended, {"suspended": line.visitor})
        organization = cast["colleague"].organization
        organization.withdrawn_on = timezone.localdate() - datetime.timedelta(days=1)
        organization.save(update_fields=["withdrawn_on"])
        former = {"former member": clients["colleague"]}
        for name, line in lines:
            wrong += self._wrong(name, line, made, former, {"former member": line.former})
        assert not wrong, "\n".join(wrong)

    def assert_sent_twice(self, subject: str, make: Callable | None, clients: dict[str, Client]) -> None:
        """What is sent again (Back, and the button once more) adds nothing to what the first arrival made."""
        made = make() if make else None
        wrong = []
        for name, line in self.about(subject).items():
            who = next((who for who, status in self.expected(line).items() if status < 400), None)
            if line.post is None or who is None:
                continue
            line = replace(line, post=line.post | dict.fromkeys(line.tokens, TOKEN))
            address = self._address(name, line, made)
            with transaction.atomic():
                ask_and_undo(address, line, clients[who], who, undone=False)
                status, written = ask_and_undo(address, line, clients[who], who, undone=False)
                transaction.set_rollback(True)
            added = [sql for sql in written if sql.startswith("INSERT") and not any(map(sql.count, SIGNS))]
            if added and status != 400:  # what a constraint refuses is tried all the same
                wrong.append(f"{name} as {who}, sent again ({status}): {added}")
        assert not wrong, "\n".join(wrong)

    def _address(self, name, line, made) -> str:
        parts = dict(made) if isinstance(made, dict) else {"pk": made.pk} if made else {}
        query = parts.pop("query", None)
        return reverse(self.full(name), kwargs=line.more | parts, query=query)

    def _wrong(self, name, line, made, clients, expected, also=None) -> list[str]:
        address = self._address(name, line, made)
        wrong = []
        for who, status in expected.items():
            got, written = ask_and_undo(address, line, clients[who], who)
            if got not in (status, also):
                wrong.append(f"{name} as {who}: expected {status}, got {got} ({line.method} {address})")
            elif without_marks(written) and got in (LOGIN, *REFUSED):
                wrong.append(f"{name} as {who}: refused ({got}), and yet wrote: {written}")
            elif written and line.post is None:
                wrong += _marked_unseen(address, line, clients[who], who)
        return wrong


class EveryAddress:
    """The tests of a room's `table`, with its fixture `subjects`: {subject: how it is made}.

    `states`: of some subjects, the statuses of the addresses that they change.
    """

    table: Table
    states: dict[str, dict[str, str]] = {}

    def pytest_generate_tests(self, metafunc):
        for name, values in (("subject", self.table.subjects), ("state", list(self.states))):
            if name in metafunc.fixturenames:
                metafunc.parametrize(name, values)

    def test_everybody_gets_their_status(self, subject, subjects, clients):
        self.table.assert_statuses(subject, subjects.get(subject), clients)

    def test_what_is_sent_again_adds_nothing(self, subject, subjects, clients):
        self.table.assert_sent_twice(subject, subjects.get(subject), clients)

    def test_visitors_and_former_members_get_nothing(self, subject, subjects, clients, cast):
        self.table.assert_closed(subject, subjects.get(subject), clients, cast)

    def test_unusual_states(self, state, subjects, clients):
        self.table.assert_state(self.states[state], subjects[state], clients)


def without_marks(written: list[str]) -> list[str]:
    return [sql for sql in written if READ_MARK not in sql]


def _marked_unseen(address: str, line: Line, client: Client, who: str) -> list[str]:
    """What is written where only the head is asked for or a browser fetches ahead; the audit log may be."""
    found = []
    for how in NOBODY_LOOKS:
        written = [
            sql
            for sql in ask_and_undo(address, line, client, who, **how)[1]
            if "common_auditentry" not in sql
        ]
        if written:
            found.append(f"{address} as {who}: nobody looks ({how}), and yet wrote: {written}")
    return found


@contextmanager
def undrawn(*names: str):
    """Pages of these names are answered empty; all pages, where none is named."""

    def some(template, context):
        is_left_out = template.name in names if names else template.name.endswith(".html")
        return "" if is_left_out else draw(template, context)

    draw, Template.render = Template.render, some
    try:
        yield
    finally:
        Template.render = draw


def leaves_trace(client: Client, address: str, values: dict) -> bool:
    """Whether the post leaves a line in the register; nothing of it stays. Never an error page."""
    with undrawn():
        status, written = ask_and_undo(address, Line("", "", values), client)
    assert status in (LOGIN, 302, 400, 403, 404, 409), (address, status)
    return any("common_auditentry" in sql for sql in written)


def in_turns(clients: list, asked: set, start: int) -> list:
    """Who asks what, where a table says who may at all: each of them some, in another state others."""
    return [(clients[(start + number) % len(clients)], what) for number, what in enumerate(sorted(asked))]


def ask_and_undo(
    address: str, line: Line, client: Client, who: str = "", method="get", undone=True, **how
) -> tuple[int, list[str]]:
    """The status of one request and what it wrote; nothing stays of it where it is `undone`.

    The pages that say no are the same everywhere and not drawn.
    """
    client.cookies.pop("messages", None)
    written, undoable = [], {}

    def watch(execute, sql, *args):
        if sql.startswith("SAVEPOINT"):
            undoable[sql.split()[-1]] = len(written)
        elif sql.startswith("ROLLBACK TO"):
            del written[undoable[sql.split()[-1]] :]
        elif sql.startswith(WRITES) and not any(table in sql for table in NO_TRACE):
            written.append(sql[:80])
        return execute(sql, *args)

    with transaction.atomic(), connection.execute_wrapper(watch), undrawn(*SAY_NO):
        try:
            if line.post is None:
                response = getattr(client, method)(address, **how)
            else:
                response = client.post(address, line.post)
            response.getvalue() if response.streaming else None
            kept = response.headers.get("Cache-Control", "")
            assert who == "visitor" or "private" in kept, f"may be kept by a cache: {kept!r}"
        except Exception as error:
            error.add_note(f"{line.method} {address} as {who}")
            raise
        finally:
            transaction.set_rollback(undone)
    if response.status_code == 302 and "/accounts/login/" in response.url:
        return LOGIN, written
    return response.status_code, written
