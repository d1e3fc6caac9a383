from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from portal import backup


class Command(BaseCommand):
    help = (
        "Put an archive of `backup` in the place of the database and the uploaded files. Stop the site first."
    )
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="allow it although something is there; that will be lost"
        )

    def handle(self, *args, **options):
        try:
            manifest = backup.read_manifest(options["file"])
            if not options["replace"] and not backup.target_is_empty():
                raise CommandError(
                    "The database or the file storage is not empty. To lose what is there, say --replace."
                )
            backup.restore_backup(options["file"], manifest)
        except (backup.BackupError, OSError) as error:
            raise CommandError(str(error)) from error
        rows, files = sum(manifest["rows"].values()), len(manifest["members"]) - 1
        self.stdout.write(f"Restored the state of {manifest['made_at']}: {rows:,} rows, {files:,} files")
