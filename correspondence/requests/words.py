"""What a request is called in sentences that all rooms share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """`noun` and `numbered` name the request (この照会, 照会 第5号), `asker` and `asked` the two sides."""

    noun: str
    numbered: str
    asker: str
    asked: str  # one of those asked, also as the counter: 3団体, 3区
