"""Background work for archives; every job may run twice without harm."""

import errno

from procrastinate.contrib.django import app

from board.archives import actions

NO_ROOM = "作成の途中で、サーバーの空き容量がなくなりました。システムの管理者に連絡してください。"
FAILED = (
    "作成の途中で、システムの誤りが起きました。もう一度作成してください。"
    "繰り返すときは、システムの管理者に連絡してください。"
)


@app.task(name="board.build_archive")
def build_archive(archive_id: int) -> None:
    try:
        actions.build_archive(archive_id)
    except Exception as error:
        no_room = isinstance(error, OSError) and error.errno == errno.ENOSPC
        actions.fail_archive(archive_id, NO_ROOM if no_room else FAILED)
        if not no_room:
            raise


@app.periodic(cron="23 4 * * *")
@app.task(name="board.delete_expired_archives", queueing_lock="board.delete_expired_archives")
def delete_expired_archives(timestamp: int) -> int:
    return actions.delete_expired_archives()
