"""How much and which kinds of file may be attached: one place for forms, checks and what the page says."""

MB = 1024 * 1024
MAX_FILES = 20
MAX_SIZE = 20 * MB
MAX_TOTAL = 50 * MB
MAX_PIXELS = 40_000_000

_OFFICE = "application/vnd.openxmlformats-officedocument."
PDF = "application/pdf"
DOCX = _OFFICE + "wordprocessingml.document"
XLSX = _OFFICE + "spreadsheetml.sheet"
PPTX = _OFFICE + "presentationml.presentation"
TXT, CSV = "text/plain", "text/csv"
PICTURES = ("image/jpeg", "image/png", "image/gif", "image/webp")

# media type -> (what it is called, the endings its names may have; the first one is given to a name without)
KINDS = {
    PDF: ("PDF", ("pdf",)),
    "image/jpeg": ("JPEG画像", ("jpg", "jpeg", "jpe", "jfif")),
    "image/png": ("PNG画像", ("png",)),
    "image/gif": ("GIF画像", ("gif",)),
    "image/webp": ("WebP画像", ("webp",)),
    DOCX: ("Word文書", ("docx",)),
    XLSX: ("Excelブック", ("xlsx",)),
    PPTX: ("PowerPoint", ("pptx",)),
    TXT: ("テキスト", ("txt",)),
    CSV: ("CSV", ("csv",)),
}
ALLOWED = "PDF、画像(JPEG・PNG・GIF・WebP)、Word・Excel・PowerPoint(docx・xlsx・pptx)、テキスト、CSV"
ACCEPT = ",".join(f".{ending}" for _, endings in KINDS.values() for ending in endings)
HELP = f"{ALLOWED}。1件{MAX_SIZE // MB}MBまで、合計{MAX_TOTAL // MB}MBまで、{MAX_FILES}件まで。"


def room_for(name: str, size: int, *, count: int, total: int) -> str:
    """Why a file does not fit beside `count` files of `total` bytes: a Japanese sentence, or ""."""
    if size > MAX_SIZE:
        return f"「{name}」は大きすぎます。1件{MAX_SIZE // MB}MBまでにしてください。"
    if count >= MAX_FILES:
        return f"「{name}」は添付できませんでした。添付は{MAX_FILES}件までにしてください。"
    if total + size > MAX_TOTAL:
        return f"「{name}」は添付できませんでした。添付は合計{MAX_TOTAL // MB}MBまでにしてください。"
    return ""


def oversize_errors(uploads) -> list[str]:
    """A sentence for each upload that does not fit."""
    sentences, count, total = [], 0, 0
    for upload in uploads:
        if sentence := room_for(upload.name, upload.size, count=count, total=total):
            sentences.append(sentence)
        else:
            count, total = count + 1, total + upload.size
    return sentences
