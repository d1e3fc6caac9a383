"""Every address of the inquiries × everybody: the statuses of refusal_table.py."""

import pytest

from common import japanese_calendar
from correspondence.sending.actions import ask_approval
from inquiries.answers.actions import propose_answer
from inquiries.changes.actions import move_due
from inquiries.file_exports.actions import request_file_export
from inquiries.inquiries.models import Inquiry
from inquiries.sending.models import ApprovalRule
from members.users.models import User
from tests.inquiries.refusal_table import ANSWERING, ASKING, CAST, RESULTS, STATES
from tests.refusals import EveryAddress, Table

TABLE = Table("inquiries", ASKING | ANSWERING | RESULTS, CAST)
pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(request):
    return {name: request.getfixturevalue(name) for name in CAST}


def file_export(inquiry, by):
    export = request_file_export(inquiry=inquiry, query="", by=by)
    return {"pk": inquiry.pk, "export_pk": export.pk}


def template(made):
    Inquiry.objects.filter(pk=made.pk).update(is_template=True)
    return made


@pytest.fixture
def subjects(cast, sakai, koto, make_user, make_inquiry, make_inquiry_draft, make_closed):
    """What a line can name."""
    ward = cast["ward_officer"]

    def inquiry(**more):
        return make_inquiry(ward, [sakai], **more)

    def proposed():
        made = inquiry(needs_representative=True)
        propose_answer(answer=made.answers.get(), by=cast["colleague"], version=1, state="none")
        return made

    def in_review():
        ApprovalRule.objects.create(organization=koto, needs_approval=True)
        clerk = make_user("clerk@city.example", koto, role=User.Role.OFFICER)
        draft = make_inquiry_draft(clerk, [sakai])
        return ask_approval(item=draft, by=clerk, version=1)

    def answer():
        made = inquiry()
        return {"pk": made.pk, "answer_pk": made.answers.get().pk}

    def step():
        made = inquiry()
        due = japanese_calendar.add_working_days(made.answer_due, 5)
        move_due(inquiry=made, by=ward, version=made.version, answer_due=due)
        return {"pk": made.pk, "step_pk": made.steps.get(kind="extended").pk}

    def closed():
        made = inquiry()
        make_closed(made, ward)
        return made

    return {
        "inquiry": inquiry,
        "file_export": lambda: file_export(inquiry(), ward),
        "draft": lambda: make_inquiry_draft(ward, [sakai]),
        "template": lambda: template(make_inquiry_draft(cast["secretariat"])),
        "in_review": in_review,
        "proposed": proposed,
        "answer": answer,
        "closed": closed,
        "step": step,
    }


class TestEveryAddress(EveryAddress):
    table, states = TABLE, STATES
