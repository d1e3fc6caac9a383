"""Uploads are shown to clamd where CLAMD_URL names one; while it cannot be asked, nothing is taken."""

import socket
from typing import BinaryIO
from urllib.parse import urlsplit

import structlog
from django.conf import settings

from common.uploads.errors import UploadRefused

SECONDS = 30
_CHUNK = 64 * 1024
_LONGEST_REPLY = 4096
_FOUND = "から、ウイルスが見つかりました。このファイルは開かず、情報システムの担当部署へ知らせてください。"
_AWAY = (
    "は、ウイルスの検査が今できないため、受け取れませんでした。"
    "しばらくしてから、もう一度選んでください。続くときは、事務局へお知らせください。"
)

log = structlog.get_logger("common.uploads")


def refuse_infected(file: BinaryIO) -> None:
    """Ask clamd about the whole file; raises UploadRefused for a virus and without a clear answer."""
    if not settings.CLAMD_URL:
        return
    try:
        reply = _reply(file)
    except OSError as error:
        reply = f"{type(error).__name__}: {error}"
    if reply == "stream: OK":
        return
    if reply.startswith("stream: ") and reply.endswith(" FOUND"):
        log.warning("virus_found", reply=reply)
        raise UploadRefused(_FOUND)
    log.error("virus_scan_failed", reply=reply)
    raise UploadRefused(_AWAY)


def _reply(file: BinaryIO) -> str:
    """What clamd says to INSTREAM: the length of each part in four bytes before it, and zero at the end."""
    with _connected() as clamd:
        clamd.sendall(b"zINSTREAM\0")
        file.seek(0)
        while part := file.read(_CHUNK):
            clamd.sendall(len(part).to_bytes(4, "big") + part)
        clamd.sendall(bytes(4))
        said = b""
        while not said.endswith(b"\0") and len(said) < _LONGEST_REPLY and (part := clamd.recv(1024)):
            said += part
    return said.rstrip(b"\0\n").decode("utf-8", "replace")


def _connected() -> socket.socket:
    url = urlsplit(settings.CLAMD_URL)
    if url.scheme == "tcp":
        return socket.create_connection((url.hostname, url.port or 3310), timeout=SECONDS)
    clamd = socket.socket(socket.AF_UNIX)
    clamd.settimeout(SECONDS)
    try:
        clamd.connect(url.path)
    except OSError:
        clamd.close()
        raise
    return clamd
