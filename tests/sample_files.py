"""Files of every sort, made here: good ones and wrong ones."""

import io
import zipfile

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600  # .xls, or one with a password


def upload(name, content):
    return SimpleUploadedFile(name, content)


def picture(form="JPEG", size=(40, 20), mode="RGB", **options):
    drawn = io.BytesIO()
    Image.new(mode, size).save(drawn, form, **options)
    return drawn.getvalue()


def camera_picture():
    """Lying on its side, with the place where it was taken."""
    image = Image.new("RGB", (40, 20), "red")
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by 90 degrees to see it upright
    exif[0x010F] = "SecretCamera"
    exif.get_ifd(0x8825)[2] = (35.0, 41.0, 22.0)
    drawn = io.BytesIO()
    image.save(drawn, "JPEG", exif=exif, comment=b"hidden words")
    return drawn.getvalue()


def moving_picture(form="GIF"):
    drawn = io.BytesIO()
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "blue")]
    frames[0].save(drawn, form, save_all=True, append_images=frames[1:])
    return drawn.getvalue()


def pdf(pages=2, change=None, **options):
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    if change:
        change(document)
    written = io.BytesIO()
    document.save(written, **options)
    return written.getvalue()


def archive(entries, compression=zipfile.ZIP_DEFLATED):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", compression) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return written.getvalue()


def docx(**more):
    main = '<Override PartName="/word/document.xml" ContentType="application/x.main+xml"/>'
    return archive({"[Content_Types].xml": TYPES.format(main), "word/document.xml": "<w/>", **more})


def pptx():
    return archive({"[Content_Types].xml": TYPES.format(""), "ppt/presentation.xml": "<p/>"})


def xlsx():
    written = io.BytesIO()
    Workbook().save(written)
    return written.getvalue()


def page(text="", box=(595, 842), pages=1):
    """A PDF with words; its page box may be anything."""
    document = pikepdf.new()
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    shown = document.make_indirect(font)
    for _ in range(pages):
        made = document.add_blank_page()
        made.MediaBox = [0, 0, *box]
        made.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=shown))
        made.Contents = document.make_stream(f"BT /F1 24 Tf 50 700 Td ({text}) Tj ET".encode())
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def real_docx(*paragraphs, cell="", header="", box=""):
    """As Word writes it: a text box stands inside a paragraph, and twice, for new and for old programs."""

    def part(kind, content):
        xmlns = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        compatible = "http://schemas.openxmlformats.org/markup-compatibility/2006"
        return f'<w:{kind} xmlns:w="{xmlns}" xmlns:mc="{compatible}">{content}</w:{kind}>'

    def line(text):
        runs = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in (text[:2], text[2:]))
        return f"<w:p><w:pPr><w:jc/></w:pPr>{runs}</w:p>"

    lines = "".join(map(line, paragraphs))
    if box:
        inside = f"<w:txbxContent>{line(box)}</w:txbxContent>"
        twice = f"<mc:Choice>{inside}</mc:Choice><mc:Fallback>{inside}</mc:Fallback>"
        lines += f"<w:p><w:r><mc:AlternateContent>{twice}</mc:AlternateContent></w:r></w:p>"
    if cell:
        lines += f"<w:tbl><w:tr><w:tc>{line(cell)}</w:tc></w:tr></w:tbl>"
    return docx(
        **{
            "word/document.xml": part("document", f"<w:body>{lines}</w:body>"),
            "word/header1.xml": part("hdr", line(header)),
        }
    )


def filled_xlsx(*rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def slides(*texts):
    xmlns = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
    made = {
        f"ppt/slides/slide{number}.xml": f"<p {xmlns}><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p>"
        for number, text in enumerate(texts, 1)
    }
    return archive({"[Content_Types].xml": TYPES.format(""), "ppt/presentation.xml": "<p/>", **made})


def newsletter(*texts, box=(595, 842), pages=1, **options):
    """A PDF with Japanese text: each (left, top, size, text), or with "V" behind written downward."""
    document = pikepdf.new()
    fonts = pikepdf.Dictionary(H=_japanese(document, "H"), V=_japanese(document, "V"))
    for _ in range(pages):
        made = document.add_blank_page(page_size=box)
        made.Resources = pikepdf.Dictionary(Font=fonts)
        shown = [
            f"BT /{(*way, 'H')[0]} {size} Tf 1 0 0 1 {left} {box[1] - top} Tm"
            f" <{text.encode('utf-16-be').hex()}> Tj ET"
            for left, top, size, text, *way in texts
        ]
        made.Contents = document.make_stream("\n".join(shown).encode())
    written = io.BytesIO()
    document.save(written, **options)
    return written.getvalue()


def _japanese(document, way):
    """A font that lies in no file: what it draws does not matter, its signs are known."""
    name = pikepdf.Name("/Ryumin-Light")
    facts = {"Flags": 4, "FontBBox": [-170, -331, 1024, 903], "ItalicAngle": 0, "Ascent": 723}
    described = pikepdf.Dictionary(
        Type=pikepdf.Name.FontDescriptor, FontName=name, Descent=-241, CapHeight=709, StemV=69, **facts
    )
    signs = pikepdf.Dictionary(
        Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Japan1"), Supplement=4
    )
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.CIDFontType0, BaseFont=name, CIDSystemInfo=signs
    )
    font.DW, font.FontDescriptor = 1000, described
    descendants = pikepdf.Array([document.make_indirect(font)])
    encoding = pikepdf.Name(f"/UniJIS-UTF16-{way}")
    whole = {"BaseFont": name, "Encoding": encoding, "DescendantFonts": descendants}
    return document.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type0, **whole)
    )
