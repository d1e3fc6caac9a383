"""The process apart: run as a script, without our packages, with bytes on its standard input.

    python -I child.py text SECONDS MEMORY OUTPUT KIND CHARACTERS -> {"text": …}
    python -I child.py page SECONDS MEMORY OUTPUT HEIGHT WIDTH… -> {"width", "height", "sizes"}, then WebPs

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

GATHERING = 10  # seconds; then what was found so far is enough
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE = re.compile(r"ppt/slides/slide([0-9]{1,5})\.xml")


class Gathered:
    """Lines of text, until there are enough of them or the time is over."""

    def __init__(self, most: int):
        self.room, self.ends, self.lines = most, time.monotonic() + GATHERING, []

    def take(self, line: str) -> bool:
        """Keep a line; False when it is enough."""
        line = " ".join(line.split())[: self.room]
        if line:
            self.lines.append(line)
            self.room -= len(line) + 1
        return self.room > 0 and time.monotonic() < self.ends


def bound(seconds: int, memory: int, output: int) -> None:
    """What this process may use, whoever lives on to watch it."""
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
    else:
        kind, most = arguments
        gathered = Gathered(int(most))
        READERS[kind](content, gathered)
        text = "\n".join(gathered.lines).encode("utf-8", "replace").decode()
        out.write(json.dumps({"text": text}).encode())
    out.flush()


def first_page(content: bytes, highest: int, widths: list[int]) -> bytes:
    """The page box may say anything: the scale is chosen from it, so that no drawing exceeds the box."""
    import pypdfium2
    from PIL import Image

    page = pypdfium2.PdfDocument(content)[0]
    width, height = page.get_size()  # points, turned as the page is
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise ValueError("no page box")
    scale = min(widths[-1] / width, highest / height)
    drawn = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True).to_pil().convert("RGB")
    drawn.thumbnail((widths[-1], highest))  # rounding may add a pixel
    sizes, pictures = [], io.BytesIO()
    for most in widths:
        copy = drawn.copy()
        copy.thumbnail((most, most * highest // widths[-1]), Image.Resampling.LANCZOS)
        start = pictures.tell()
        copy.save(pictures, "WEBP", quality=80, method=4)
        sizes.append(pictures.tell() - start)
    head = {"width": drawn.width, "height": drawn.height, "sizes": sizes}
    return json.dumps(head).encode() + b"\n" + pictures.getvalue()


def read_pdf(content: bytes, gathered: Gathered) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    for number in range(len(document)):
        page = document[number]
        words = page.get_textpage()
        lines = words.get_text_range(0, min(max(words.count_chars(), 0), gathered.room)).splitlines()
        words.close()
        page.close()
        if not all(gathered.take(line) for line in lines) or not gathered.take(""):
            return


def read_docx(content: bytes, gathered: Gathered) -> None:
    """Paragraphs in their order, those of tables and text boxes too; then headers and footers once."""
    import docx

    document = docx.Document(io.BytesIO(content))
    parts = [document.element.body]
    for section in document.sections:
        for part in (section.header, section.footer, section.first_page_header):
            if not part.is_linked_to_previous:
                parts.append(part._element)
    seen = set()
    for part in parts:
        for paragraph in part.iter(f"{_W}p"):
            # a text box stands inside a paragraph, and twice: for new and for old programs
            line = "".join(_runs(paragraph))
            if paragraph.getparent().tag == f"{_W}txbxContent" and line in seen:
                continue
            seen.add(line)
            if not gathered.take(line):
                return


def _runs(paragraph):
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        inside = next(element.iterancestors(f"{_W}p"), None)
        if inside is paragraph:
            yield element.text or "" if element.tag == f"{_W}t" else " "


def read_xlsx(content: bytes, gathered: Gathered) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if not gathered.take(sheet.title):
            return
        sheet.reset_dimensions()  # what the file says of its size may be a lie of a million columns
        for row in sheet.iter_rows(values_only=True):
            line = " ".join(str(value) for value in row[:500] if value is not None)
            if not gathered.take(line):
                return


def read_pptx(content: bytes, gathered: Gathered) -> None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        slides = [(int(found[1]), found[0]) for found in map(_SLIDE.fullmatch, archive.namelist()) if found]
        for _, name in sorted(slides):
            slide = etree.fromstring(archive.read(name), parser)
            for paragraph in slide.iter(f"{_A}p"):
                if not gathered.take("".join(run.text or "" for run in paragraph.iter(f"{_A}t"))):
                    return


def read_text(content: bytes, gathered: Gathered) -> None:
    head = content[: gathered.room * 4]
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = head.decode("cp932", "ignore")
    for line in text.splitlines():
        if not gathered.take(line):
            return


_OFFICE = "application/vnd.openxmlformats-officedocument."
READERS = {
    "application/pdf": read_pdf,
    _OFFICE + "wordprocessingml.document": read_docx,
    _OFFICE + "spreadsheetml.sheet": read_xlsx,
    _OFFICE + "presentationml.presentation": read_pptx,
    "text/plain": read_text,
    "text/csv": read_text,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
