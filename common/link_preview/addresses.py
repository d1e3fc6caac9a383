"""Where the portal may go by itself: public addresses only, each one checked before it is called."""

import ipaddress
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from ssl import SSLContext, create_default_context
from urllib.parse import SplitResult, urlsplit

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
DNS_SECONDS = 5
_MAX_ADDRESSES = 20
# IPv6 spellings of IPv4 addresses: a private one could hide in them
_TRANSLATED = [ipaddress.ip_network(net) for net in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "2001::/32")]


class NotReached(Exception):
    """The page could not be read; the text is a Japanese sentence that says why."""


def is_public(address: Address) -> bool:
    """A global unicast address, and no other address in disguise."""
    if isinstance(address, ipaddress.IPv6Address) and (
        address.ipv4_mapped or address.sixtofour or any(address in net for net in _TRANSLATED)
    ):
        return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not address.is_loopback
        and not address.is_link_local
        and not address.is_unspecified
    )


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a host. The system's resolver knows no time limit, so it is asked from a thread."""
    found: list[list[str]] = []

    def ask():
        try:
            rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            return
        found.append([str(row[4][0]) for row in rows])

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(DNS_SECONDS)
    if not found:
        raise NotReached("リンク先のサーバーが見つかりません。")
    return found[0]


@cache
def _tls() -> SSLContext:
    return create_default_context()


@dataclass(frozen=True)
class Bounds:
    """Which addresses may be called, and for how long. Tests pass their own; the site uses the one below."""

    resolve: Callable[[str, int], list[str]] = resolve
    may_visit: Callable[[Address], bool] = is_public
    ports: frozenset[int] = frozenset({80, 443})
    tls: SSLContext = field(default_factory=_tls)
    seconds: float = 10  # for a whole page, redirects included
    pause: float = 5  # without a byte


@dataclass(frozen=True)
class Target:
    """A link that may be followed: its parts, and the checked addresses that will be called."""

    parts: SplitResult
    host: str
    port: int
    addresses: list[str]


def target_of(url: str, bounds: Bounds) -> Target:
    """Check a link and resolve its host once; raises NotReached for whatever is not let through."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme, 0)
        host = (parts.hostname or "").rstrip(".").encode("idna").decode()
    except ValueError:
        raise NotReached("リンクの書き方が正しくありません。") from None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc or port not in bounds.ports:
        raise NotReached("http・https以外のリンクと、特別なポートのリンクは読み取りません。")
    addresses = list(dict.fromkeys(bounds.resolve(host, port)))
    if not addresses or len(addresses) > _MAX_ADDRESSES or not all(_may(one, bounds) for one in addresses):
        raise NotReached("リンク先は、インターネットに公開されたサーバーではありません。")
    return Target(parts, host, port, addresses)


def _may(address: str, bounds: Bounds) -> bool:
    try:
        return bounds.may_visit(ipaddress.ip_address(address))  # with a zone (fe80::1%eth0) it is none
    except ValueError:
        return False
