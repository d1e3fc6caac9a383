import uuid

import django.contrib.postgres.fields
import django.core.serializers.json
import django.utils.timezone
from django.db import migrations, models

import common.attachments.models
import common.search.models

# common/search/normalisation.py is the twin of jnorm in Python; tests/common/search/test_normalisation.py holds both equal.
COMMON = (
    "ぁあぃいぅうぇえぉおかがきぎくぐけげこごさざしじすずせぜそぞただちぢっつづてでとどなにぬねのはばぱひびぴふぶぷへべぺほぼぽまみむめもゃやゅゆょよらりるれろゎわゐゑをんゔゕゖゝゞヵヶ\\u000A",
    "ァアィイゥウェエォオカガキギクグケゲコゴサザシジスズセゼソゾタダチヂッツヅテデトドナニヌネノハバパヒビピフブプヘベペホボポマミムメモャヤュユョヨラリルレロヮワヰヱヲンヴカケヽヾカケ ",
)
RARE = (
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞĀĂĄĆĈĊČĎĐĒĔĖĘĚĜĞĠĢĤĦĨĪĬĮĲĴĶĹĻĽĿŁŃŅŇŊŌŎŐŒŔŖŘŚŜŞŠŢŤŦŨŪŬŮŰŲŴŶŸŹŻŽΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩЀЁЂЃЄЅІЇЈЉЊЋЌЍЎЏАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ髙﨑澤濵濱邉邊齋齊國廣嶋龍瀧藪萬與竝豫龜亙會餘來俱兒內劍區雙𠮷吳鹽增壯壹賣奧姬寶寢壽對屬峯嶌巢帶歸辨辯瓣彌當彥德戀惠戶拂攝曵曾栢栁桺杤榮桒櫻桧檮樂鎚樣橫歲氣冰淺澁澀淸溫灣滿瀨燒豬產畄發眞礪禮禰稻穗竈竃篭絲總繩羣膽舍舘舩蘆藝莊萠藏霸觀讀諌輕郞鄕鄉埜關隱靑靜驒鯵條瀦涌黑縣臺渕碕冨狹豐‐‒–—―−〜\\u0009\\u000B\\u000C\\u000D\\u0085\\u1680\\u2028\\u2029",
    "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþāăąćĉċčďđēĕėęěĝğġģĥħĩīĭįĳĵķĺļľŀłńņňŋōŏőœŕŗřśŝşšţťŧũūŭůűųŵŷÿźżžαβγδεζηθικλμνξοπρστυφχψωѐёђѓєѕіїјљњћќѝўџабвгдежзийклмнопрстуфхцчшщъыьэюя高崎沢浜浜辺辺斎斉国広島竜滝薮万与並予亀亘会余来倶児内剣区双吉呉塩増壮壱売奥姫宝寝寿対属峰島巣帯帰弁弁弁弥当彦徳恋恵戸払摂曳曽柏柳柳栃栄桑桜檜梼楽槌様横歳気氷浅渋渋清温湾満瀬焼猪産留発真砺礼祢稲穂釜釜籠糸総縄群胆舎館船芦芸荘萌蔵覇観読諫軽郎郷郷野関隠青静騨鰺条潴湧黒県台淵崎富狭豊------~        ",
)

VARIATION_SELECTORS = "\\uFE00-\\uFE0F\\U000E0100-\\U000E01EF"

# translate() tries every entry for every letter: the long table is used only where one of its letters is there.
JNORM = f"""
CREATE FUNCTION jnorm(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(regexp_replace(
        CASE WHEN letters ~ E'[{RARE[0]}]' THEN translate(letters, E'{RARE[0]}', E'{RARE[1]}') ELSE letters END,
        ' +', ' ', 'g'), E'[{VARIATION_SELECTORS}]|(?<=[^\\x01-\\x7f]) | (?=[^\\x01-\\x7f])', '', 'g'), ' ')
    FROM (
        SELECT translate(lower(normalize($1, NFKC) COLLATE "C"), E'{COMMON[0]}', E'{COMMON[1]}') AS letters
        OFFSET 0  -- otherwise flattened, and worked out once for each use
    ) shaped
$$
"""  # noqa: S608  the tables above

# How names are compared: no signs; ヶ, カ, が and 箇 between kanji are one, and so are ノ and 之.
# Without quotes around the body jnorm is bound once: a restored dump has no search path.
MARKS = " !\"#$%&''()*+,-./:;<=>?@[\\\\]^_`{|}~「」『』【】〈〉《》〔〕“”‘’、。・…"
NAME_KEY = f"""
CREATE FUNCTION name_key(text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN regexp_replace(regexp_replace(translate(jnorm($1), E'{MARKS}', ''),
        '(?<=[々一-鿿])[ガカ箇](?=[々一-鿿])', 'ケ', 'g'), '(?<=[々一-鿿])[之乃](?=[々一-鿿])', 'ノ', 'g')
"""

# Expensive on purpose: the planner must prefer the index to computing this for every row.
# The second text is what the first is found together with: its lexemes are marked.
BIGRAMS = """
CREATE FUNCTION bigrams(text, context text) RETURNS tsvector LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 3000
AS $$
    SELECT array_to_tsvector(ARRAY(
        SELECT letter || coalesce(following, '')
        FROM unnest(
            string_to_array(left($1, 30000), NULL), (string_to_array(left($1, 30000), NULL))[2:]
        ) AS letters(letter, following)
        UNION ALL
        SELECT E'\\x01' || letter || coalesce(following, '')
        FROM unnest(
            string_to_array(left($2, 300), NULL), (string_to_array(left($2, 300), NULL))[2:]
        ) AS letters(letter, following)
    ))
$$
"""

# Django's database cache, and the counters of rate limits; `createcachetable` would make the same ones.
CACHE = """
CREATE TABLE IF NOT EXISTS common_cache (
    cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
);
CREATE INDEX IF NOT EXISTS common_cache_expires ON common_cache (expires);
CREATE TABLE IF NOT EXISTS common_counter (
    cache_key varchar(255) NOT NULL PRIMARY KEY, value text NOT NULL, expires timestamp with time zone NOT NULL
);
CREATE INDEX IF NOT EXISTS common_counter_expires ON common_counter (expires)
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL(JNORM, "DROP FUNCTION jnorm(text)"),
        migrations.RunSQL(NAME_KEY, "DROP FUNCTION name_key(text)"),
        migrations.RunSQL(BIGRAMS, "DROP FUNCTION bigrams(text, text)"),
        migrations.RunSQL(CACHE, "DROP TABLE common_cache, common_counter"),
        migrations.CreateModel(
            name="AuditEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="日時"
                    ),
                ),
                ("by_name", models.CharField(blank=True, max_length=200, verbose_name="操作者名（当時）")),
                (
                    "verb",
                    models.CharField(
                        db_index=True,
                        help_text="例：board.topic_published",
                        max_length=80,
                        verbose_name="操作",
                    ),
                ),
                ("object_id", models.CharField(blank=True, max_length=40, verbose_name="対象番号")),
                (
                    "object_name",
                    models.CharField(blank=True, max_length=200, verbose_name="対象（当時の名称）"),
                ),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        default=dict,
                        encoder=django.core.serializers.json.DjangoJSONEncoder,
                        verbose_name="内容",
                    ),
                ),
            ],
            options={
                "verbose_name": "記録簿",
                "verbose_name_plural": "記録簿",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="ClockFailure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="処理")),
                (
                    "row",
                    models.CharField(
                        blank=True,
                        help_text="全体の処理のときは空です。",
                        max_length=120,
                        verbose_name="対象",
                    ),
                ),
                ("row_text", models.CharField(blank=True, max_length=200, verbose_name="対象の内容")),
                ("error", models.CharField(max_length=500, verbose_name="エラー")),
                (
                    "first_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="最初の日時"),
                ),
                (
                    "last_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="最後の日時"),
                ),
                ("times", models.PositiveIntegerField(default=1, verbose_name="回数")),
            ],
            options={
                "verbose_name": "定時処理のエラー",
                "verbose_name_plural": "定時処理のエラー",
                "ordering": ["-last_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ClockRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="処理")),
                (
                    "seen_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now,
                        help_text="この処理を最初に見た日時です。",
                        verbose_name="登録日時",
                    ),
                ),
                (
                    "due_at",
                    models.DateTimeField(
                        help_text="直近に実施の時刻が来た日時です。", verbose_name="予定の日時"
                    ),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="終了日時")),
                ("done", models.PositiveIntegerField(default=0, verbose_name="処理件数")),
                ("failed", models.PositiveIntegerField(default=0, verbose_name="エラー件数")),
            ],
            options={
                "verbose_name": "定時処理の実施状況",
                "verbose_name_plural": "定時処理の実施状況",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="FileText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "待ち"), ("read", "済"), ("unreadable", "読めない")],
                        default="waiting",
                        max_length=12,
                        verbose_name="状態",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="文字")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="読めない理由")),
                ("asked_at", models.DateTimeField(verbose_name="依頼日時")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="読取り日時")),
            ],
            options={
                "verbose_name": "添付ファイルの文字",
                "verbose_name_plural": "添付ファイルの文字",
            },
        ),
        migrations.CreateModel(
            name="IdempotencyKey",
            fields=[
                ("token", models.UUIDField(primary_key=True, serialize=False)),
                ("result_url", models.CharField(max_length=300)),
                ("created_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
            ],
            options={
                "verbose_name": "二重送信の防止",
                "verbose_name_plural": "二重送信の防止",
            },
        ),
        migrations.CreateModel(
            name="IndexedText",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("object_id", models.BigIntegerField()),
                ("parent_id", models.BigIntegerField(blank=True, null=True)),
                (
                    "kind",
                    models.CharField(
                        help_text="画面に出す種類名（イベント、投稿など）", max_length=40, verbose_name="種類"
                    ),
                ),
                ("title", models.CharField(blank=True, max_length=300)),
                ("context", models.CharField(blank=True, db_default="", default="", max_length=300)),
                ("body", models.TextField(blank=True)),
                ("hidden_words", models.TextField(blank=True, db_default="", default="")),
                ("url", models.CharField(max_length=300)),
                ("date", models.DateField(blank=True, null=True)),
                (
                    "audiences",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), size=None
                    ),
                ),
                (
                    "prefectures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        blank=True,
                        db_default=models.Value("{}"),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12),
                        blank=True,
                        db_default=models.Value("{}"),
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "places",
                    models.JSONField(
                        blank=True, db_default=models.Value([], models.JSONField()), default=list
                    ),
                ),
                (
                    "norm",
                    models.GeneratedField(
                        db_persist=True,
                        expression=common.search.models.Normalised(
                            models.F("title"), models.F("body"), models.F("hidden_words")
                        ),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "norm_title",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("title"), function="jnorm"),
                        output_field=models.TextField(),
                    ),
                ),
                (
                    "norm_context",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("context"), function="jnorm"),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "検索対象",
                "verbose_name_plural": "検索対象",
            },
        ),
        migrations.CreateModel(
            name="KeptForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kept_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="保管日時"
                    ),
                ),
                ("fields", models.TextField(help_text="項目名と値の組（JSON）", verbose_name="入力内容")),
                ("size", models.PositiveIntegerField(verbose_name="大きさ（バイト）")),
            ],
            options={
                "verbose_name": "ログイン前の入力内容",
                "verbose_name_plural": "ログイン前の入力内容",
            },
        ),
        migrations.CreateModel(
            name="LookBehind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("term", models.CharField(help_text="例：京都", max_length=60, verbose_name="検索語")),
                (
                    "not_after",
                    models.CharField(
                        help_text="例：東（東京都を除く）", max_length=10, verbose_name="直前にあれば除く文字"
                    ),
                ),
                (
                    "norm",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("term"), function="jnorm"),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "検索から除く続き方",
                "verbose_name_plural": "検索から除く続き方",
                "ordering": ["term"],
            },
        ),
        migrations.CreateModel(
            name="OutgoingMail",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "key",
                    models.CharField(
                        help_text="同じキーのメールは一度だけ送られます。",
                        max_length=200,
                        unique=True,
                        verbose_name="重複防止キー",
                    ),
                ),
                ("purpose", models.CharField(db_index=True, max_length=60, verbose_name="用件")),
                ("about_id", models.BigIntegerField(blank=True, null=True, verbose_name="対象の番号")),
                (
                    "facts",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        verbose_name="添える事実",
                    ),
                ),
                ("to", models.EmailField(max_length=254, verbose_name="宛先")),
                ("subject", models.CharField(max_length=200, verbose_name="件名")),
                ("body", models.TextField(verbose_name="本文")),
                (
                    "headers",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        verbose_name="追加のヘッダー",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "送信待ち"),
                            ("sent", "送信済み"),
                            ("failed", "送信できず"),
                            ("skipped", "送信不要"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0, verbose_name="試行回数")),
                ("last_error", models.CharField(blank=True, max_length=500, verbose_name="送れなかった理由")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="作成日時"
                    ),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="送信日時")),
            ],
            options={
                "verbose_name": "送信メール",
                "verbose_name_plural": "送信メール",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="StoredFile",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("owner_id", models.BigIntegerField(blank=True, null=True)),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                (
                    "content",
                    models.FileField(
                        upload_to=common.attachments.models.stored_path, verbose_name="ファイル"
                    ),
                ),
                ("name", models.CharField(max_length=255, verbose_name="ファイル名")),
                (
                    "kind",
                    models.CharField(
                        help_text="内容から判定したメディアタイプ", max_length=100, verbose_name="種類"
                    ),
                ),
                ("size", models.PositiveBigIntegerField(verbose_name="大きさ（バイト）")),
                ("sha256", models.CharField(db_index=True, max_length=64, verbose_name="SHA-256")),
                ("pages", models.PositiveIntegerField(blank=True, null=True, verbose_name="ページ数")),
                ("width", models.PositiveIntegerField(blank=True, null=True, verbose_name="幅（画素）")),
                ("height", models.PositiveIntegerField(blank=True, null=True, verbose_name="高さ（画素）")),
                ("alt", models.CharField(blank=True, max_length=200, verbose_name="代替テキスト")),
                ("caption", models.CharField(blank=True, max_length=200, verbose_name="説明文")),
                ("rights", models.CharField(blank=True, max_length=100, verbose_name="権利の表示")),
                ("taken_on", models.DateField(blank=True, null=True, verbose_name="撮影日")),
                (
                    "created_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="登録日時"
                    ),
                ),
            ],
            options={
                "verbose_name": "添付ファイル",
                "verbose_name_plural": "添付ファイル",
                "ordering": ["position", "created_at"],
            },
        ),
        migrations.CreateModel(
            name="Synonym",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("term", models.CharField(help_text="例：23区", max_length=60, verbose_name="検索語")),
                (
                    "means",
                    models.CharField(help_text="例：特別区", max_length=60, verbose_name="同じ意味の語"),
                ),
                (
                    "norm",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Func(models.F("term"), function="jnorm"),
                        output_field=models.TextField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "同義語",
                "verbose_name_plural": "同義語",
                "ordering": ["term", "means"],
            },
        ),
        migrations.CreateModel(
            name="SearchMiss",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("word", models.CharField(max_length=30, verbose_name="言葉")),
                ("month", models.DateField(verbose_name="月")),
                ("times", models.PositiveIntegerField(verbose_name="回数")),
            ],
            options={
                "verbose_name": "見つからなかった言葉",
                "verbose_name_plural": "見つからなかった言葉",
                "constraints": [models.UniqueConstraint(fields=("word", "month"), name="searchmiss_once")],
            },
        ),
    ]
