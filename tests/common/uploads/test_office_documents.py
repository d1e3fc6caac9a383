"""What an Office file would run or fetch when it is opened is refused; what everybody's files hold is not."""

import io

import pytest

from common.uploads import kinds
from common.uploads.detection import kind_of
from common.uploads.errors import UploadRefused
from tests.sample_files import docx, xlsx

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/"
OLE_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SETTINGS = "word/_rels/settings.xml.rels"
DOCUMENT = "word/_rels/document.xml.rels"


def relation(kind, target, mode="External", base=OFFICE):
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    mode = f" TargetMode='{mode}'" if mode else ""
    return (
        f'<Relationships xmlns="{space}"><Relationship Id="r1" Type="{base}{kind}" Target="{target}"{mode}/>'
        "</Relationships>"
    )


def kind(content, name="資料.docx"):
    return kind_of(io.BytesIO(content), name)


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/a.dotm",
        "HTTP://evil.example/a.dotm",
        r"\\evil.example\share\a.dotm",
        "//evil.example/a.dotm",
        "file://evil.example/share/a.dotm",
        r"file:///\\evil.example\share\a.dotm",
        "ftp://evil.example/a",
        "mhtml:https://evil.example/a",
        "&#104;ttps://evil.example/a.dotm",
    ],
)
@pytest.mark.parametrize("base", [OFFICE, STRICT])
def test_a_template_from_elsewhere_is_refused(target, base):
    with pytest.raises(UploadRefused, match="ほかの場所にあるテンプレート"):
        kind(docx(**{SETTINGS: relation("attachedTemplate", target, base=base)}))


@pytest.mark.parametrize(
    "target", ["Normal.dotm", "file:///C:/Users/sakai/Templates/報告.dotx", r"C:\Templates\a.dotx"]
)
def test_a_template_of_the_own_disk_is_let_in(target):
    assert kind(docx(**{SETTINGS: relation("attachedTemplate", target)})) == kinds.DOCX


@pytest.mark.parametrize(
    "more",
    [
        {"word/embeddings/oleObject1.bin": OLE_HEAD + b"x"},
        {"word/embeddings/oleObject1.bin": b"anything"},
        {"word/media/image1.png": OLE_HEAD + b"renamed"},
        {"word/embeddings/setup.docx": b"MZ\x90\x00"},
        {"word/media/image1.png": b"MZ\x90\x00"},
        {"word/media/a": b"\x7fELF"},
        {"word/embeddings/run.exe": b"text"},
        {"word/media/RUN.VBS": b"text"},
        {DOCUMENT: relation("oleObject", "media/image1.dat", mode="")},
        {DOCUMENT: relation("oleObject", "https://evil.example/a")},
        {DOCUMENT: relation("frame", "https://evil.example/a")},
        {DOCUMENT: relation("subDocument", "https://evil.example/a")},
        {DOCUMENT: relation("aFChunk", "https://evil.example/a")},
        {"xl/externalLinks/externalLink1.xml": '<externalLink><ddeLink ddeService="cmd"/></externalLink>'},
        {"word/embeddings/a.docx": docx(**{"word/embeddings/b.docx": docx()})},
    ],
)
def test_objects_and_programs_inside_are_refused(more):
    with pytest.raises(UploadRefused, match="埋め込まれています"):
        kind(docx(**more))


def test_what_lies_inside_a_document_inside_is_looked_at():
    inner = docx(**{SETTINGS: relation("attachedTemplate", "https://evil.example/a.dotm")})
    with pytest.raises(UploadRefused, match="ほかの場所にあるテンプレート"):
        kind(docx(**{"word/embeddings/a.docx": inner}))


@pytest.mark.parametrize(
    "more",
    [
        {DOCUMENT: relation("hyperlink", "https://www.city.sakai.lg.jp/")},
        {DOCUMENT: relation("image", "https://www.city.sakai.lg.jp/logo.png")},
        {"xl/externalLinks/_rels/externalLink1.xml.rels": relation("externalLinkPath", "file:///S:/表.xlsx")},
        {"word/embeddings/Microsoft_Excel_Sheet1.xlsx": xlsx()},  # the numbers of a chart
        {"word/media/image1.png": b"\x89PNG"},
    ],
)
def test_links_pictures_and_charts_are_let_in(more):
    assert kind(docx(**more)) == kinds.DOCX


@pytest.mark.parametrize("xml", ["<Relationships", "", b"\xff\xfe"])
def test_relations_that_cannot_be_read_are_a_broken_file(xml):
    with pytest.raises(UploadRefused, match="壊れている"):
        kind(docx(**{SETTINGS: xml}))
