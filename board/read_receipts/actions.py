from django.db import connection
from django.utils import timezone

from board.topics.models import Topic

_RECORD = """
INSERT INTO board_readreceipt (topic_id, organization_id, user_id, user_name, at)
VALUES (%s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


def record_read_receipt(topic: Topic, user) -> bool:
    """Note that the user's organisation has read the topic; False where it had before."""
    with connection.cursor() as cursor:
        cursor.execute(_RECORD, [topic.pk, user.section.organization_id, user.pk, user.name, timezone.now()])
        return cursor.rowcount == 1
