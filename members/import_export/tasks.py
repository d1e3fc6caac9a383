from procrastinate.contrib.django import app

from members.import_export import actions


@app.periodic(cron="15 19 * * *")
@app.task(name="members.discard_old_imports", queueing_lock="members.discard_old_imports")
def discard_old_imports(timestamp: int) -> int:
    return actions.discard_old_imports()
