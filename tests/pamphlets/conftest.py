"""Requests to the wards: a request that stands, the form that makes one, and samples to attach."""

import datetime
import io
import uuid

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from common import japanese_calendar
from correspondence.sending.actions import ask_approval
from pamphlets.answers.actions import answer_pamphlet
from pamphlets.drafts.actions import draft_pamphlet
from pamphlets.drafts.forms import PamphletForm
from pamphlets.sending.models import ApprovalRule
from pamphlets.ward_rules.models import WardRule
from tests.pamphlets.asking import ask


@pytest.fixture
def sample():
    """A new one-page PDF at each call: `sample()`."""

    def make(name="見本.pdf"):
        pdf = pikepdf.new()
        pdf.add_blank_page()
        written = io.BytesIO()
        pdf.save(written)
        return SimpleUploadedFile(name, written.getvalue(), "application/pdf")

    return make


@pytest.fixture
def due():
    """A working day a good week ahead."""
    return japanese_calendar.add_working_days(japanese_calendar.today(), 7)


@pytest.fixture
def make_pamphlet(due):
    """Ask wards in the name of an officer: `make_pamphlet(officer, [koto], copies_available=100)`."""

    def make(by, wards, **facts):
        return ask(by, wards, **{"answer_due": due} | facts)

    return make


@pytest.fixture
def pamphlet(make_pamphlet, officer, koto, minato):
    """堺市 asks 江東区 and 港区 for 1,000 copies; 大田区 is not asked."""
    return make_pamphlet(officer, [koto, minato])


@pytest.fixture
def typed(officer, due, sample):
    """What the form of a new request posts: `typed(title="…")`."""

    def make(**changed):
        later = due + datetime.timedelta(days=30)
        data = {
            "idempotency_key": str(uuid.uuid4()),
            "title": "秋の観光パンフレット",
            "description": "秋の祭りの案内です。\n窓口に置いてください。",
            "size": "A4 三つ折り",
            "grams": "20",
            "copies_per_box": "",
            "answers_shown": "all",
            "copies_available": "1000",
            "minimum_per_ward": "",
            "reach": "all",
            "period_from": "",
            "period_until": later.isoformat(),
            "deliver_by": "",
            "answer_due": due.isoformat(),
            "section": str(officer.section_id),
            "files": [sample()],
        }
        data |= changed
        return {name: value for name, value in data.items() if value is not None}

    return make


@pytest.fixture
def answer_of():
    def find(pamphlet, ward):
        return pamphlet.answers.get(organization=ward)

    return find


@pytest.fixture
def make_draft(typed, sample):
    """A draft as the form would keep it, with a sample: `make_draft(officer, title="…")`."""

    def make(by, **changed):
        data = typed(section=str(by.section_id), files=None, **changed)
        form = PamphletForm(data, MultiValueDict({"files": [sample()]}), by=by, draft=True)
        assert form.is_valid(), form.errors
        return draft_pamphlet(by=by, values=form.values, files=form.stored_files)

    return make


@pytest.fixture
def draft(make_draft, officer, koto, minato):
    """堺市's draft to all wards there are: 江東区 and 港区."""
    return make_draft(officer)


@pytest.fixture
def approval(sakai):
    """堺市 wants a representative's approval."""
    return ApprovalRule.objects.create(organization=sakai, needs_approval=True)


@pytest.fixture
def in_review(draft, approval, colleague):
    """The draft, put before the representatives by 堺市's colleague."""
    return ask_approval(item=draft, by=colleague, version=1, note="お願いします。")


@pytest.fixture
def addressed(make_pamphlet, officer, ward_officer, minato_officer, koto, minato):
    """江東区 takes 300 copies, 港区 200; 江東区 alone named its address."""
    pamphlet = make_pamphlet(officer, [koto, minato], grams=20, copies_per_box=200, title="<b>秋</b>の案内")
    for by, ward, copies in ((ward_officer, koto, 300), (minato_officer, minato, 200)):
        answer = pamphlet.answers.get(organization=ward)
        answer_pamphlet(answer=answer, state="accepted", copies=copies, places=2, by=by)
    WardRule.objects.create(
        ward=koto, delivery_to="配布担当", delivery_address="江東区見本1-2-3", delivery_hours="平日"
    )
    return pamphlet
