from django.db import migrations

# What each had chosen, in the new words. Who wanted new topics is told of replies to him as well: the levels
# contain each other, and nobody loses a mail that he had asked for.
TAKE_OVER = """
INSERT INTO board_watch (user_id, level, kind, theme, prefecture, created_at)
SELECT user_id, CASE WHEN new_topics THEN 'new' WHEN replies THEN 'ours' ELSE 'none' END, '', '', '', now()
FROM board_noticepreference
ON CONFLICT DO NOTHING
"""
GIVE_BACK = """
INSERT INTO board_noticepreference (user_id, new_topics, replies)
SELECT user_id, bool_or(level IN ('all', 'new')), bool_or(level <> 'none')
FROM board_watch WHERE user_id IS NOT NULL GROUP BY user_id
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("board", "0008_watches")]

    operations = [migrations.RunSQL(TAKE_OVER, GIVE_BACK)]
