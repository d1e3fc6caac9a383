import hashlib
import io
import struct
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from PIL import Image

from common.attachments.actions import attach_files, replace_files, store_upload
from common.attachments.models import StoredFile
from common.attachments.queries import files_of, files_of_many
from common.uploads import kinds, limits, names, office_documents
from tests import sample_files
from tests.sample_files import upload

pytestmark = pytest.mark.django_db


def quiet(value):
    """Names of tests must not hold the bytes of a file: those differ from one worker to the next."""
    return "content" if isinstance(value, bytes) else None


def contents(stored):
    with stored.content.open("rb") as file:
        return file.read()


def refusal(name, content, by=None):
    with pytest.raises(ValidationError) as refused:
        store_upload(upload(name, content), by=by)
    assert not StoredFile.objects.exists()
    (sentence,) = refused.value.messages
    assert sentence.endswith("。")
    return sentence


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("計画書.pdf", sample_files.pdf(), "application/pdf"),
        ("写真.JPG", sample_files.picture(), "image/jpeg"),
        ("写真.jpeg", sample_files.picture(mode="CMYK"), "image/jpeg"),
        ("図.png", sample_files.picture("PNG", mode="RGBA"), "image/png"),
        ("図.png", sample_files.picture("PNG", mode="P"), "image/png"),
        ("図.gif", sample_files.picture("GIF", mode="P"), "image/gif"),
        ("図.webp", sample_files.picture("WEBP"), "image/webp"),
        ("要項.docx", sample_files.docx(), kinds.DOCX),
        ("名簿.xlsx", sample_files.xlsx(), kinds.XLSX),
        ("発表.pptx", sample_files.pptx(), kinds.PPTX),
        ("一覧.csv", "団体,人口\r\n堺市,１\r\n".encode(), "text/csv"),
        ("一覧.csv", "団体,人口\r\n堺市,１\r\n".encode("cp932"), "text/csv"),
        ("メモ.txt", "\ufeffメモ".encode(), "text/plain"),
        ("メモ.txt", "BMWの展示\n".encode(), "text/plain"),  # begins like a bitmap
        ("拡張子なし", sample_files.pdf(), "application/pdf"),
    ],
    ids=quiet,
)
def test_store_upload_takes_these(officer, name, content, kind):
    stored = store_upload(upload(name, content), by=officer)
    stored.refresh_from_db()
    assert stored.kind == kind
    assert stored.uploaded_by == officer
    assert stored.owner_type is None
    written = contents(stored)
    assert stored.size == len(written)
    assert stored.sha256 == hashlib.sha256(written).hexdigest()
    assert stored.name == (name if "." in name else f"{name}.pdf")
    assert "計画" not in stored.content.name
    assert stored.content.name.endswith(stored.id.hex)


def test_store_upload_counts_pages():
    assert store_upload(upload("a.pdf", sample_files.pdf(pages=3)), by=None).pages == 3


def test_store_upload_re_encodes_pictures():
    source = sample_files.camera_picture()
    assert b"SecretCamera" in source
    stored = store_upload(upload("写真.jpg", source), by=None)
    written = contents(stored)
    assert b"SecretCamera" not in written
    assert b"hidden words" not in written
    picture = Image.open(io.BytesIO(written))
    assert not picture.getexif()
    assert (picture.width, picture.height) == (stored.width, stored.height) == (20, 40)


def test_store_upload_drops_what_hangs_behind_a_picture():
    source = sample_files.picture("PNG") + b"<script>alert(1)</script>"
    stored = store_upload(upload("図.png", source), by=None)
    assert b"script" not in contents(stored)


def test_store_upload_keeps_transparency():
    stored = store_upload(upload("図.png", sample_files.picture("PNG", mode="RGBA")), by=None)
    assert Image.open(io.BytesIO(contents(stored))).mode == "RGBA"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("空.pdf", b"", "中身が空"),
        ("偽物.pdf", b"MZ\x90\x00" + b"\x00" * 100, "添付できない種類"),
        ("写真.png", sample_files.picture(), "合いません"),
        ("写真.exe", sample_files.picture(), "合いません"),
        ("計画.docx", sample_files.pdf(), "合いません"),
        ("計画.xlsx", sample_files.docx(), "合いません"),
        ("頁.html", b"<html><script>alert(1)</script></html>", "合いません"),
        ("図.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "合いません"),
        ("まとめ.zip", sample_files.archive({"a.txt": "a"}), "圧縮ファイル"),
        ("まとめ.docx", sample_files.archive({"a.txt": "a"}), "圧縮ファイル"),
        ("古い.doc", sample_files.OLD_OFFICE, "、docxで保存し直し"),
        ("古い.xls", sample_files.OLD_OFFICE, "、xlsxで保存し直し"),
        ("秘密.xlsx", sample_files.OLD_OFFICE, "パスワードがあれば外し、docx・xlsx・pptxのいずれかで"),
        ("写真.heic", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 50, "JPEGかPNG"),
        ("図.bmp", sample_files.picture("BMP"), "JPEGかPNG"),
        ("壊れ.jpg", sample_files.picture()[:200], "画像として開けません"),
        ("壊れ.png", sample_files.picture("PNG")[:40], "画像として開けません"),
        ("動く.gif", sample_files.moving_picture(), "動く画像"),
        ("動く.webp", sample_files.moving_picture("WEBP"), "動く画像"),
        ("動く.png", sample_files.moving_picture("PNG"), "動く画像"),
        ("壊れ.pdf", b"%PDF-1.7\n" + b"garbage " * 50, "PDFとして開けません"),
        ("白紙.pdf", sample_files.pdf(pages=0), "PDFとして開けません"),
        ("壊れ.docx", sample_files.docx()[:60], "壊れている"),
        ("制御.txt", b"abc\x00def", "添付できない種類"),
        ("utf16.csv", "団体,人口".encode("utf-16"), "添付できない種類"),
        ("でたらめ.txt", b"\xff\xfe\xfd\x80\x81", "添付できない種類"),
    ],
    ids=quiet,
)
def test_store_upload_refuses_by_content(name, content, says):
    sentence = refusal(name, content)
    assert sentence.startswith(f"「{name}」")
    assert says in sentence


def test_store_upload_refuses_a_file_that_is_too_large(monkeypatch):
    monkeypatch.setattr(limits, "MAX_SIZE", 100)
    assert "大きすぎます" in refusal("大.pdf", sample_files.pdf())


def test_store_upload_refuses_too_many_pixels(monkeypatch):
    monkeypatch.setattr(limits, "MAX_PIXELS", 40 * 20 - 1)
    assert "画素数" in refusal("広い.png", sample_files.picture("PNG"))


def test_store_upload_refuses_a_decompression_bomb():
    """A PNG of 60,000 x 60,000 pixels in under 100 KB: refused by its header, never unpacked."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\x00" * 10_000_000)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
    assert "画素数" in refusal("爆弾.png", bomb)


@pytest.mark.parametrize(
    "content",
    [
        sample_files.docx(**{"word/vbaProject.bin": "x"}),
        sample_files.docx(**{"word/activeX/activeX1.xml": "x"}),
        sample_files.archive(
            {
                "[Content_Types].xml": "application/vnd.ms-word.document.macroEnabled.main+xml",
                "word/document.xml": "x",
            }
        ),
    ],
    ids=quiet,
)
def test_store_upload_refuses_macros(content):
    assert "マクロ" in refusal("a.docx", content)


def test_store_upload_refuses_archive_bombs(monkeypatch):
    assert "大きすぎる" in refusal("a.docx", sample_files.docx(**{"word/bomb.xml": "0" * 5_000_000}))
    many = sample_files.docx(**{f"word/{i}.xml": "" for i in range(office_documents.MAX_ENTRIES)})
    assert "大きすぎる" in refusal("a.docx", many)
    monkeypatch.setattr(office_documents, "MAX_UNPACKED", 1000)
    stored = sample_files.archive(
        {"[Content_Types].xml": "x", "word/document.xml": "y" * 2000}, zipfile.ZIP_STORED
    )
    assert "大きすぎる" in refusal("a.docx", stored)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\堺\\計画.pdf", "計画.pdf"),
        ("計画\u202efdp.exe.pdf", "計画fdp.exe.pdf"),
        ("改\n行\x00.pdf", "改_行_.pdf"),
        ('a<b>"c|?*.pdf', "a_b__c___.pdf"),
        (".pdf", "ファイル.pdf"),
        ("...", "ファイル.pdf"),
        ("資料.ｐｄｆ", "資料.pdf"),
        ("資料．ＰＤＦ", "資料.PDF"),
        ("第１．２版.ｐｄｆ", "第１．２版.pdf"),
        ("\u3164.pdf", "ファイル.pdf"),
        ("", "ファイル.pdf"),
        ("con.pdf", "_con.pdf"),
        ("か\u3099っこう.pdf", "がっこう.pdf"),
        ("長" * 300 + ".pdf", "長" * 100 + ".pdf"),
        ("令和7年度 事業計画(案).pdf", "令和7年度 事業計画(案).pdf"),
    ],
)
def test_names_are_kept_for_people(given, kept):
    assert names.safe_file_name(given, "pdf") == kept


def test_attach_puts_files_behind_those_there(officer, sakai):
    first, second, third = (
        store_upload(upload(f"{i}.pdf", sample_files.pdf()), by=officer) for i in range(3)
    )
    attach_files([second], to=sakai)
    attach_files([third, first], to=sakai)
    assert files_of(sakai) == [second, third, first]


def test_attach_takes_no_file_away_from_another(officer, sakai, kushiro):
    stored = store_upload(upload("a.pdf", sample_files.pdf()), by=officer)
    seen_in_another_window = StoredFile.objects.get()
    attach_files([stored], to=sakai)
    attach_files([seen_in_another_window], to=kushiro)
    assert files_of(sakai) == [stored]
    assert files_of(kushiro) == []


def test_replace_makes_exactly_these(officer, sakai, django_capture_on_commit_callbacks):
    first, second, third = (
        store_upload(upload(f"{i}.pdf", sample_files.pdf()), by=officer) for i in range(3)
    )
    attach_files([first, second], to=sakai)
    with django_capture_on_commit_callbacks(execute=True):
        replace_files([third, first], to=sakai)
    assert files_of(sakai) == [third, first]
    assert not StoredFile.objects.filter(pk=second.pk).exists()
    assert not second.content.storage.exists(second.content.name)


def test_files_of_many_costs_one_query(officer, sakai, kushiro, koto, django_assert_num_queries):
    stored = [store_upload(upload(f"{i}.pdf", sample_files.pdf()), by=officer) for i in range(3)]
    attach_files(stored[:2], to=sakai)
    attach_files(stored[2:], to=kushiro)
    with django_assert_num_queries(1):
        found = files_of_many([sakai, kushiro, koto])
    assert found == {sakai.pk: stored[:2], kushiro.pk: stored[2:], koto.pk: []}
    with django_assert_num_queries(0):
        assert files_of_many([]) == {}


@pytest.mark.parametrize(
    ("columns", "constraint"),
    [({"owner_id": 1}, "storedfile_owner_whole"), ({"size": 0}, "storedfile_not_empty")],
)
def test_constraints(columns, constraint):
    with pytest.raises(IntegrityError, match=constraint):
        StoredFile.objects.create(**{"name": "a", "kind": "text/plain", "size": 1, "sha256": "0", **columns})
