"""PDFs: no password, no scripts, no programs, no files inside; the pages are counted."""

import itertools
from typing import BinaryIO

import pikepdf

from common.uploads.errors import UploadRefused

MAX_OBJECTS = 100_000  # read in about two seconds; a report of 300 pages has some 20,000
_ACTIONS = {"/JavaScript", "/Launch", "/ImportData", "/RichMediaExecute"}
_SCRIPT_KEYS = ("/JS", "/JavaScript", "/XFA")
_FILE_KEYS = ("/EmbeddedFiles", "/EF")
_ENDLESS = "は、内容が複雑すぎるため添付できません。ページを分けるか、印刷し直してPDFにしてください。"
_BROKEN = "は、PDFとして開けません。壊れていないか確かめ、保存し直してください。"


def pages_of(file: BinaryIO) -> int:
    """Number of pages; raises UploadRefused for what is not let in."""
    file.seek(0)
    try:
        with pikepdf.open(file, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise _locked()
            _refuse_active(pdf)
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        raise _locked() from None
    except UploadRefused:
        raise
    except Exception:  # a parser of hostile input; the person needs one sentence
        raise UploadRefused(_BROKEN) from None
    if not pages:
        raise UploadRefused(_BROKEN)
    return pages


def _locked() -> UploadRefused:
    return UploadRefused("は、パスワードか編集の制限が付いたPDFです。制限を外して保存し直してください。")


def _refuse_active(pdf: pikepdf.Pdf) -> None:
    """Looks at every object: an action may hang on any page, field or annotation."""
    seen = 0
    for whole in itertools.chain([pdf.trailer], pdf.objects):
        waiting = [whole]
        while waiting:
            seen += 1
            if seen > MAX_OBJECTS:
                raise UploadRefused(_ENDLESS)
            waiting += _parts(waiting.pop())


def _parts(thing: object) -> list[object]:
    """The containers directly inside, after a look at this one."""
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        _refuse_keys(thing)
        return [value for _, value in thing.items() if _direct_container(value)]
    if isinstance(thing, pikepdf.Array):
        return [value for value in thing if _direct_container(value)]
    return []


def _direct_container(value: object) -> bool:
    # indirect objects stand in pdf.objects already
    return isinstance(value, (pikepdf.Dictionary, pikepdf.Array)) and not value.is_indirect


def _refuse_keys(thing: pikepdf.Dictionary | pikepdf.Stream) -> None:
    keys = set(thing.keys())
    action = str(thing["/S"]) if "/S" in keys and isinstance(thing["/S"], pikepdf.Name) else ""
    if action in _ACTIONS or any(key in keys for key in _SCRIPT_KEYS):
        raise UploadRefused(
            "は、スクリプトやプログラムの起動を含むPDFです。印刷し直すなどしてPDFを作り直してください。"
        )
    kind = thing["/Type"] if "/Type" in keys else None
    if any(key in keys for key in _FILE_KEYS) or kind == pikepdf.Name("/EmbeddedFile"):
        raise UploadRefused(
            "は、中に別のファイルが埋め込まれたPDFです。埋め込みを外し、別々に添付してください。"
        )
