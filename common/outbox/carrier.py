"""The way to the mail server: one connection for a bag of mails, and a pause after it did not answer."""

import threading
import time
from smtplib import SMTPRecipientsRefused, SMTPResponseException, SMTPServerDisconnected

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.filebased import EmailBackend as IntoFiles

PAUSE_SECONDS = 60  # nothing is tried for so long after the mail server was silent, or not there
CLOSING = 421  # what a mail server answers before it hangs up

_lock = threading.Lock()
_resumes_at = 0.0


def pause_left() -> float:
    """For how many seconds this process leaves the mail server alone; 0 while it answers."""
    with _lock:
        return max(0.0, _resumes_at - time.monotonic())


def pause(seconds: float = PAUSE_SECONDS) -> None:
    global _resumes_at
    with _lock:
        _resumes_at = time.monotonic() + seconds


class Carrier:
    """A connection that is opened for the first mail and closed after the last."""

    def __init__(self):
        self.is_lost = False  # the next mail would fail in the same way
        self._sent, self._opened = 0, []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for connection in self._opened:
            connection.close()

    def send(self, message: EmailMessage) -> None:
        """Raises what the mail backend raises; where it is silent or away nothing is tried for a while."""
        try:
            message.connection = self._open()
        except Exception:
            self.is_lost = True
            pause()
            raise
        try:
            message.send()
        except Exception as error:
            self.is_lost = _is_about_connection(error)
            if self.is_lost and (not self._sent or _timed_out(error)):
                pause()
            raise
        self._sent += 1

    def _open(self):
        if not self._opened or isinstance(self._opened[-1], IntoFiles):  # one file a mail
            self._opened.append(get_connection())
            self._opened[-1].open()
        return self._opened[-1]


def _is_about_connection(error: Exception) -> bool:
    """Whether the connection broke, not what this one mail says or whom it goes to."""
    if isinstance(error, SMTPRecipientsRefused):
        return any(code == CLOSING for code, _ in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return error.smtp_code == CLOSING
    return isinstance(error, ConnectionError | TimeoutError | SMTPServerDisconnected)


def _timed_out(error: BaseException | None) -> bool:
    """smtplib says "unexpectedly closed" also where nothing came in time."""
    return error is not None and (isinstance(error, TimeoutError) or _timed_out(error.__context__))
