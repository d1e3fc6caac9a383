"""How much of a sheet is read, and how it is said what is wrong with the file as a whole."""

from typing import NamedTuple

from django.core.exceptions import ValidationError
from openpyxl.utils import get_column_letter

from office.cabinet.limits import MB

MAX_SIZE = 5 * MB  # 3,000 rows of twenty columns take 400 KB
MAX_UNPACKED = 40 * MB
MAX_ROWS = 3000
MAX_LINES = 20_000  # empty ones too: a sheet can claim a million
MAX_COLUMNS = 60
MAX_CELL = 5000  # characters
MAX_WRONG = 20  # sentences about one file
PASTE = "に数式があります。セルをコピーし、「値の貼り付け」で値だけにしてください。"


class Place(NamedTuple):
    """A cell as Excel names it."""

    column: int
    row: int

    @property
    def letter(self) -> str:
        return get_column_letter(self.column)

    def __str__(self):
        return f"{self.letter}{self.row}"


class Wrong:
    """What is wrong with a file; the reading ends when it is enough."""

    def __init__(self):
        self.sentences: list[str] = []

    def add(self, place: Place, predicate: str) -> None:
        self.say(f"{place}{predicate}")

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)
        if len(self.sentences) >= MAX_WRONG:
            self.sentences.append("ほかにもあります。直してから、もう一度選んでください。")
            self.tell()

    def tell(self) -> None:
        if self.sentences:
            raise ValidationError(self.sentences)
