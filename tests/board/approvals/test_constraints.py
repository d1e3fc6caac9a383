"""What the database refuses of an approval, whoever writes it."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from board.approvals.models import ApprovalRule, ApprovalStep
from board.topics.models import Topic

pytestmark = pytest.mark.django_db


def test_step_returned_wants_a_reason(draft, officer):
    with pytest.raises(IntegrityError, match="approvalstep_returned_with_reason"):
        ApprovalStep.objects.create(topic=draft, kind="returned", by=officer, by_name="堺 花子")


def test_what_waits_is_neither_scheduled_nor_published(in_review, officer):
    values = {"publish_at": timezone.now(), "scheduled_by": officer}
    with pytest.raises(IntegrityError, match="topic_review_asked_whole"):
        Topic.objects.filter(pk=in_review.pk).update(**values)


def test_setting_is_one_per_organisation(approval, sakai):
    with pytest.raises(IntegrityError, match="organization"):
        ApprovalRule.objects.create(organization=sakai)
