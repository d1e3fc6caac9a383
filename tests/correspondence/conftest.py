"""One request of each room that was sent."""

import pytest

from common import japanese_calendar
from correspondence.sending.actions import submit
from inquiries.drafts.actions import draft_inquiry
from pamphlets.drafts.actions import draft_pamphlet

TEXT = {"title": "秋の取組", "description": "内容です。"}


@pytest.fixture
def of_rooms(officer, ward_officer, koto, sakai):
    """{room: what was asked}: 江東区 asks 堺市 by an inquiry, 堺市 asks 江東区 for pamphlets."""
    due = japanese_calendar.add_working_days(japanese_calendar.today(), 7)
    asked = {"reach": "chosen", "chosen": [sakai]}
    inquiry = draft_inquiry(
        by=ward_officer,
        values={**TEXT, **asked, "answer_due": due},
        questions=[{"kind": "text", "label": "取組の内容"}],
    )
    facts = {"answer_due": due, "copies_available": 1000, "all_wards": False, "wards": [koto]}
    pamphlet = draft_pamphlet(by=officer, values={**TEXT, **facts})
    return {
        "inquiries": submit(item=inquiry, by=ward_officer, version=1),
        "pamphlets": submit(item=pamphlet, by=officer, version=1),
    }
