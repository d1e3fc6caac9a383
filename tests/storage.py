"""Uploads of the tests: below `settings.VAR`, which is another folder for each."""

import os
import time

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class FilesOfTheTest(FileSystemStorage):
    @property
    def base_location(self):
        return settings.VAR / "files"

    @property
    def location(self):
        return str(self.base_location)

    def _save(self, name, content):
        """As old as the clock of the tests says, which is not the disk's (TEST_NOW)."""
        name = super()._save(name, content)
        os.utime(self.path(name), (time.time(), time.time()))
        return name
