from office.models.cabinet import StoredFile
from office.models.index import IndexedText, LookBehind, Synonym
from office.models.once import Once
from office.models.postroom import Mail
from office.models.register import Entry

__all__ = ["Entry", "IndexedText", "LookBehind", "Mail", "Once", "StoredFile", "Synonym"]
