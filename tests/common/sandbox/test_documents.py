"""What strangers sent is opened in a process that may hang, crash or starve: the worker lives on."""

import io
import time

import pikepdf
import pytest
from PIL import Image

from common.sandbox import child, documents
from common.uploads import kinds
from tests import sample_files

pytestmark = pytest.mark.slow


def text_of(content, kind, **bounds):
    return documents.extract_text(io.BytesIO(content), kind, **bounds)


@pytest.mark.parametrize(
    ("content", "kind", "expected"),
    [
        (sample_files.page("Joint exhibition"), kinds.PDF, ["Joint exhibition"]),
        (
            sample_files.real_docx("物産展の要項", cell="堺市", header="頭書き", box="囲み"),
            kinds.DOCX,
            ["物産展の要項", "囲み", "堺市", "頭書き"],
        ),
        (sample_files.filled_xlsx(["施策", 3, None, "予算"]), kinds.XLSX, ["施策 3 予算"]),
        (sample_files.filled_xlsx(["施策_x000D_\n一覧"]), kinds.XLSX, ["施策 一覧"]),
        (sample_files.slides("一枚目", "二枚目"), kinds.PPTX, ["一枚目", "二枚目"]),
        ("防災,計画\r\n".encode("cp932"), kinds.CSV, ["防災,計画"]),
        ("\ufeff観光の話".encode(), kinds.TXT, ["観光の話"]),
    ],
)
def test_text_of_every_kind(content, kind, expected):
    found = text_of(content, kind).split("\n")
    assert [line for line in expected if line not in found] == []


def test_a_text_box_is_read_once_and_apart_from_its_paragraph():
    found = text_of(sample_files.real_docx("前", box="囲み"), kinds.DOCX)
    assert found.split("\n") == ["前", "囲み"]


@pytest.mark.parametrize("depth", [9, 3])
def test_entities_that_grow_end_in_the_sandbox(depth):
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "あ" * 30_000}">' for n in range(depth))
    bomb = f"<!DOCTYPE p [{entities}]><p><a><p><t>&e{depth - 1};</t></p></a></p>"
    content = sample_files.archive({"ppt/slides/slide1.xml": bomb})
    with pytest.raises(documents.DocumentUnreadable):
        text_of(content, kinds.PPTX)


def test_nothing_outside_the_file_is_fetched(tmp_path):
    (tmp_path / "secret").write_text("秘密")
    outside = f'<!DOCTYPE p [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><p><p><t>&x;</t></p></p>'
    content = sample_files.archive({"ppt/slides/slide1.xml": outside})
    with pytest.raises(documents.DocumentUnreadable):
        text_of(content, kinds.PPTX)


def test_text_is_bounded():
    assert len(text_of(("あ" * 100 + "\n").encode() * 5_000, kinds.TXT)) <= documents.MAX_TEXT
    long = sample_files.filled_xlsx(*[["い" * 1000]] * 60)
    assert 19_000 < len(text_of(long, kinds.XLSX)) <= documents.MAX_TEXT


@pytest.mark.parametrize("kind", [kinds.PDF, kinds.DOCX, kinds.XLSX, kinds.PPTX])
def test_rubbish_is_not_opened(kind):
    with pytest.raises(documents.DocumentUnreadable, match="読み取れませんでした"):
        text_of(b"%PDF-1.7 rubbish", kind)


def test_the_first_page_is_drawn_in_both_widths():
    drawn = documents.draw_first_page(io.BytesIO(sample_files.page("A")), (320, 800))
    assert abs(drawn.height - 1132) <= 1
    assert drawn.width == 800
    sizes = {width: Image.open(io.BytesIO(copy)).size for width, copy in drawn.copies.items()}
    assert sizes[800] == (drawn.width, drawn.height)
    assert sizes[320][0] == 320


@pytest.mark.parametrize("box", [(14_400, 14_400), (100_000, 10), (3, 90_000), (200_000, 200_000)])
def test_a_huge_page_box_gives_a_small_picture(box):
    drawn = documents.draw_first_page(io.BytesIO(sample_files.page("A", box=box)), (320, 800))
    assert drawn.width <= 800
    assert drawn.height <= 2400


def _empty_pages(count: int) -> io.BytesIO:
    """A document written by hand: a library takes seconds to put as many together."""
    kids = " ".join(f"{number} 0 R" for number in range(3, count + 3))
    objects = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Count {count}/Kids[{kids}]>>"]
    objects += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]>>"] * count
    written, places = io.BytesIO(b"%PDF-1.4\n"), []
    written.seek(0, io.SEEK_END)
    for number, each in enumerate(objects, 1):
        places.append(f"{written.tell():010} 00000 n \n")
        written.write(f"{number} 0 obj{each}endobj\n".encode())
    start, size = written.tell(), len(objects) + 1
    table = f"xref\n0 {size}\n0000000000 65535 f \n{''.join(places)}"
    written.write(f"{table}trailer<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF".encode())
    return written


def test_ten_thousand_pages_end_in_time():
    written = _empty_pages(10_000)
    with pikepdf.open(written) as document:
        assert len(document.pages) == 10_000
    began = time.monotonic()
    assert documents.draw_first_page(written, (320, 800)).width == 800
    assert documents.extract_text(written, kinds.PDF) == ""
    assert time.monotonic() - began < documents.SECONDS


def _child(tmp_path, monkeypatch, body):
    """The same functions, with a process that misbehaves behind them."""
    script = tmp_path / "child.py"
    script.write_text(body)
    monkeypatch.setattr(documents, "_CHILD", script)


def test_a_process_that_hangs_is_ended(tmp_path, monkeypatch):
    _child(tmp_path, monkeypatch, "import time\ntime.sleep(60)")
    began = time.monotonic()
    with pytest.raises(documents.DocumentUnreadable, match="時間内に"):
        text_of(b"x", kinds.TXT, seconds=0.5)
    assert time.monotonic() - began < 5


def test_a_process_that_crashes_ends_alone(tmp_path, monkeypatch):
    _child(tmp_path, monkeypatch, "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)")
    with pytest.raises(documents.DocumentUnreadable, match="読み取れませんでした"):
        text_of(b"x", kinds.TXT)


@pytest.mark.parametrize(
    "body",
    [
        "bytearray(400 * 1024 * 1024)",  # more memory than it was given
        "import sys\nsys.stdout.buffer.write(bytes(9 * 1024 * 1024))",  # more output than anybody wants
    ],
)
def test_a_process_that_takes_too_much_gets_nothing(tmp_path, monkeypatch, body):
    bounds = "import sys\nsys.path.insert(0, {!r})\nimport child\n".format(child.__file__.rpartition("/")[0])
    _child(tmp_path, monkeypatch, f"{bounds}child.bound(5, 256 * 1024 * 1024, 8 * 1024 * 1024)\n{body}")
    with pytest.raises(documents.DocumentUnreadable):
        text_of(b"x", kinds.TXT)


def test_the_process_knows_no_secret(tmp_path, monkeypatch):
    monkeypatch.setenv("DJANGO_SECRET_KEY", "never")
    _child(tmp_path, monkeypatch, "import json, os\nprint(json.dumps({'text': ' '.join(os.environ)}))")
    assert "DJANGO_SECRET_KEY" not in text_of(b"x", kinds.TXT)


def test_reading_stops_when_it_is_enough_or_the_time_is_over():
    collected = child.CollectedText(5)
    assert collected.add("あい")
    assert not collected.add("うえお")
    assert collected.lines == ["あい", "うえ"]
    late = child.CollectedText(100)
    late.ends = time.monotonic() - 1
    assert not late.add("あ")
