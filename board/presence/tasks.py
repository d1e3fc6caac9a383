from procrastinate.contrib.django import app

from board.presence import actions


@app.periodic(cron="37 3 * * *")
@app.task(name="board.delete_old_presences", queueing_lock="board.delete_old_presences")
def delete_old_presences(timestamp: int) -> None:
    actions.delete_old_presences()
