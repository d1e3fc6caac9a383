"""Write the texts of every registered model anew, as after a restore or a change of what they describe."""

from django.core.management.base import BaseCommand

from common.search import registry
from common.search.actions import refresh_index_all


class Command(BaseCommand):
    help = "Brings the search index up to date for every registered model."

    def handle(self, *args, **options):
        for model in registry.searchable_models():
            self.stdout.write(f"{model._meta.verbose_name}: {refresh_index_all(model)}")
