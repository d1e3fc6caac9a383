from procrastinate.contrib.django import app

from board.presence import actions


@app.periodic(cron="37 3 * * *")
@app.task(name="board.forget_writing", queueing_lock="board.forget_writing")
def forget_presences(timestamp: int) -> None:
    actions.delete_old_presences()
