"""Whatever a browser, a robot or a tired officer asks for: an answer, never an error of ours."""

import re
from functools import partial
from urllib.parse import quote, urlencode

import pytest

from portal.middleware import PROBES
from tests.addresses import ADDRESSES, HUGE
from tests.refusals import SAY_NO, undrawn

pytestmark = pytest.mark.slow
GARBAGE = ["\x00", HUGE, "9" * 5000]
FIELDS = [
    *(
        "title",
        "body",
        "themes",
        "wards",
        "starts_on",
        "ends_on",
        "deadline",
        "places",
        "link",
        "idempotency_key",
        "version",
    ),
    *("kept_files", "copies", "decision", "remark", "reason", "name", "email", "code", "number", "matter"),
    *("leaving", "effective_on", "successor_email", "section_name", "mailbox", "telephone", "postal_code"),
    *("successor_name",),
    *("due_on", "answered_name", "came_name", "came_email", "left"),
    *("lost", "new_email", "credential"),
    *("role", "section"),
    *("file", "seen", "invites"),
    *("introduction", "head_message", "themes_offer", "website", "x_url", "picture_alt", "kept_picture"),
    *("review", "only", "shown", "all"),
    *("predecessors", "absorbing", "survivor", "source", "name_kana", "body_kind", "until", "prefecture"),
    *("on", "audience", "audience_organizations", "losing_access", "event_path", "budget", "programme"),
    *("capacity", "quoted", "assignee", "due", "back", "partner"),
    *("topic", "way", "note", "query"),
    *("dispatched_on", "carrier", "received_on", "received_count", "finished_on", "handed_out", "left_over"),
    *("stage", "login", "password", "password1", "answer"),
    *("outcome", "confirm", "text"),
    *("wanted", "resume", "level", "theme", "rhythm", "me-rhythm", "ward"),
    *("document_number", "stamps", "circulation", "start", "with_hidden", "with_talks"),
    *("day", "time", "notify", "from", "to"),
    *("copies_available", "minimum_per_ward", "grams", "copies_per_box", "reach", "answers_shown"),
    *("answer_due", "deliver_by", "period_from", "period_until", "description", "needs_approval"),
    *(
        "q1",
        "q2",
        "q3",
        "q4",
        "q5",
        "q6-files",
        "q6-kept_files",
        "questions_version",
        "save_draft",
        "propose",
    ),
    *("none-remark", "none-version", "none-questions_version", "none-idempotency_key"),
    *("delegate-assignee", "delegate-note", "delegate-known", "return-note"),
    *("limit", "capacity", "takes_deliveries", "cannot_take", "address", "text", "note"),
    *("prefectures", "chosen", "results_shown", "organizations", "although_silent", "do"),
    *("q1-label", "q1-kind", "q1-options", "q1-line", "due-answer_due", "due-version", "due-note"),
]
QUERIES = [
    "q",
    "page",
    "number",
    "disaster",
    "year",
    "organization",
    "sort",
    "type",
    "kind",
    "code",
    "state",
    "silent",
    "stamp",
    "person",
    "prefecture",
    "body",
    "organizations",
    "survivor",
    "theme",
    "want",
    "quote",
    "with",
    "who",
    "own",
    "view",
    *("from", "mine", "deadline", "deadline_from", "deadline_until", "ward", "show"),
]


OWN = [address for address in ADDRESSES if not address.startswith("/admin/")]
PLAIN = [address for address in OWN if not re.search("[0-9x]{6}|accounts", address)]
FORMS = [address for address in OWN if not re.search("9223|logout", address)]
NUL_EVERYWHERE = urlencode(dict.fromkeys(FIELDS, "\x00"))


@pytest.fixture(autouse=True)
def _answers_that_say_no():
    """They are the same at every address, and not drawn at each."""
    with undrawn("400.html", *SAY_NO):
        yield


@pytest.fixture
def members(browser, secretariat, ward_officer, officer):
    """Logged in, whoever sees most first: what one is refused, the next asks for."""
    clients = list(map(browser, (secretariat, ward_officer, officer)))
    for client in clients:
        client.raise_request_exception = False
    return clients


@pytest.fixture
def visitor(db, visitor):
    visitor.raise_request_exception = False
    return visitor


def statuses(ask, asked):
    """{what: status}; none is an error of ours."""
    found = {}
    for what in asked:
        response = ask(what)
        response.getvalue()  # read to its end, or a table that streams stays open
        found[what] = response.status_code
    assert not [what[:200] for what, status in found.items() if status >= 500]
    return found


def kept_by_no_cache(client):
    """Asks as they would, and sees that what somebody logged in gets is kept nowhere."""

    def ask(address):
        response = client.get(address)
        said = response.headers.get("Cache-Control", "").replace(" ", "").split(",")
        assert address in PROBES or {"private", "no-store"} <= set(said), (address, said)
        return response

    return ask


def refused(found):
    return [what for what, status in found.items() if status == 403]


def test_every_room_is_asked():
    assert {f"/events/{HUGE}/", f"/board/topics/{HUGE}/edit/", "/members/apply/done/00000000/"} <= set(
        ADDRESSES
    )
    assert not [address for address in ADDRESSES if re.search(r"[<>()?\\]", address)]


def test_absurd_addresses_and_queries(members):
    asked = OWN
    for client in members:
        found = statuses(kept_by_no_cache(client), asked)
        ask_absurd_queries(client, found)
        asked = refused(found)


def test_absurd_queries_of_a_ward(members):
    """The same page offers a municipality other things to ask for than the secretariat."""
    _, ward_officer, _ = members
    ask_absurd_queries(ward_officer, statuses(ward_officer.get, PLAIN))


def test_absurd_addresses_and_queries_of_visitors(visitor):
    ask_absurd_queries(visitor, statuses(visitor.get, OWN))


def ask_absurd_queries(client, found):
    """Of each page that is there for them."""
    asked = [address for address in PLAIN if found.get(address, 404) not in (403, 404, 405)]
    for value in GARBAGE:
        # the longest one is passed on to the login page, where an address has its limits too
        names = QUERIES if len(value) < 100 else ["page"]
        query = "&".join(f"{name}={quote(value)}" for name in names)
        statuses(client.get, [f"{address}?{query}" for address in asked])


def test_absurd_forms(members):
    asked = FORMS
    for client in members:
        found = ask_absurd_forms(client, asked)
        asked = refused(found)


def test_absurd_forms_of_visitors(visitor):
    ask_absurd_forms(visitor, FORMS)


def ask_absurd_forms(client, asked):
    """Nothing, and a character that no column takes in every field that the forms of the site have."""
    found = statuses(client.post, asked)
    filled = {"data": NUL_EVERYWHERE, "content_type": "application/x-www-form-urlencoded"}
    taken = [address for address in asked if found[address] not in (403, 405)]
    statuses(partial(client.post, **filled), taken)
    return found


def test_absurd_addresses_of_the_admin(browser, secretariat):
    """What may be asked of its lists and rows: test_admin_site.py."""
    client = browser(secretariat)
    client.raise_request_exception = False
    statuses(kept_by_no_cache(client), [address for address in ADDRESSES if address.startswith("/admin/")])
