"""Link previews: the portal reads a page of another host by itself, and trusts nothing that it meets.

Only http and https, only public addresses; the connection goes to the very address that was checked, so a
second answer of the name server changes nothing. Time, size, kinds and redirects are bounded.
"""

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urljoin

from common.link_preview.addresses import Bounds, NotReached, Target, target_of

MAX_REDIRECTS = 3
NAME = "tokubetsuku-renkei-portal (link title reader)"
_MOVED = (301, 302, 303, 307, 308)
_SAFE = "%/:?#[]@!$&'()*+,;=~-._"  # of an address; everything else is quoted


@dataclass(frozen=True)
class Fetched:
    """What was brought: `url` is where it was found in the end, `kind` its media type in lower case."""

    url: str
    kind: str
    charset: str
    content: bytes


def fetch_page(url: str, *, kinds: Iterable[str], max_bytes: int, bounds: Bounds | None = None) -> Fetched:
    """Bring what is behind a link, at most `max_bytes` bytes of one of `kinds`; raises NotReached.

    A page longer than that is cut, since its title stands at the beginning.
    """
    bounds = bounds or Bounds()
    until = time.monotonic() + bounds.seconds
    for _ in range(MAX_REDIRECTS + 1):
        target = target_of(url, bounds)
        if time.monotonic() >= until:
            break
        answer = _ask(target, tuple(kinds), max_bytes, bounds, until)
        if isinstance(answer, Fetched):
            return answer
        try:
            url = urljoin(target.parts.geturl(), answer)
        except ValueError:  # "http://[": no address at all
            raise NotReached("リンク先の転送先の書き方が正しくありません。") from None
    raise NotReached("リンク先の転送が多すぎるか、応答が遅いため、読み取りをやめました。")


class _ToAddress(http.client.HTTPConnection):
    """Calls the checked address, and names the host only inside."""

    def __init__(self, target: Target, bounds: Bounds, until: float):
        super().__init__(target.host, target.port)
        self.target, self.bounds, self.until = target, bounds, until

    def connect(self) -> None:
        for number, address in enumerate(self.target.addresses[:2], 1):
            try:
                self.sock = socket.create_connection((address, self.target.port), self._patience())
                break
            except OSError:
                if number == len(self.target.addresses[:2]):
                    raise
        if self.target.parts.scheme == "https":
            self.sock.settimeout(self._patience())
            # ours to hang up before the handshake begins
            self.sock = self.bounds.tls.wrap_socket(
                self.sock, server_hostname=self.target.host, do_handshake_on_connect=False
            )
            self.sock.do_handshake()

    def _patience(self) -> float:
        return max(0.1, min(self.bounds.pause, self.until - time.monotonic()))

    def hang_up(self) -> None:
        """Ends a conversation that drips on: whoever reads then finds the end."""
        with contextlib.suppress(OSError, AttributeError):
            self.sock.shutdown(socket.SHUT_RDWR)


def _ask(
    target: Target, kinds: tuple[str, ...], max_bytes: int, bounds: Bounds, until: float
) -> Fetched | str:
    """What one host answers: the thing, or the address where it says to look."""
    connection = _ToAddress(target, bounds, until)
    alarm = threading.Timer(max(0.1, until - time.monotonic()), connection.hang_up)
    alarm.daemon = True
    alarm.start()
    try:
        answer = _read(connection, target, kinds, max_bytes)
    except NotReached:
        raise
    except (OSError, http.client.HTTPException, ValueError):
        raise NotReached("リンク先から応答がありません。") from None
    finally:
        alarm.cancel()
        connection.close()
    if time.monotonic() >= until:
        raise NotReached("リンク先の応答が遅いため、読み取りをやめました。")
    return answer


def _read(connection: _ToAddress, target: Target, kinds: tuple[str, ...], max_bytes: int) -> Fetched | str:
    parts = target.parts
    path = quote(parts.path or "/", safe=_SAFE) + (
        f"?{quote(parts.query, safe=_SAFE)}" if parts.query else ""
    )
    headers = {"User-Agent": NAME, "Accept": ", ".join(kinds), "Accept-Encoding": "identity"}
    connection.request("GET", path, headers={**headers, "Accept-Language": "ja", "Connection": "close"})
    response = connection.getresponse()
    if response.status in _MOVED and response.getheader("Location"):
        return response.getheader("Location", "")
    if response.status != 200:
        raise NotReached(f"リンク先が読み取りに応じません(応答 {response.status})。")
    kind = response.headers.get_content_type()
    if kind not in kinds or response.getheader("Content-Encoding", "identity").lower() != "identity":
        raise NotReached("リンク先は、題名を読み取れる種類のページではありません。")
    content = response.read(max_bytes)
    return Fetched(parts.geturl(), kind, response.headers.get_content_charset() or "", content)
