"""Every page that any test asks for is read once as markup: nesting, names, labels, headings.

A middleware of the tests' settings; what is wrong is raised in the request that showed it.
"""

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

VOID = {"area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
HEADINGS = {f"h{level}" for level in range(1, 7)}
BLOCKS = HEADINGS | {
    *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figure", "footer"),
    *("form", "header", "hr", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
}
WORDS_ONLY = HEADINGS | {"p", "span", "label", "button", "b", "strong", "em", "small", "time"}
ACTS = {"a", "button", "summary"}
NEVER_INSIDE = {"a": {"a", "button", "label"}, "button": {"a", "button", "label"}, "form": {"form"}}
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "list", "form")
SCROLLERS = {"table-wrap", "result-box"}
SEEN_ENOUGH = 2  # times that a page of one name and status is read wholly; each is asked for its ids
OWN_MARKUP_ESCAPED = "&lt;span class="  # nobody types that
ID = re.compile(r' id="([^"]*)"')
STATIC = Path(__file__).parents[1] / "static"
STYLES = re.compile(r'<link rel="stylesheet" href="/static/(css/[^"]+)"')
MOST_BYTES_OF_STYLES = 57_000  # uncompressed, all files of one page
# elements whose look lies in a file that not every page loads
OF_A_FILE = {
    "css/lists.css": re.compile(r'class="(?:filters?|saved)[ "]'),
    "css/cover.css": re.compile(r'class="cover[ "]'),
    "css/pages/board_writing.css": re.compile(r'class="saving[ "]'),
    "css/pages/board_versions.css": re.compile(r'class="change__table[ "]'),
}

_seen: dict[tuple, int] = {}


def check_markup(get_response):
    def middleware(request):
        response = get_response(request)
        match = request.resolver_match
        if match is None or response.streaming or not response.content.startswith(b"<!doctype html>"):
            return response
        key = (match.view_name, response.status_code)
        _seen[key] = _seen.get(key, 0) + 1
        if match.namespace != "admin":
            faults = faults_of(response.text) if _seen[key] <= SEEN_ENOUGH else ids_twice(response.text)
            faults += styles_of(response.text)
            faults += ["markup shown as text"] if OWN_MARKUP_ESCAPED in response.text else []
            assert not faults, f"{request.path}: {faults}"
        return response

    return middleware


def ids_twice(html: str) -> list[str]:
    """Which forms meet on a page hangs on its state, so this is asked of every page."""
    ids = ID.findall(html)
    return [f"id twice: {each}" for each, times in Counter(ids).items() if times > 1]


def styles_of(html: str) -> list[str]:
    """What is wrong with the styles that a page loads: too much, twice, or not what its elements need."""
    loaded = STYLES.findall(html)
    found = [f"styles twice: {each}" for each, times in Counter(loaded).items() if times > 1]
    needed = (name for name, elements in OF_A_FILE.items() if elements.search(html))
    found += [f"styles missing: {name}" for name in needed if name not in loaded]
    if (weight := sum(map(_bytes_of, loaded))) > MOST_BYTES_OF_STYLES:
        found.append(f"{weight} bytes of styles")
    return found


@cache
def _bytes_of(name: str) -> int:
    return (STATIC / name).stat().st_size


def faults_of(html: str) -> list[str]:
    """What a validator would object to, and the rules of look.md that can be read off the markup."""
    page = _Page()
    page.feed(html)
    page.close()
    return page.faults()


class _Page(HTMLParser):
    def __init__(self):
        super().__init__()
        self.open: list[tuple[str, dict, list[str]]] = []  # tag, attributes, words inside
        self.found: list[str] = []
        self.ids: list[str] = []
        self.wanted: list[tuple[str, str]] = []
        self.headings: list[int] = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self._judge_place(tag, [name for name, _, _ in self.open])
        if tag == "img" and "alt" not in given:
            self.found.append(f"no alt: {given.get('src')}")
        if SCROLLERS & set((given.get("class") or "").split()) and given.get("tabindex") != "0":
            self.found.append(f"what scrolls cannot be focused: {given['class']}")
        if tag in HEADINGS:
            self.headings.append(int(tag[1]))
        if "id" in given:
            self.ids.append(given["id"])
        for name in REFERENCES:
            self.wanted += [(name, each) for each in (given.get(name) or "").split()]
        if tag not in VOID:
            self.open.append((tag, given, []))

    def _judge_place(self, tag, outside):
        if tag in BLOCKS and (wrong := [name for name in outside if name in WORDS_ONLY]):
            self.found.append(f"<{tag}> inside {wrong}")
        if inside := NEVER_INSIDE.get(tag, set()) & set(outside):
            self.found.append(f"<{tag}> inside {inside}")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        if not self.open or self.open[-1][0] != tag:
            self.found.append(f"</{tag}> closes {self.open[-1][0] if self.open else 'nothing'}")
            while self.open and self.open.pop()[0] != tag:
                pass
            return
        _, given, words = self.open.pop()
        self._judge_name(tag, given, " ".join("".join(words).split()))
        if self.open and "visually-hidden" not in (given.get("class") or ""):
            self.open[-1][2].extend(words)

    def handle_data(self, data):
        if self.open:
            self.open[-1][2].append(data)

    def _judge_name(self, tag, given, words):
        """WCAG 2.5.3: who says the words they see must reach what bears them."""
        name = given.get("aria-label")
        if tag in ACTS and name and words and words not in " ".join(name.split()):
            self.found.append(f"<{tag}> shows 「{words}」 and is named 「{name}」")

    def faults(self) -> list[str]:
        found = self.found + [f"never closed: {tag}" for tag, _, _ in self.open]
        found += [f"id twice: {each}" for each in set(self.ids) if self.ids.count(each) > 1]
        found += [f"{name} points to nothing: {each}" for name, each in self.wanted if each not in self.ids]
        if self.headings.count(1) != 1:
            found.append(f"{self.headings.count(1)} h1")
        steps = zip(self.headings, self.headings[1:], strict=False)
        found += [f"h{lower} follows h{upper}" for upper, lower in steps if lower > upper + 1]
        return found
