"""What the lines of a printed page say, in the order in which they are read (段組みの読み取り).

Lines that stand close together, in one size and one direction, are a block. A page is then cut along its
widest white band, again and again, and of the two sides the upper or left one is read first; where most of
its text is written downward, the upper or right one. A line over several columns begins a part of its own,
however narrow the white above it is. What is larger than the text is a headline.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from common.sandbox.documents import PaperLine
from common.text import clean, one_line
from news.paper_pages.models import MAX_BLOCKS, Role
from news.paper_pages.pieces import is_broken_off

FARTHEST = 2.1  # from line to line inside a block, in sizes of its signs
SIDEWAYS = 0.25  # of a line that lies below the other
CROSSES = 0.6  # of the width of all columns
LEADS, HEADS, SMALL = 1.1, 1.3, 0.85  # sizes against that of the text
RUNNING = 30  # signs that a cell of a table, a name or a caption hardly has
EDGE = 0.07  # of the page, above and below: there stand its number and the name of the paper
BULLETS = tuple("・●■◆◇○□▶※＊①②③④⑤⑥⑦⑧⑨")


@dataclass(frozen=True)
class Span:
    """A box as its direction of writing sees it: along the lines, and from line to line."""

    along: tuple[float, float]
    across: tuple[float, float]

    @classmethod
    def of(cls, box, goes_down: bool) -> "Span":
        left, top, right, bottom = box
        return cls((top, bottom), (-right, -left)) if goes_down else cls((left, right), (top, bottom))

    @property
    def length(self) -> float:
        return self.along[1] - self.along[0]

    def gutter(self, other: "Span") -> int | None:
        """The middle of the white between two that stand side by side."""
        end, begin = min(self.along[1], other.along[1]), max(self.along[0], other.along[0])
        return round((end + begin) / 2) if end < begin else None

    def overlap(self, other: "Span") -> float:
        """How much of the shorter one lies beside the other."""
        shared = min(self.along[1], other.along[1]) - max(self.along[0], other.along[0])
        shorter = min(self.length, other.length)
        return shared / shorter if shorter > 0 else 0


class Block:
    """Lines that belong together."""

    def __init__(self, line: PaperLine):
        self.lines, self.size, self.goes_down = [line], line.size, line.goes_down

    @property
    def box(self) -> tuple[float, float, float, float]:
        lefts, tops, rights, bottoms = zip(*map(box_of, self.lines), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)

    def takes(self, line: PaperLine) -> bool:
        """Whether the line is the next one of this block."""
        if line.goes_down != self.goes_down or not 0.87 < line.size / self.size < 1.15:
            return False
        last = Span.of(box_of(self.lines[-1]), self.goes_down)
        this = Span.of(box_of(line), self.goes_down)
        step = (this.across[0] - last.across[0]) / self.size
        return 0.5 < step < FARTHEST and this.overlap(last) > SIDEWAYS

    @property
    def text(self) -> str:
        """A paragraph on each line: what is indented, listed, or follows a short line begins one."""
        spans = [Span.of(box_of(line), self.goes_down).along for line in self.lines]
        start, end = min(span[0] for span in spans), max(span[1] for span in spans)
        paragraphs, was_short = [], True
        for line, span in zip(self.lines, spans, strict=True):
            begins = was_short or line.text.startswith(BULLETS) or span[0] - start > 0.7 * self.size
            if begins:
                paragraphs.append(line.text)
            else:
                glue = " " if paragraphs[-1][-1].isascii() and line.text[0].isascii() else ""
                paragraphs[-1] += glue + line.text
            was_short = end - span[1] > 1.9 * self.size and len(spans) > 1 and line.text.endswith("。")
        return clean("\n".join(paragraphs))


def box_of(line: PaperLine) -> tuple[float, float, float, float]:
    return line.left, line.top, line.right, line.bottom


def proposed(lines: Iterable[PaperLine], page_height: float) -> list[dict[str, str]]:
    """Blocks of a page in reading order: {"role", "text"} each."""
    lines = [line for line in lines if line.text.strip()]
    if not lines:
        return []
    signs, downward = Counter(), 0
    for line in lines:
        signs[round(line.size)] += len(line.text)
        downward += len(line.text) * (1 if line.goes_down else -1)
    usual = max(signs, key=lambda size: signs[size]) or 1
    found, before = [], ""
    for block in in_order(blocks_of(lines), goes_down=downward > 0):
        before = _role_of(block, usual, page_height, before)
        text = one_line(block.text) if before in (Role.HEADLINE, Role.LEAD) else block.text
        if found and before == Role.BODY == found[-1]["role"] and _goes_on(found[-1]["text"]):
            found[-1]["text"] += text
        else:
            found.append({"role": str(before), "text": text})
    return _few(found)


def _role_of(block: Block, usual: float, page_height: float, before: str) -> Role:
    _, top, _, bottom = block.box
    length = sum(len(line.text) for line in block.lines)
    at_edge = bottom < EDGE * page_height or top > (1 - EDGE) * page_height
    if (at_edge and length <= 40 and block.size < HEADS * usual) or block.size < SMALL * usual:
        return Role.UNUSED
    if block.size >= LEADS * usual and before == Role.HEADLINE and length <= 300:
        return Role.LEAD
    return Role.HEADLINE if block.size >= HEADS * usual and length <= 100 else Role.BODY


def _goes_on(text: str) -> bool:
    """Whether a sentence goes on in the next column."""
    return len(text) > RUNNING and is_broken_off(text)


def _few(blocks: list[dict]) -> list[dict]:
    """A page of tables has hundreds: the last one holds the rest."""
    if len(blocks) <= MAX_BLOCKS:
        return blocks
    rest = "\n".join(block["text"] for block in blocks[MAX_BLOCKS - 1 :])
    return [*blocks[: MAX_BLOCKS - 1], {"role": str(Role.UNUSED), "text": rest[:10_000]}]


def blocks_of(lines: Iterable[PaperLine]) -> list[Block]:
    """Lines joined to blocks, each line to the block whose last line is nearest before it."""
    blocks: list[Block] = []
    for line in sorted(lines, key=lambda line: Span.of(box_of(line), line.goes_down).across):
        fitting = [block for block in reversed(blocks) if block.takes(line)]
        if fitting:
            this = Span.of(box_of(line), line.goes_down)
            nearest = max(
                fitting, key=lambda block: Span.of(box_of(block.lines[-1]), line.goes_down).overlap(this)
            )
            nearest.lines.append(line)
        else:
            blocks.append(Block(line))
    return blocks


def in_order(blocks: list[Block], *, goes_down: bool) -> list[Block]:
    """The blocks as they are read, by cutting along the widest white band of what is left."""
    spans = {id(block): Span.of(block.box, goes_down) for block in blocks}
    ordered, waiting = [], [blocks]
    while waiting:
        part = waiting.pop()
        cut = _cut(part, spans)
        if cut is None:
            ordered += sorted(part, key=lambda block: (spans[id(block)].across[0], spans[id(block)].along[0]))
        else:
            waiting += reversed(cut)
    return ordered


def _cut(part: list[Block], spans: dict[int, Span]) -> tuple[list[Block], list[Block]] | None:
    """Its two sides: above a line over several columns, or of its widest white band; the first one first."""
    widest, best = 0.0, _above_crossing(part, spans)
    if best:
        return best
    for name in ("along", "across"):
        rows = sorted(part, key=lambda block: getattr(spans[id(block)], name)[0])
        reached = float("-inf")
        for at, block in enumerate(rows):
            begin, end = getattr(spans[id(block)], name)
            if at and begin - reached > widest:
                widest, best = begin - reached, (rows[:at], rows[at:])
            reached = max(reached, end)
    return best


def _above_crossing(part: list[Block], spans: dict[int, Span]) -> tuple[list[Block], list[Block]] | None:
    """What ends above the first line that crosses a gutter between columns above it, and the rest."""
    rows = sorted(part, key=lambda block: spans[id(block)].across)
    begins, ends = zip(*(spans[id(block)].along for block in rows), strict=True)
    width, beside, gutters = max(ends) - min(begins), [], set()
    for at, block in enumerate(rows):
        this = spans[id(block)]
        beside = [one for one in beside if one.across[1] > this.across[0]]
        crosses = this.length > CROSSES * width and any(this.along[0] < x < this.along[1] for x in gutters)
        if crosses and not beside:
            return rows[:at], rows[at:]
        gutters |= {x for one in beside if (x := one.gutter(this)) is not None}
        beside.append(this)
    return None
