from typing import NamedTuple

from django.core.exceptions import ValidationError
from openpyxl.utils import get_column_letter

from common.spreadsheets.limits import MAX_ERRORS

PASTE_VALUES = "に数式があります。セルをコピーし、「値の貼り付け」で値だけにしてください。"


class CellPlace(NamedTuple):
    """A cell as Excel names it."""

    column: int
    row: int

    @property
    def letter(self) -> str:
        return get_column_letter(self.column)

    def __str__(self):
        return f"{self.letter}{self.row}"


class FileErrors:
    """What is wrong with a file; the reading ends when it is enough."""

    def __init__(self):
        self.sentences: list[str] = []

    def add(self, place: CellPlace, predicate: str) -> None:
        self.add_message(f"{place}{predicate}")

    def add_message(self, sentence: str) -> None:
        self.sentences.append(sentence)
        if len(self.sentences) >= MAX_ERRORS:
            self.sentences.append("ほかにもあります。直してから、もう一度選んでください。")
            self.raise_if_any()

    def raise_if_any(self) -> None:
        if self.sentences:
            raise ValidationError(self.sentences)
