from tests.board.conftest import make_draft, make_topic, topic
from tests.disaster.conftest import make_disaster, make_report
from tests.events.conftest import apply, make_call, make_event
from tests.inquiries.conftest import due, give_answer, make_inquiry, make_inquiry_draft
from tests.members.conftest import fields, in_days, make_waiting, plan_handover, start_round
from tests.members.joins.test_joins import make_join
from tests.news.conftest import make_announcement

__all__ = [
    "apply",
    "due",
    "fields",
    "give_answer",
    "in_days",
    "make_announcement",
    "make_call",
    "make_disaster",
    "make_draft",
    "make_event",
    "make_inquiry",
    "make_inquiry_draft",
    "make_join",
    "make_report",
    "make_topic",
    "make_waiting",
    "plan_handover",
    "start_round",
    "topic",
]
