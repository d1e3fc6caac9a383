"""The number of a topic as people type it."""

import re
import unicodedata

_NUMBER = re.compile(r"[0-9]{1,15}", re.ASCII)


def parse_topic_number(typed: str) -> int | None:
    """The number in 123, １２３, 第123号 or 掲示板 第123号; None where there is none or more than one."""
    found = _NUMBER.findall(unicodedata.normalize("NFKC", typed[:100]))
    return int(found[0]) if len(found) == 1 else None
