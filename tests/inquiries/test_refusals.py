"""Every address of the inquiries × everybody: the statuses of the tables, and no address without a line."""

import datetime

import pytest
from django.db import transaction
from django.urls import get_resolver, reverse
from django.utils import timezone

from inquiries.answers.models import InquiryAnswer
from tests.inquiries.answers import refusals
from tests.inquiries.answers_by_mail.refusals import PUBLIC
from tests.inquiries.drafts import refusals as drafts_refusals
from tests.inquiries.refusal_line import CAST, World
from tests.inquiries.results import refusals as results_refusals

MODULES = (drafts_refusals, refusals, results_refusals)
LINES = {name: line for module in MODULES for name, line in module.LINES.items()}
SUBJECTS = {name: make for module in MODULES for name, make in module.SUBJECTS.items()}
WRITES = sorted(name for name, line in LINES.items() if line.post is not None and not line.reads_too)
pytestmark = pytest.mark.django_db


def names() -> set[str]:
    _, resolver = get_resolver().namespace_dict["inquiries"]
    return {name for name in resolver.reverse_dict if isinstance(name, str)}


def test_every_address_has_its_line():
    assert not set(LINES) - names(), "These lines have no address any more."
    missing = sorted(names() - set(LINES) - PUBLIC)
    assert not missing, (
        f"No line in tests/inquiries/refusals_….py for {missing}: the status of each of {CAST}."
    )


def test_every_subject_that_a_line_names_can_be_made():
    assert {line.subject for line in LINES.values()} - {"nothing"} <= set(SUBJECTS)


@pytest.fixture
def world(request, sakai, make_inquiry, make_inquiry_draft, give_answer, make_closed):
    cast = {name: request.getfixturevalue(name) for name in CAST}
    return World(cast, sakai, make_inquiry, make_inquiry_draft, give_answer, make_closed)


def ask(name, line, subject, client, method) -> int:
    address = reverse(f"inquiries:{name}", kwargs=line.more | named(subject))
    response = client.get(address) if method == "get" else client.post(address, line.post)
    if response.status_code == 302 and "/accounts/login/" in response.url:
        return 401  # sent to the login page
    response.getvalue() if response.streaming else None
    return response.status_code


def named(subject) -> dict:
    """What stands in an address that speaks of it."""
    if isinstance(subject, InquiryAnswer):
        return {"pk": subject.inquiry_id, "answer_pk": subject.pk}
    return {"pk": subject.pk} if subject else {}


def subject_of(line, world):
    return SUBJECTS[line.subject](world) if line.subject in SUBJECTS else None


def undone(name, line, world, client, method) -> int:
    """The status of one request on a fresh subject, of which nothing stays."""
    with transaction.atomic():
        try:
            return ask(name, line, subject_of(line, world), client, method)
        finally:
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", LINES)
def test_everybody_gets_their_status(name, world, browser):
    line = LINES[name]
    method = "get" if line.post is None else "post"
    got = {who: undone(name, line, world, browser(world.cast[who]), method) for who in CAST}
    assert got == line.expected


@pytest.mark.parametrize("name", WRITES)
def test_who_may_not_write_may_not_open_the_form(name, world, browser):
    line = LINES[name]
    for who, status in line.expected.items():
        if status in (403, 404):
            assert undone(name, line, world, browser(world.cast[who]), "get") in (status, 405), who


@pytest.mark.parametrize("name", LINES)
def test_visitors_and_former_members_get_nothing(name, world, browser, visitor):
    line = LINES[name]
    method = "get" if line.post is None else "post"
    with transaction.atomic():
        subject, cast = subject_of(line, world), world.cast
        assert ask(name, line, subject, visitor, method) == 401
        suspended, former = browser(cast["officer"]), browser(cast["colleague"])
        cast["officer"].is_active = False
        cast["officer"].save(update_fields=["is_active"])
        assert ask(name, line, subject, suspended, method) == 401
        organization = cast["colleague"].organization
        organization.withdrawn_on = timezone.localdate() - datetime.timedelta(days=1)
        organization.save(update_fields=["withdrawn_on"])
        assert ask(name, line, subject, former, method) == 403
        transaction.set_rollback(True)


# An inquiry in an unusual state: who reads it, and what is refused to those who otherwise might.
STATES = {
    "draft": {"inquiry-detail": "404 404 404 404 302 404", "inquiry-answer": "404 404 404 404 404 404"},
    "closed": {
        "inquiry-detail": "200 200 200 404 200 200",
        "inquiry-answer": "403 403 403 404 403 403",
        "answer-return": "403 400 403 404 403 403",
    },
}


@pytest.mark.parametrize("state", STATES)
def test_inquiries_in_unusual_states(state, world, browser):
    def make():
        if state == "draft":
            return world.make_inquiry_draft(world.cast["ward_officer"], [world.sakai])
        inquiry = world.inquiry()
        world.make_closed(inquiry, world.cast["ward_officer"])
        return inquiry

    for name, statuses in STATES[state].items():
        line = LINES[name]
        method = "get" if line.post is None else "post"
        got = {}
        for who in CAST:
            with transaction.atomic():
                got[who] = ask(name, line, make(), browser(world.cast[who]), method)
                transaction.set_rollback(True)
        assert got == dict(zip(CAST, map(int, statuses.split()), strict=True)), (
            f"{name} of one that is {state}"
        )
