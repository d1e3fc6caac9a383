"""ZIP archives written while they are sent."""

import datetime
import io
import zipfile

import pytest
from django.utils import timezone

from common.attachments import zip_files

AT = datetime.datetime(2026, 3, 31, 15, 30, tzinfo=datetime.UTC)  # 1 April in Tokyo


def opened(members) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(b"".join(zip_files.zip_stream(members))))
    assert archive.testzip() is None
    return archive


def test_an_archive_holds_its_members_with_japanese_names_and_tokyo_time():
    archive = opened([zip_files.ZipMember("第1号_01_計画.pdf", AT, [b"one", b"two"], is_compressed=True)])
    (info,) = archive.infolist()
    assert archive.read(info) == b"onetwo"
    assert info.filename == "第1号_01_計画.pdf"
    assert info.flag_bits & 0x800  # the name is UTF-8
    assert info.date_time[:5] == (2026, 4, 1, 0, 30)
    assert info.compress_type == zipfile.ZIP_DEFLATED  # "stored" cannot be streamed for every unpacker


def test_texts_are_those_of_windows():
    archive = opened([zip_files.text_member("目次.txt", AT, ["一行目", "二行目\n三行目\r\n四行目"])])
    assert archive.read("目次.txt") == "\ufeff一行目\r\n二行目\r\n三行目\r\n四行目\r\n".encode()


def test_it_is_sent_while_it_is_made():
    made = []

    def members():
        for place in range(3):
            made.append(place)
            yield zip_files.ZipMember(
                f"{place}.txt", AT, (bytes([place]) * 100_000 for _ in range(2)), is_compressed=True
            )

    sent = zip_files.zip_stream(members())
    assert len(next(sent)) > 1_000
    assert made == [0]
    assert sum(map(len, sent)) > 500_000
    assert made == [0, 1, 2]


def test_an_archive_of_nothing_is_still_an_archive():
    assert opened([]).namelist() == []


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("CON.pdf", "第1号_01__CON.pdf"),
        ("a/b\\..\\c.pdf", "第1号_01_c.pdf"),
        ("見積\u202efdp.exe.pdf", "第1号_01_見積fdp.exe.pdf"),
        ("a:b?*.pdf", "第1号_01_a_b__.pdf"),
        ("長" * 300 + ".pdf", "第1号_01_" + "長" * 100 + ".pdf"),
        ("終わり. .", "第1号_01_終わり"),
        ("\x00\x1f.pdf", "第1号_01___.pdf"),
    ],
)
def test_names_are_safe_on_windows(name, safe):
    assert zip_files.safe_member_name("第1号_01_", name) == safe


def test_what_is_gone_is_left_out(officer, settings):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from common.attachments.actions import store_upload

    kept = store_upload(SimpleUploadedFile("資料.txt", "本文".encode()), by=officer)
    assert b"".join(zip_files.stored_member(kept, "a.txt").content).decode() == "本文"
    kept.content.storage.delete(kept.content.name)
    assert zip_files.stored_member(kept, "a.txt") is None
    assert timezone.is_aware(kept.created_at)
