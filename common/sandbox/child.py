"""The process in the sandbox: a script without our packages, with bytes on its standard input.

    python -I child.py text SECONDS MEMORY OUTPUT KIND CHARACTERS -> {"text": …}
    python -I child.py page SECONDS MEMORY OUTPUT HEIGHT WIDTH… -> {"width", "height", "sizes"}, then WebPs
    python -I child.py paper SECONDS MEMORY OUTPUT HEIGHT WIDTH NUMBER -> the same with "lines", then a WebP
    python -I child.py pdf SECONDS MEMORY OUTPUT -> a PDF of the HTML document

Whatever goes wrong here ends this process alone.
"""

import io
import json
import re
import resource
import signal
import sys
import time
import zipfile
from xml.etree import ElementTree

MAX_SIGNS, MAX_LINES = 30_000, 1_500  # of one page
READING_SECONDS = 10  # then what was found so far is enough
_ESCAPED = re.compile("_x00(?:0[0-9A-F]|1[0-9A-F])_", re.IGNORECASE)  # a line break in a cell of Excel
_PART = re.compile(r"(word/document|word/footer|word/header|ppt/slides/slide)([0-9]{0,5})\.xml")


class CollectedText:
    """Lines of text, until there are enough of them or the time is over."""

    def __init__(self, max_characters: int):
        self.room, self.ends, self.lines = max_characters, time.monotonic() + READING_SECONDS, []

    def add(self, line: str) -> bool:
        """Keep a line; False when it is enough."""
        line = " ".join(line.split())[: self.room]
        if line:
            self.lines.append(line)
            self.room -= len(line) + 1
        return self.room > 0 and time.monotonic() < self.ends


def bound(seconds: int, memory: int, output: int) -> None:
    """What this process may use, whoever is left to watch it."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (output, output))
    signal.alarm(seconds + 1)


def main(what: str, seconds: str, memory: str, output: str, *arguments: str) -> None:
    bound(int(seconds), int(memory), int(output))
    content = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    if what == "page":
        out.write(first_page(content, int(arguments[0]), [int(width) for width in arguments[1:]]))
    elif what == "paper":
        out.write(page_with_lines(content, *map(int, arguments)))
    elif what == "pdf":
        out.write(drawn_as_pdf(content.decode()))
    else:
        kind, max_characters = arguments
        collected = CollectedText(int(max_characters))
        READERS[kind](content, collected)
        text = "\n".join(collected.lines).encode("utf-8", "replace").decode()
        out.write(json.dumps({"text": text}).encode())
    out.flush()


def first_page(content: bytes, highest: int, widths: list[int]) -> bytes:
    import pypdfium2

    head, pictures = drawn_page(pypdfium2.PdfDocument(content)[0], highest, widths)
    return json.dumps(head).encode() + b"\n" + pictures


def drawn_page(page, highest: int, widths: list[int]) -> tuple[dict, bytes]:
    """The page box may say anything: the scale is chosen from it, so that no drawing exceeds the box."""
    from PIL import Image

    width, height = page.get_size()  # points, turned as the page is
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise ValueError("no page box")
    scale = min(widths[-1] / width, highest / height)
    drawn = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True).to_pil().convert("RGB")
    drawn.thumbnail((widths[-1], highest))  # rounding may add a pixel
    sizes, pictures = [], io.BytesIO()
    for width in widths:
        copy = drawn.copy()
        copy.thumbnail((width, width * highest // widths[-1]), Image.Resampling.LANCZOS)
        start = pictures.tell()
        copy.save(pictures, "WEBP", quality=80, method=4)
        sizes.append(pictures.tell() - start)
    return {"width": drawn.width, "height": drawn.height, "sizes": sizes}, pictures.getvalue()


def page_with_lines(content: bytes, highest: int, widest: int, number: int) -> bytes:
    """One page drawn, with its lines of text: where each stands, in points from the upper left corner."""
    import pypdfium2

    page = pypdfium2.PdfDocument(content)[number - 1]
    head, picture = drawn_page(page, highest, [widest])
    try:
        head["lines"] = [line.facts for line in lines_of(signs_of(page))]
    except pypdfium2.PdfiumError:
        head["lines"] = []
    head["box"] = page.get_size()
    return json.dumps(head).encode() + b"\n" + picture


class Line:
    """Signs that stand beside (or, written downward, below) each other, in one size."""

    def __init__(self, sign: str, box: tuple, size: float):
        self.text, self.box, self.size, self.last, self.goes_down = sign, box, size, box, None

    def take(self, sign: str, box: tuple, size: float, blank: str) -> bool:
        """Take the next sign; False where it does not follow."""
        if not 0.87 < size / self.size < 1.15:
            return False
        across, down = ((box[n] + box[n + 2] - self.last[n] - self.last[n + 2]) / 2 / size for n in (0, 1))
        beside = abs(down) < 0.4 and -0.6 < (box[0] - self.last[2]) / size < 1.2
        below = abs(across) < 0.6 and -1.2 < (box[1] - self.last[3]) / size < 1.2 and not beside
        if self.goes_down and beside and abs(across) < 0.6:
            below = True  # two figures side by side in a column
        if not (below if self.goes_down else beside or (below and self.goes_down is None)):
            return False
        self.goes_down = below if self.goes_down is None else self.goes_down
        is_latin = self.text[-1].isascii() and sign.isascii()
        self.text += (blank if blank == "\u3000" or is_latin else "") + sign
        self.last, whole = box, self.box
        self.box = (*map(min, whole[:2], box[:2]), *map(max, whole[2:], box[2:]))
        return True

    @property
    def facts(self) -> list:
        return [self.text, *(round(edge, 1) for edge in self.box), round(self.size, 1), bool(self.goes_down)]


def lines_of(signs) -> list[Line]:
    lines, blank = [], ""
    for sign, box, size in signs:
        if sign.isspace():
            blank = "\u3000" if sign == "\u3000" else blank or " "
            continue
        if not (lines and lines[-1].take(sign, box, size, blank)):
            if len(lines) == MAX_LINES:
                break
            lines.append(Line(sign, box, size))
        blank = ""
    return lines


def signs_of(page):
    """Each sign of a page in the order of the file: itself, its box (left, top, right, bottom), its size."""
    from ctypes import byref, c_int

    from pypdfium2 import raw

    text, ends = page.get_textpage(), time.monotonic() + READING_SECONDS
    width, height = page.get_size()
    edges, matrix, place = raw.FS_RECTF(), raw.FS_MATRIX(), (c_int(), c_int())
    shown = (page, 0, 0, int(width * 10), int(height * 10), 0)

    def placed(x: float, y: float) -> tuple[float, float]:  # as the page is turned and cut
        raw.FPDF_PageToDevice(*shown, x, y, *map(byref, place))
        return place[0].value / 10, place[1].value / 10

    for index in range(min(max(text.count_chars(), 0), MAX_SIGNS)):
        if time.monotonic() > ends:
            return
        code = raw.FPDFText_GetUnicode(text, index)
        if not 9 <= code < 0x110000 or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):
            continue
        if chr(code).isspace():
            yield chr(code), (), 0
        elif raw.FPDFText_GetLooseCharBox(text, index, byref(edges)) and raw.FPDFText_GetMatrix(
            text, index, byref(matrix)
        ):
            size = (
                raw.FPDFText_GetFontSize(text, index) * abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
            )
            corners = placed(edges.left, edges.top), placed(edges.right, edges.bottom)
            (left, right), (top, bottom) = (sorted(pair) for pair in zip(*corners, strict=True))
            if 1 < size < 1000 and right >= 0 and left <= width and bottom >= 0 and top <= height:
                yield chr(code), (left, top, right, bottom), size


def drawn_as_pdf(html: str) -> bytes:
    """Of a document that has all its styles in itself: whatever it refers to is not fetched."""
    import weasyprint
    from weasyprint.urls import URLFetcher

    return weasyprint.HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=())).write_pdf()


def read_pdf(content: bytes, collected: CollectedText) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        lines = text.get_text_range(0, min(max(text.count_chars(), 0), collected.room)).splitlines()
        text.close()
        page.close()
        if not all(collected.add(line) for line in lines) or not collected.add(""):
            return


def read_office(content: bytes, collected: CollectedText) -> None:
    """Paragraphs of a Word file (tables, text boxes, then footers and headers) or of the slides, in order.

    No entity is fetched; one that grows without end meets expat's bound and those of this process.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = [match for match in map(_PART.fullmatch, archive.namelist()) if match]
        for part in sorted(found, key=lambda match: (match[1], int(match[2] or 0))):
            for paragraph in _paragraphs(ElementTree.fromstring(archive.read(part[0]))):  # noqa: S314
                if not collected.add("".join(_runs(paragraph))):
                    return


def _paragraphs(element):
    for child in element:
        if _name(child) == "p":
            yield child
        if _name(child) != "Fallback":  # a text box once more, for old programs
            yield from _paragraphs(child)


def _runs(paragraph):
    """The text of a paragraph without the paragraphs of the text boxes inside it."""
    for element in paragraph:
        name = _name(element)
        if name == "t":
            yield element.text or ""
        elif name in ("tab", "br"):
            yield " "
        elif name not in ("p", "Fallback"):
            yield from _runs(element)


def _name(element) -> str:
    return element.tag.rpartition("}")[2]


def read_xlsx(content: bytes, collected: CollectedText) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if not collected.add(sheet.title):
            return
        sheet.reset_dimensions()  # what the file says of its size may be a lie of a million columns
        for row in sheet.iter_rows(values_only=True):
            line = _ESCAPED.sub(" ", " ".join(str(value) for value in row[:500] if value is not None))
            if not collected.add(line):
                return


def read_text(content: bytes, collected: CollectedText) -> None:
    head = content[: collected.room * 4]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = head.decode("cp932", "ignore")
    for line in text.splitlines():
        if not collected.add(line):
            return


_OFFICE = "application/vnd.openxmlformats-officedocument."
READERS = {
    "application/pdf": read_pdf,
    _OFFICE + "wordprocessingml.document": read_office,
    _OFFICE + "spreadsheetml.sheet": read_xlsx,
    _OFFICE + "presentationml.presentation": read_office,
    "text/plain": read_text,
    "text/csv": read_text,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
