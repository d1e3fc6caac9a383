"""Connections that keep the statements of every page prepared."""

from psycopg import Connection

MAX_PREPARED = 400  # the pages ask some 325 different statements


class PreparingConnection(Connection):
    """psycopg keeps 100: by turns they pushed each other out before they had run three times."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.prepared_max = MAX_PREPARED
