"""Uploads of the tests: below `settings.VAR`, which is another folder for each."""

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class FilesOfTheTest(FileSystemStorage):
    @property
    def base_location(self):
        return settings.VAR / "files"

    @property
    def location(self):
        return str(self.base_location)
