"""Attachments and link cards of the sample topics (見本): made here, never taken for real."""

import io

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from board.models import LinkCard, Topic
from office import cabinet

MARK = "【見本】"
_SAID = "画面を確かめるための見本です。実際の事業ではありません。"


def paper(name: str) -> SimpleUploadedFile:
    """Two A4 pages with a title, a band of colour and a sentence: to be opened, printed and found."""
    written = io.BytesIO()
    with pikepdf.new() as pdf:
        font = pdf.make_indirect(_font(pdf))
        for number in (1, 2):
            page = pdf.add_blank_page(page_size=(595, 842))
            page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
            lines = [f"{MARK}{name.removesuffix('.pdf')}", _SAID, f"{number} / 2"]
            page.Contents = pdf.make_stream(_drawn(lines))
        pdf.docinfo["/Title"] = f"{MARK}{name}"
        pdf.save(written)
    return SimpleUploadedFile(name, written.getvalue(), "application/pdf")


def _font(pdf: pikepdf.Pdf) -> pikepdf.Dictionary:
    """A Japanese gothic that every viewer has or replaces; its codes are Unicode, so words can be found."""
    name = pikepdf.Name
    system = pikepdf.Dictionary(Registry=b"Adobe", Ordering=b"Japan1", Supplement=2)
    flags = {"Flags": 4, "FontBBox": [0, -120, 1000, 880], "ItalicAngle": 0, "Ascent": 880, "Descent": -120}
    family = name("/HeiseiKakuGo-W5")
    described = pikepdf.Dictionary(
        Type=name.FontDescriptor, FontName=family, CapHeight=700, StemV=80, **flags
    )
    base = pikepdf.Dictionary(
        Type=name.Font,
        Subtype=name.CIDFontType0,
        BaseFont=family,
        CIDSystemInfo=system,
        FontDescriptor=pdf.make_indirect(described),
    )
    return pikepdf.Dictionary(
        Type=name.Font,
        Subtype=name.Type0,
        BaseFont=family,
        Encoding=name("/UniJIS-UCS2-H"),
        DescendantFonts=[pdf.make_indirect(base)],
    )


def _drawn(lines: list[str]) -> bytes:
    band = "0 0.33 0.68 rg 0 792 595 50 re f 0.94 g 60 420 475 200 re f 0 g"
    words = [
        f"BT /F1 {size} Tf 60 {height} Td <{line.encode('utf-16-be').hex()}> Tj ET"
        for line, size, height in zip(lines, (24, 13, 11), (700, 660, 60), strict=True)
    ]
    return "\n".join([band, *words]).encode()


def card(topic: Topic) -> None:
    """The card of a sample's link, as its author would type it: nothing is fetched for a sample."""
    if not topic.link or LinkCard.objects.filter(topic=topic).exists():
        return
    made = LinkCard.objects.create(
        topic=topic,
        url=topic.link,
        state=LinkCard.State.UNREAD,
        reason="見本のため、リンク先は読み取っていません。",
        fetched_at=topic.published_at,
        own_title=topic.title,
        own_description=_SAID,
    )
    cover = cabinet.keep(_cover(), by=topic.author)
    cabinet.attach([cover], to=made)
    LinkCard.objects.filter(pk=made.pk).update(own_picture=cover)


def _cover() -> SimpleUploadedFile:
    picture = Image.new("RGB", (960, 540), (230, 245, 236))
    draw = ImageDraw.Draw(picture)
    for number, colour in enumerate([(172, 62, 0), (0, 85, 173), (17, 90, 54)]):
        draw.ellipse((180 + 190 * number, 150, 400 + 190 * number, 370), outline=colour, width=28)
    written = io.BytesIO()
    picture.save(written, "PNG")
    return SimpleUploadedFile("見本の表紙.png", written.getvalue(), "image/png")
