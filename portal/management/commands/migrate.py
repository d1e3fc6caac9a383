"""Django's `migrate`, which first asks whether the database is one of this program."""

from django.core.management.commands import migrate

from common.append_only.triggers import install_append_only
from common.page_cache import triggers
from disaster.figures.actions import make_all_sums
from portal import migration_history


class Command(migrate.Command):
    def handle(self, *args, **options):
        migration_history.refuse_other_history()
        super().handle(*args, **options)
        migration_history.remember_history()
        install_append_only()
        triggers.install_triggers()
        make_all_sums()
