"""How long texts of the search are stored; its first synonyms and look-behinds, edited in /admin/."""

from django.db import migrations

# each of a group finds the others
ALIKE = [
    ("23区", "二十三区", "特別区"),
    ("子ども", "子供", "こども"),
    ("まつり", "祭り", "祭"),
    ("ホームページ", "ウェブサイト"),
    ("NEWS", "ニュース"),
    ("問い合わせ", "問合せ", "問合わせ"),
    ("申し込み", "申込み", "申込"),
    ("引き継ぎ", "引継ぎ", "引継"),
    ("取り組み", "取組"),
    ("受け入れ", "受入れ", "受入"),
    ("打ち合わせ", "打合せ"),
    ("取り扱い", "取扱い"),
    ("大雨", "豪雨"),
    ("ツイッター", "Twitter"),
    ("パンフ", "パンフレット"),
]
# who looks for the first also finds the second
MEANS = [
    ("震災", "東日本大震災"),
    ("東日本震災", "東日本大震災"),
    ("3.11", "東日本大震災"),
    ("能登地震", "能登半島地震"),
    ("のと地震", "能登半島地震"),
    ("のと半島地震", "能登半島地震"),
    ("福島県沖地震", "福島県沖を震源とする地震"),
    ("水害", "大雨"),
    ("きずなまつり", "絆まつり"),
    ("絆祭", "絆まつり"),
    ("ゆるキャラ", "マスコット"),
    ("物産フェア", "物産展"),
    ("ニュースレター", "全国連携NEWS"),
    ("広報紙", "全国連携NEWS"),
    ("全国連携ニュース", "全国連携NEWS"),
    ("お問合せ", "お問い合わせ"),
    ("お問合わせ", "お問い合わせ"),
]
SYNONYMS = [(one, other) for group in ALIKE for one in group for other in group if one != other] + MEANS
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
