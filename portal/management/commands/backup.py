from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal import backup
from portal.backup_runs.models import BackupRun


class Command(BaseCommand):
    help = "Write the database and all uploaded files into one archive (a zip)."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)

    def handle(self, *args, **options):
        try:
            manifest = backup.write_backup(options["file"])
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        rows, files = sum(manifest["rows"].values()), len(manifest["members"]) - 1
        size = options["file"].stat().st_size
        BackupRun.objects.create(size=size)
        self.stdout.write(f"{options['file']}: {rows:,} rows, {files:,} files, {size:,} bytes")
