"""Write the texts of every registered model anew, as after a restore or a change of what they describe."""

from django.core.management.base import BaseCommand

from office import index


class Command(BaseCommand):
    help = "Brings the search index up to date for every registered model."

    def handle(self, *args, **options):
        for model in index.registered():
            self.stdout.write(f"{model._meta.verbose_name}: {index.refresh_all(model)}")
