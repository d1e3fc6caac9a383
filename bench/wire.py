"""What goes over the wire: answers as a browser gets them, and all that it fetches for a first view."""

import gzip
import http.client
import re
from dataclasses import dataclass
from functools import cache
from urllib.parse import urljoin

HOST = "127.0.0.1"
ASKED_BY_PAGE = re.compile(r'<(?:link|script|img)\b[^>]*?(?:href|src)="(/static/[^"]+)"')
ASKED_BY_CSS = re.compile(r"url\([\"']?([^\"')]+)[\"']?\)|@import [\"']([^\"']+)[\"']")


@dataclass(frozen=True)
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def bytes(self) -> int:
        return len(bytes(self.headers)) + len(self.body)

    @property
    def text(self) -> str:
        is_packed = self.headers["Content-Encoding"] == "gzip"
        return (gzip.decompress(self.body) if is_packed else self.body).decode()


def connect(port: int) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(HOST, port, timeout=60)


def ask(link: http.client.HTTPConnection, path: str, headers: dict[str, str]) -> Answer:
    link.request("GET", path, headers={"Accept-Encoding": "gzip", **headers})
    response = link.getresponse()
    return Answer(response.status, response.headers, response.read())


def first_view_bytes(port: int, page: Answer) -> int:
    """The page and every style sheet, script, font and icon it leads to; a browser fetches each once."""
    wanted, fetched = set(ASKED_BY_PAGE.findall(page.text)), {}
    while left := wanted - fetched.keys():
        for path in left:
            fetched[path], more = _file(port, path)
            wanted |= more
    return page.bytes + sum(fetched.values())


@cache
def _file(port: int, path: str) -> tuple[int, frozenset[str]]:
    """Its bytes, and the files that it names."""
    link = connect(port)
    answer = ask(link, path, {})
    link.close()
    named = ASKED_BY_CSS.findall(answer.text) if path.endswith(".css") else []
    targets = (first or second for first, second in named)
    return answer.bytes, frozenset(urljoin(path, name) for name in targets if not name.startswith("data:"))
