"""The process in the sandbox: a script without our packages, with bytes on its standard input.

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

READING_SECONDS = 10  # then what was found so far is enough
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_SLIDE = re.compile(r"ppt/slides/slide([0-9]{1,5})\.xml")


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
    else:
        kind, max_characters = arguments
        collected = CollectedText(int(max_characters))
        READERS[kind](content, collected)
        text = "\n".join(collected.lines).encode("utf-8", "replace").decode()
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
    for width in widths:
        copy = drawn.copy()
        copy.thumbnail((width, width * highest // widths[-1]), Image.Resampling.LANCZOS)
        start = pictures.tell()
        copy.save(pictures, "WEBP", quality=80, method=4)
        sizes.append(pictures.tell() - start)
    head = {"width": drawn.width, "height": drawn.height, "sizes": sizes}
    return json.dumps(head).encode() + b"\n" + pictures.getvalue()


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


def read_docx(content: bytes, collected: CollectedText) -> None:
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
            if not collected.add(line):
                return


def _runs(paragraph):
    for element in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        inside = next(element.iterancestors(f"{_W}p"), None)
        if inside is paragraph:
            yield element.text or "" if element.tag == f"{_W}t" else " "


def read_xlsx(content: bytes, collected: CollectedText) -> None:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    for sheet in book.worksheets:
        if not collected.add(sheet.title):
            return
        sheet.reset_dimensions()  # what the file says of its size may be a lie of a million columns
        for row in sheet.iter_rows(values_only=True):
            line = " ".join(str(value) for value in row[:500] if value is not None)
            if not collected.add(line):
                return


def read_pptx(content: bytes, collected: CollectedText) -> None:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        slides = [(int(found[1]), found[0]) for found in map(_SLIDE.fullmatch, archive.namelist()) if found]
        for _, name in sorted(slides):
            slide = etree.fromstring(archive.read(name), parser)
            for paragraph in slide.iter(f"{_A}p"):
                if not collected.add("".join(run.text or "" for run in paragraph.iter(f"{_A}t"))):
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
    _OFFICE + "wordprocessingml.document": read_docx,
    _OFFICE + "spreadsheetml.sheet": read_xlsx,
    _OFFICE + "presentationml.presentation": read_pptx,
    "text/plain": read_text,
    "text/csv": read_text,
}

if __name__ == "__main__":
    main(*sys.argv[1:])
