"""A draft of 堺市 that waits for a representative."""

import datetime

import pytest

from board.approvals.actions import ask_approval
from board.approvals.models import ApprovalRule
from board.topics.models import Topic
from common.japanese_calendar import today

DAY = datetime.timedelta(days=1)
OF_A_CALL = {"starts_on": today() + 20 * DAY, "deadline": today() + 9 * DAY, "place": "大浜公園"}


@pytest.fixture
def approval(sakai):
    """堺市 wants a representative's approval."""
    return ApprovalRule.objects.create(organization=sakai, needs_approval=True)


@pytest.fixture
def draft(make_draft, colleague):
    return make_draft(colleague, Topic.Kind.CALL, **OF_A_CALL)


@pytest.fixture
def in_review(draft, approval, colleague):
    """The draft, put before the representatives by 堺市's colleague."""
    return ask_approval(topic=draft, by=colleague, version=draft.version, note="お願いします。")


@pytest.fixture
def deputy(make_user, sakai):
    """A second representative of 堺市."""
    return make_user("deputy@city.example", sakai, "堺 八郎")
