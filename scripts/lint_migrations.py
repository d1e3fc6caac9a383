"""Refuse migrations of our own apps that would lock or break a running site (part of `make check`)."""

import logging
import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OWN = ["portal", "board", "inquiries", "events", "news", "disaster", "members", "common"]

# what the linter refuses and we take on purpose, each with its reason
DELIBERATE = [
    "0005_proof_subject",  # a wider varchar is a change of the catalogue alone
    "0008_application_returned",  # its unique indexes are rebuilt on a queue of a few hundred rows
    "0016_governments_in_time",  # 1,788 rows of master data: its indexes are built in milliseconds
    "0006_proof_subject_only",  # links of mails pause for the seconds between migration and restart
    "0010_drop_noticepreference",  # its one page pauses for the seconds between migration and restart
]


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
