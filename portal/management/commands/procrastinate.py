"""procrastinate's own command; a worker that ends by itself ends with an error code."""

import asyncio
import contextlib

from procrastinate import cli, signals
from procrastinate.contrib.django.management.commands import procrastinate


class Command(procrastinate.Command):
    def handle(self, *args, **options):
        if options.get("func") is cli.worker_:
            options["func"] = _worker
        super().handle(*args, **options)


async def _worker(app, **options):
    """Work until told to stop; raises where it ends by itself, as it does when it loses the database."""
    loop, told = asyncio.get_running_loop(), []
    work = asyncio.ensure_future(app.run_worker_async(**options, install_signal_handlers=False))

    def stop():
        told.append(True)
        work.cancel()

    def give_up(loop, context):
        """A job whose end could not be written down would stay begun as long as this worker lives."""
        loop.default_exception_handler(context)
        work.cancel()

    loop.set_exception_handler(give_up)
    with signals.on_stop(stop), contextlib.suppress(asyncio.CancelledError):
        await work
    if not told and options.get("wait", True):
        raise RuntimeError("The worker ended although nobody stopped it; its last jobs are done by the next.")
