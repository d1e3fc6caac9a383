from office.models.cabinet import StoredFile
from office.models.file_text import FileText
from office.models.index import IndexedText, LookBehind, Synonym
from office.models.once import Once
from office.models.postroom import Mail
from office.models.register import Entry

__all__ = ["Entry", "FileText", "IndexedText", "LookBehind", "Mail", "Once", "StoredFile", "Synonym"]
