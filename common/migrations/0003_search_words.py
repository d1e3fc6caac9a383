"""How long texts of the search are stored; its first synonyms and look-behinds, edited in /admin/."""

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

# Long texts are unpacked by every search that looks into them: lz4 does it at a fraction of the usual cost.
# A server that was built without it keeps its own way.
COMPRESSION = """
DO $$
BEGIN
    ALTER TABLE common_indexedtext ALTER COLUMN norm SET COMPRESSION lz4, ALTER COLUMN body SET COMPRESSION lz4;
EXCEPTION WHEN feature_not_supported THEN NULL;
END
$$
"""


def seed_words(apps, schema_editor):
    """A first set of words; the secretariat edits them in /admin/."""
    Synonym = apps.get_model("common", "Synonym")
    LookBehind = apps.get_model("common", "LookBehind")
    Synonym.objects.bulk_create(Synonym(term=term, means=means) for term, means in SYNONYMS)
    LookBehind.objects.bulk_create(LookBehind(term=term, not_after=prefix) for term, prefix in LOOK_BEHINDS)


class Migration(migrations.Migration):
    dependencies = [("common", "0002_initial")]
    operations = [
        migrations.RunSQL(COMPRESSION, migrations.RunSQL.noop),
        migrations.RunPython(seed_words, migrations.RunPython.noop),
    ]
