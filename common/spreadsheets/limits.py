"""How much of a sheet is read, and how it is said what is wrong with the file as a whole."""

from common.uploads.limits import MB

MAX_SIZE = 5 * MB  # 5,000 events with all of their columns take 2.5 MB
MAX_UNPACKED = 40 * MB
MAX_ROWS = 5000
# up to here a sheet is compared and written within a request, beyond it by the worker: docs/performance.md
AT_ONCE_ROWS, AT_ONCE_BYTES = 500, 4 * MB
MAX_LINES = 20_000  # empty ones too: a sheet can claim a million
MAX_COLUMNS = 60
MAX_CELL = 5000  # characters
MAX_ERRORS = 20  # sentences about one file
