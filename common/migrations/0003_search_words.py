"""The first synonyms and look-behinds of the search; the secretariat edits them in /admin/."""

from django.db import migrations

SYNONYMS = [
    ("23区", "特別区"),
    ("二十三区", "特別区"),
    ("特別区", "23区"),
    ("子ども", "こども"),
    ("こども", "子ども"),
    ("子供", "子ども"),
    ("まつり", "祭り"),
    ("祭り", "まつり"),
    ("ホームページ", "ウェブサイト"),
    ("ウェブサイト", "ホームページ"),
    ("NEWS", "ニュース"),
    ("ニュース", "NEWS"),
]
LOOK_BEHINDS = [("京都", "東")]


def seed_words(apps, schema_editor):
    """A first set of words; the secretariat edits them in /admin/."""
    Synonym = apps.get_model("common", "Synonym")
    LookBehind = apps.get_model("common", "LookBehind")
    Synonym.objects.bulk_create(Synonym(term=term, means=means) for term, means in SYNONYMS)
    LookBehind.objects.bulk_create(LookBehind(term=term, not_after=prefix) for term, prefix in LOOK_BEHINDS)


class Migration(migrations.Migration):
    dependencies = [("common", "0002_initial")]
    operations = [migrations.RunPython(seed_words, migrations.RunPython.noop)]
