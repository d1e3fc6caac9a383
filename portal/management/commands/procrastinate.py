"""procrastinate's own command: its worker keeps slots for mail; one that ends by itself returns an error."""

import asyncio
import contextlib

from procrastinate import cli, signals
from procrastinate.contrib.django.management.commands import procrastinate

from common import jobs


class Command(procrastinate.Command):
    def handle(self, *args, **options):
        if options.get("func") is cli.worker_:
            options["func"] = _worker
        super().handle(*args, **options)


async def _work(app, **options):
    """One worker for each of `jobs.WORKERS`; where one ends, all end.

    A plain one where queues or slots are named, and where it ends when nothing waits: jobs queue others.
    """
    if options.get("queues") or options.get("concurrency") or not options.get("wait", True):
        return await app.run_worker_async(**options)
    await app.connector.pool.resize(4, len(jobs.WORKERS) + 4)  # each listens on a connection of its own
    parts = [
        asyncio.ensure_future(
            app.run_worker_async(**{**options, "queues": list(queues), "concurrency": slots})
        )
        for queues, slots in jobs.WORKERS
    ]
    try:
        await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for part in parts:
            part.cancel()
        ended = await asyncio.gather(*parts, return_exceptions=True)
    for error in ended:
        if isinstance(error, Exception):
            raise error


async def _worker(app, **options):
    """Work until told to stop; raises where it ends by itself, as it does when it loses the database."""
    loop, told = asyncio.get_running_loop(), []
    work = asyncio.ensure_future(_work(app, **options, install_signal_handlers=False))

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
