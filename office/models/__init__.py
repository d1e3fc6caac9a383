from office.models.cabinet import StoredFile
from office.models.index import IndexedText
from office.models.once import Once
from office.models.postroom import Mail
from office.models.register import Entry

__all__ = ["Entry", "IndexedText", "Mail", "Once", "StoredFile"]
