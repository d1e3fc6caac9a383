"""What the processes that tests start are told."""

import os
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone


def environment(var: Path, database: str, **more: str) -> dict[str, str]:
    """To work on this database, write into folder `var`, and go on from the test's moment (TEST_NOW)."""
    told = {"DJANGO_SETTINGS_MODULE": "tests.settings", "TEST_VAR": str(var)}
    told["PORTAL_DATABASE_NAME"] = database
    if settings.DATABASE_URL:
        told["DATABASE_URL"] = urlsplit(settings.DATABASE_URL)._replace(path=f"/{database}").geturl()
    if os.environ.get("TEST_NOW"):
        told["TEST_NOW"] = timezone.now().isoformat()
    return os.environ | told | more
