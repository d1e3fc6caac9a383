"""The names of local governments and their readings, as もしかして offers them."""

from common.search.suggestions import register_words
from members.local_governments.models import LocalGovernment


def _names() -> list[tuple[str, str]]:
    """What is typed, and the name it stands for: 堺市, さかいし, さかい."""
    rows = LocalGovernment.objects.current().values_list("name", "name_kana")
    return [pair for name, kana in rows for pair in ((name, name), (kana, name))]


register_words(_names)
