"""The pages of the guide as HTML: Markdown of `docs/ja/`, rendered once per process.

Markup in the text is shown as text, so that what comes out needs no cleaning.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.templatetags.static import static
from django.utils.html import escape, strip_tags
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PIL import Image

from common.search.normalisation import jnorm

FOLDER = Path(settings.BASE_DIR) / "docs/ja"
PICTURE_SIZE_OF_SCREEN = 2  # taken at twice the pixels
_OTHER_PAGE = re.compile(r"([a-z-]+)\.md")
_ADDRESS = re.compile(r"/(?:[a-z-]+/)+")


@dataclass(frozen=True)
class GuideText:
    """A page: its title, its body, and both as search compares them."""

    title: str
    body: SafeString
    norm_title: str
    norm: str


@cache
def guide_text(slug: str) -> GuideText:
    """The page with that slug; it must be one of `contents.py`."""
    markdown = (FOLDER / f"{slug}.md").read_text(encoding="utf-8")
    first, _, rest = markdown.partition("\n")
    title = first.removeprefix("# ").strip()
    body = mark_safe(_markdown().render(rest))
    return GuideText(title, body, jnorm(title), jnorm(strip_tags(body)))


@cache
def _markdown() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": False}).enable("table")
    made.core.ruler.push("guide", lambda state: _adapt(state.tokens))
    made.add_render_rule("image", _picture)
    made.add_render_rule("code_inline", _code)
    made.add_render_rule("table_open", lambda *_: '<table class="table table--stack">\n')
    return made


def _adapt(tokens: Sequence[Token]) -> None:
    """Links lead to pages of the guide, headings have names; a picture alone is a figure, no paragraph."""
    parts = 0
    for index, token in enumerate(tokens):
        if token.type == "heading_open":
            parts += 1
            token.attrs["id"] = f"part-{parts}"
        for child in token.children or ():
            if child.type == "link_open" and (page := _OTHER_PAGE.fullmatch(str(child.attrs["href"]))):
                child.attrs["href"] = f"/guide/{page[1]}/"
        if token.children and [child.type for child in token.children] == ["image"]:
            tokens[index - 1].hidden = tokens[index + 1].hidden = True


def _code(_renderer, tokens: Sequence[Token], index: int, _options, _env) -> str:
    """What is typed; an address of the site leads there."""
    text = escape(tokens[index].content)
    return f'<a href="{text}"><code>{text}</code></a>' if _ADDRESS.fullmatch(text) else f"<code>{text}</code>"


def _picture(_renderer, tokens: Sequence[Token], index: int, _options, _env) -> str:
    """A figure with its caption; the browser knows its size before it comes."""
    token = tokens[index]
    source, words = str(token.attrs["src"]), escape(token.content)
    with Image.open(FOLDER / source) as picture:
        width, height = (side // PICTURE_SIZE_OF_SCREEN for side in picture.size)
    url = static(f"guide/{Path(source).name}")
    return (
        f'<figure class="guide__picture"><img src="{url}" alt="{words}" width="{width}" height="{height}"'
        f' loading="lazy"><figcaption>画面の例（内容は見本です）</figcaption></figure>'
    )
