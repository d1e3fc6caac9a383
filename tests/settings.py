"""The site's settings in processes that tests start: a folder other than `var/`, the clock of the tests."""

import os
from pathlib import Path

from portal import settings as site
from portal.settings import *  # noqa: F403 - all but these:
from tests import clock

VAR = Path(os.environ["TEST_VAR"])
STATIC_ROOT = VAR / "static"
STORAGES = {**site.STORAGES, "default": {**site.STORAGES["default"], "OPTIONS": {"location": VAR / "files"}}}
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["css", "js", "svg"]  # which would take longer than all else of a start

clock.start()
