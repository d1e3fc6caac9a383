"""People who post replies all the time, over http, and remember what the site said it had taken."""

import http.client
import threading
import time
import uuid
from collections.abc import Iterable
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client
from django.utils.crypto import get_random_string

from bench.wire import HOST

BACKEND = "members.login.backends.PersonBackend"
PAUSE_SECONDS = 1.0  # a person may post sixty replies an hour


class Writers:
    """Each posts a reply a second; the form of one that is not acknowledged is sent again, as it is."""

    def __init__(self, users: Iterable, topic, port: int):
        self.path, self.port = f"/board/topics/{topic.pk}/reply/", port
        self.acknowledged: set[str] = set()
        self.tried: set[str] = set()
        self._stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._write, args=(place, posting_headers(user)), daemon=True)
            for place, user in enumerate(users)
        ]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Let each end the reply it is at."""
        self._stop.set()
        for thread in self._threads:
            thread.join(timeout=60)

    def _write(self, place: int, headers: dict[str, str]) -> None:
        number = 0
        while not self._stop.is_set():
            number += 1
            text = f"書込み{place}の{number}番目"
            form = reply_form(text)
            self.tried.add(text)
            deadline = time.monotonic() + 45
            while not self._is_taken(form, headers) and time.monotonic() < deadline:
                time.sleep(0.5)
            self._stop.wait(PAUSE_SECONDS)

    def _is_taken(self, form: dict[str, str], headers: dict[str, str]) -> bool:
        link = http.client.HTTPConnection(HOST, self.port, timeout=30)
        try:
            taken = is_reply_taken(link, self.path, form, headers)
        except (OSError, http.client.HTTPException):
            return False
        finally:
            link.close()
        if taken:
            self.acknowledged.add(form["body"])
        return taken


def reply_form(text: str) -> dict[str, str]:
    return {"body": text, "capacity": "", "idempotency_key": str(uuid.uuid4())}


def is_reply_taken(link: http.client.HTTPConnection, path: str, form: dict[str, str], headers) -> bool:
    """Post it; whether the site says that it has it."""
    body = urlencode({**form, "csrfmiddlewaretoken": headers["X-CSRFToken"]})
    link.request("POST", path, body, headers)
    answer = link.getresponse()
    answer.read()
    return answer.status == 302 and answer.headers["Location"].startswith("/board/topics/")


def posting_headers(user) -> dict[str, str]:
    """What the browser of that user sends with a form."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    token = get_random_string(32)
    cookies = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    return {
        "Cookie": f"{cookies}; {settings.CSRF_COOKIE_NAME}={token}",
        "X-CSRFToken": token,
        "Content-Type": "application/x-www-form-urlencoded",
    }
