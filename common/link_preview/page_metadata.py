"""What a page says of itself: title, site, description and picture, as clean text."""

import codecs
import re
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import etree, html

from common import text
from common.link_preview.fetching import Fetched

HTML = ("text/html", "application/xhtml+xml")
MAX_HTML = 512 * 1024
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""")
# only these: some of Python's codecs take hours for a few hundred kilobytes
_CODECS = {
    **dict.fromkeys(("utf-8", "utf8"), "utf-8"),
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "sjis", "windows-31j", "cp932", "ms932"), "cp932"),
    **dict.fromkeys(("euc-jp", "euc_jp", "x-euc-jp"), "euc_jp"),
    "iso-2022-jp": "iso2022_jp",
}
_GUESSES = ("utf-8", "cp932", "euc_jp")


@dataclass(frozen=True)
class PageMetadata:
    """Each is "" where the page does not say it; `picture` is an absolute http(s) address."""

    title: str
    site: str
    description: str
    picture: str


def read_metadata(fetched: Fetched) -> PageMetadata:
    """Read the head of a page; a spoilt one says nothing."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True)
    content = decoded(fetched.content, fetched.charset).replace("\x00", "").encode("utf-8", "ignore")
    try:
        root = html.document_fromstring(content, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return PageMetadata("", "", "", "")
    said: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or "").strip().lower()
        if name and meta.get("content"):
            said.setdefault(name, meta.get("content"))
    titles = (title.text_content() for title in root.iter("title"))
    own = next((title for title in titles if title.strip()), "")
    return PageMetadata(
        title=_line(said.get("og:title") or said.get("twitter:title") or own, 200),
        site=_line(said.get("og:site_name", ""), 100),
        description=_line(said.get("og:description") or said.get("description", ""), 300),
        picture=_address(said.get("og:image:secure_url") or said.get("og:image", ""), fetched.url),
    )


def decoded(content: bytes, charset: str) -> str:
    """The text of a page: by its mark, the header's word, its own word, or what fits."""
    if content.startswith(codecs.BOM_UTF8):
        return content.decode("utf-8-sig", "replace")
    declared = _DECLARED.search(content[:4096])
    named = [charset, declared[1].decode() if declared else ""]
    for name in [*(_CODECS[name.lower()] for name in named if name.lower() in _CODECS), *_GUESSES]:
        try:
            return content.decode(name, "strict")
        except UnicodeDecodeError as error:
            # a page cut at its greatest length may end inside a character
            if error.start > len(content) - 4:
                return content[: error.start].decode(name, "replace")
    return content.decode("utf-8", "replace")


def _line(said: str, length: int) -> str:
    return text.excerpt(text.one_line(said[: length * 8]), length)


def _address(said: str, base: str) -> str:
    try:
        address = urljoin(base, said.strip()) if said.strip() else ""
        return address if urlsplit(address).scheme in ("http", "https") and len(address) <= 2000 else ""
    except ValueError:
        return ""
