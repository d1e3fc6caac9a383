"""Background work for archives; every job may run twice without harm."""

import errno

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from board.archives import actions

TRIES = 3
NO_ROOM = "作成の途中で、サーバーの空き容量がなくなりました。システムの管理者に連絡してください。"
FAILED = "作成の途中で、システムの誤りが起きました。システムの管理者に連絡してください。"


@app.task(name=actions.TASK, retry=RetryStrategy(max_attempts=TRIES, exponential_wait=5), pass_context=True)
def build_archive(context, archive_id: int) -> None:
    try:
        actions.build_piece(archive_id)
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            actions.fail_archive(archive_id, NO_ROOM)
            return
        if context.job.attempts >= TRIES:  # the last attempt: nothing retries it
            actions.fail_archive(archive_id, FAILED)
        raise


@app.periodic(cron="23 4 * * *")
@app.task(name="board.delete_expired_archives", queueing_lock="board.delete_expired_archives")
def delete_expired_archives(timestamp: int) -> int:
    return actions.delete_expired_archives()
