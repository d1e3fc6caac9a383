from procrastinate.contrib.django import app

from board.unread import actions, queries


@app.periodic(cron="17 * * * *")
@app.task(name="board.compact_read_marks", queueing_lock="board.compact_read_marks")
def compact_all_read_marks(timestamp: int) -> None:
    """Keep counting of unread topics cheap for those who read much."""
    for user_id in queries.users_to_compact():
        actions.compact_read_marks(user_id)
