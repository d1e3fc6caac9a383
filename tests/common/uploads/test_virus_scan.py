"""The exchange with clamd: a real socket, at whose other end somebody speaks its protocol."""

import socket
import threading

import pytest
from django.core.exceptions import ValidationError

from common.attachments.actions import store_upload
from common.attachments.models import StoredFile
from common.spreadsheets.reading import read_table
from common.uploads import virus_scan
from tests.sample_files import upload

# in two parts, so that no scanner finds it in this file
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-" + b"ANTIVIRUS-TEST-FILE!$H+H*"
FAR = "ウイルスの検査が今できない"

pytestmark = pytest.mark.django_db


@pytest.fixture(params=["tcp", "unix"])
def clamd(request, settings, tmp_path):
    """Answers INSTREAM as clamd does; `clamd.append(reply)` has it say something else once."""
    if request.param == "tcp":
        server = socket.create_server(("127.0.0.1", 0))
        settings.CLAMD_URL = f"tcp://127.0.0.1:{server.getsockname()[1]}"
    else:
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(tmp_path / "clamd"))
        server.listen()
        settings.CLAMD_URL = f"unix://{tmp_path}/clamd"
    replies = []

    def serve():
        while True:
            try:
                asked, _ = server.accept()
            except OSError:
                return
            with asked, asked.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                content = b""
                while length := int.from_bytes(stream.read(4), "big"):
                    content += stream.read(length)
                verdict = b"stream: Eicar-Test-Signature FOUND" if EICAR in content else b"stream: OK"
                asked.sendall((replies.pop() if replies else verdict) + b"\0")

    thread = threading.Thread(target=serve)
    thread.start()
    yield replies
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join()


def refused(name, content):
    with pytest.raises(ValidationError) as error:
        store_upload(upload(name, content), by=None)
    assert not StoredFile.objects.exists()
    return error.value.messages[0]


def test_a_clean_file_is_kept(clamd):
    assert store_upload(upload("資料.txt", "堺市の資料".encode() * 50_000), by=None).size


def test_a_virus_is_refused_by_name(clamd):
    assert refused("資料.txt", EICAR).startswith("「資料.txt」から、ウイルスが見つかりました。")


def test_a_sheet_is_scanned_too(clamd):
    with pytest.raises(ValidationError, match="ウイルスが見つかりました"):
        read_table(upload("名簿.csv", b"a,b\n1," + EICAR))


@pytest.mark.parametrize(
    "reply", [b"INSTREAM size limit exceeded. ERROR", b"", b"UNKNOWN COMMAND", b"stream: x ERROR"]
)
def test_an_unclear_answer_lets_nothing_in(clamd, reply):
    clamd.append(reply)
    assert FAR in refused("資料.txt", b"abc")


@pytest.mark.parametrize(
    "url", ["tcp://127.0.0.1:9", "unix:///nowhere/clamd", "tcp://no-such-host.invalid:1"]
)
def test_a_scanner_that_is_away_lets_nothing_in(settings, url):
    settings.CLAMD_URL = url
    assert FAR in refused("資料.txt", b"abc")


def test_a_scanner_that_says_nothing_lets_nothing_in(settings, monkeypatch):
    monkeypatch.setattr(virus_scan, "SECONDS", 0.1)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        settings.CLAMD_URL = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        assert FAR in refused("資料.txt", b"abc")


def test_without_an_address_nobody_is_asked(settings):
    settings.CLAMD_URL = ""
    assert store_upload(upload("資料.txt", b"abc"), by=None).size == 3
