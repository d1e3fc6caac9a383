"""Which kinds of file may be attached: one place for forms, checks and what the page says."""

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
ALLOWED = "PDF、画像（JPEG・PNG・GIF・WebP）、Word・Excel・PowerPoint（docx・xlsx・pptx）、テキスト、CSV"
ACCEPT = ",".join(f".{ending}" for _, endings in KINDS.values() for ending in endings)
