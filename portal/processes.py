"""The processes that `serve` and `bench` start, watch and stop."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.management.base import CommandError

READY_SECONDS = 90
STOP_SECONDS = 15
PAUSES = (1, 2, 4, 8, 15, 30, 60)  # seconds before a dead child is started again, each time it dies soon
STEADY_SECONDS = 60  # who lived so long begins with the shortest pause again
MANAGE = [sys.executable, str(settings.BASE_DIR / "manage.py")]
_PR_SET_PDEATHSIG = 1

Children = Mapping[str, subprocess.Popen]


def granian(host: str, port: int) -> list[str]:
    """The command of the web server."""
    command = [sys.executable, "-m", "granian", "portal.wsgi:application", "--interface=wsgi"]
    command += [f"--host={host}", f"--port={port}"]
    command += [f"--workers={settings.WEB_CONCURRENCY}", "--blocking-threads=4"]
    # a worker that died or grew is replaced; the others answer meanwhile
    command += ["--respawn-failed-workers", "--workers-max-rss=400", "--workers-kill-timeout=10"]
    return [*command, "--http=1", "--no-ws", "--log-level=error"]


def worker() -> list[str]:
    """The command of the worker."""
    return [*MANAGE, "procrastinate", "worker", f"--shutdown-graceful-timeout={STOP_SECONDS - 5}"]


def spawn(command: list[str], output: int | None = None) -> subprocess.Popen:
    """Start a child in a session of its own: Ctrl-C reaches only us, and we stop it in order."""
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None

    def stop_with_parent():
        if libc:
            libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)  # also when we are killed outright

    return subprocess.Popen(
        command,
        cwd=settings.BASE_DIR,
        stdout=output,
        stderr=output,
        start_new_session=True,
        preexec_fn=stop_with_parent,
    )


def refuse_dead(children: Children) -> None:
    """Raise CommandError when a child has ended."""
    for name, child in children.items():
        if child.poll() is not None:
            raise CommandError(
                f"The {name} ended by itself (exit code {child.returncode}); everything stops."
            )


class Kept:
    """A child that is started again whenever it ends by itself, after pauses that grow while it dies soon."""

    def __init__(self, name: str, command: list[str]):
        self.name, self.command, self.deaths = name, command, 0
        self._start()

    def _start(self) -> None:
        self.process = spawn(self.command)
        self.started_at, self.due_at = time.monotonic(), None

    def tend(self) -> str:
        """To be called all the time: starts the child again when it is due; a sentence when it has ended."""
        now = time.monotonic()
        if self.due_at is not None:
            if now >= self.due_at:
                self._start()
            return ""
        if self.process.poll() is None:
            return ""
        kill_left_over(self.process)  # processes of a dead web server would keep its port
        if now - self.started_at >= STEADY_SECONDS:
            self.deaths = 0
        pause = PAUSES[min(self.deaths, len(PAUSES) - 1)]
        self.deaths += 1
        self.due_at = now + pause
        code = self.process.returncode
        return f"The {self.name} ended by itself (exit code {code}); it starts again in {pause} s."


def kill_left_over(child: subprocess.Popen) -> None:
    """End what a child that has ended left running."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def await_answer(url: str, children: Children, seconds: float = READY_SECONDS) -> None:
    """Wait until `url` answers 200; raise CommandError when it takes too long or a child ends."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        refuse_dead(children)
        try:
            with urllib.request.urlopen(url, timeout=5) as response:  # noqa: S310 - our own http address
                if response.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise CommandError(f"{url} did not answer within {seconds} seconds.")


def stop(children: Iterable[subprocess.Popen]) -> None:
    """Let the children end, at most STOP_SECONDS; then kill them and what they left running."""
    children = list(children)
    for child in children:
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        kill_left_over(child)
        child.wait()
