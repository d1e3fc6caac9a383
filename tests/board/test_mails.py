"""Each mail of the board: written once, its text whole, and left unsent once it is no longer true."""

import pytest

from board.topics.models import Topic
from members.organizations.models import Organization
from tests.board.mail_table import MAILS
from tests.mails import walk

NO_TITLE = {
    "board.archive_finished",  # about no topic
    "board.topic_export_finished",
    "board.post_retracted",  # the title may be what was taken back
    "board.report_decided",  # to who reported it: the title may be what was hidden
}


@pytest.mark.parametrize("purpose", MAILS)
def test_each_mail_is_written_once_and_not_sent_when_it_is_no_longer_true(purpose, request, db):
    rows = walk(purpose, MAILS[purpose], request)
    if purpose not in NO_TITLE:
        titles = [topic.title for topic in Topic.objects.all()]
        senders = ["事務局", *(one.full_name for one in Organization.objects.all())]
        for row in rows:
            assert any(title in row.subject for title in titles), row.subject
            assert any(sender in row.subject for sender in senders), row.subject
