"""Proposals published before stages were noted began as 募集中 on the day they were published."""

from django.db import migrations

FIRST = """
    INSERT INTO board_topicstep (topic_id, stage, "on", remark, by_id, by_name, at)
    SELECT t.id, 'recruiting', (t.published_at AT TIME ZONE 'Asia/Tokyo')::date, '', u.id, u.name, t.published_at
    FROM board_topic t JOIN members_user u ON u.id = t.published_by_id
    WHERE t.kind = 'proposal' AND NOT EXISTS (SELECT 1 FROM board_topicstep s WHERE s.topic_id = t.id)
"""


class Migration(migrations.Migration):
    dependencies = [("board", "0004_board_grows")]

    operations = [migrations.RunSQL(FIRST, migrations.RunSQL.noop)]
