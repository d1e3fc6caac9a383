"""Refuse migrations of our own apps that would lock or break a running site (part of `make check`)."""

import logging
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN = [
    "portal",
    "board",
    "pamphlets",
    "sign_ups",
    "inquiries",
    "events",
    "news",
    "disaster",
    "correspondence",
    "members",
    "common",
]

# what the linter refuses and we take on purpose, each with its reason
DELIBERATE: list[str] = []


def main() -> int:
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
    import django

    django.setup()
    from django_migration_linter import MigrationLinter

    logging.getLogger("django_migration_linter").setLevel(logging.WARNING)
    # an initial migration meets no rows: nothing there can lock or break a running site
    linter = MigrationLinter(
        str(ROOT),
        include_apps=OWN,
        no_cache=True,
        quiet=["ok", "ignore"],
        ignore_initial_migrations=True,
        ignore_name=DELIBERATE,
    )
    linter.lint_all_migrations()
    linter.print_summary()
    return 1 if linter.has_errors else 0


if __name__ == "__main__":
    sys.exit(main())
