import django.contrib.postgres.fields
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import disaster.disasters.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("common", "0001_initial"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Disaster",
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
                        choices=[("draft", "下書き"), ("published", "公開")],
                        default="draft",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="公開日時"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="作成日時"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                (
                    "key",
                    models.CharField(
                        default=disaster.disasters.models.make_key,
                        editable=False,
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9-]+\\Z", "半角の英小文字、数字、ハイフンで入力してください。"
                            )
                        ],
                        verbose_name="識別名",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="名称")),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("earthquake", "地震"),
                            ("tsunami", "地震・津波"),
                            ("rain", "大雨"),
                            ("typhoon", "台風"),
                            ("snow", "大雪"),
                            ("volcano", "噴火"),
                            ("fire", "大規模火災"),
                            ("other", "その他"),
                        ],
                        help_text="分からないときは空欄。",
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "began_on",
                    models.DateField(
                        blank=True,
                        help_text="月までしか分からないときは、その月の1日を入力してください。",
                        null=True,
                        verbose_name="発生日",
                    ),
                ),
                (
                    "date_precision",
                    models.CharField(
                        choices=[
                            ("day", "日まで"),
                            ("month", "月まで"),
                            ("year", "年まで"),
                            ("fiscal_year", "年度まで"),
                            ("unknown", "不詳"),
                        ],
                        default="day",
                        max_length=12,
                        verbose_name="日付の確かさ",
                    ),
                ),
                (
                    "ended_on",
                    models.DateField(
                        blank=True,
                        help_text="続いているときは空欄。",
                        null=True,
                        verbose_name="支援を終えた日",
                    ),
                ),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="概要")),
                ("source", models.CharField(max_length=500, verbose_name="出典")),
                (
                    "merged_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="統合日時"),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="統合した人",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="disaster.disaster",
                        verbose_name="統合先の災害",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        help_text="同じ地域で続いた災害のとき。例：地震のあとの大雨。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="following",
                        to="disaster.disaster",
                        verbose_name="もとになった災害",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公開した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "災害",
                "verbose_name_plural": "災害",
                "ordering": [models.OrderBy(models.F("began_on"), descending=True, nulls_last=True), "-pk"],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("began_on"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="disaster_newest_first",
                    ),
                    models.Index(fields=["changed_at"], name="disaster_changed_at"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            models.Q(
                                ("published_at__isnull", True),
                                ("published_by__isnull", True),
                                ("state", "draft"),
                            ),
                            _connector="OR",
                        ),
                        name="disaster_published_whole",
                        violation_error_message="公開するときは公開日時が必要です。下書きに公開日時は付けられません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("date_precision", "unknown"), _negated=True),
                                ("began_on__isnull", False),
                            ),
                            models.Q(("date_precision", "unknown"), ("began_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="disaster_began_whole",
                        violation_error_message="発生日を入力してください。分からないときは、日付の確かさを「不詳」にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("began_on__isnull", True),
                            ("ended_on__gte", models.F("began_on")),
                            _connector="OR",
                        ),
                        name="disaster_ended_after_begin",
                        violation_error_message="支援を終えた日は、発生日以後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("merged_at__isnull", True),
                                ("merged_by__isnull", True),
                                ("merged_into__isnull", True),
                            ),
                            models.Q(
                                ("merged_at__isnull", False),
                                ("merged_by__isnull", False),
                                ("merged_into__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="disaster_merged_whole",
                        violation_error_message="統合には、統合先と日時と人が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("parent", models.F("id")), _negated=True),
                            models.Q(("merged_into", models.F("id")), _negated=True),
                        ),
                        name="disaster_not_its_own",
                        violation_error_message="同じ災害を選ぶことはできません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AffectedArea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="記録した日時")),
                (
                    "superseded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="次の版を記録した日時"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("new", "新規"),
                            ("information", "新しい情報"),
                            ("transcription", "転記の訂正"),
                            ("withdrawal", "取下げ"),
                            ("restoration", "取下げの取消し"),
                        ],
                        default="new",
                        editable=False,
                        max_length=13,
                        verbose_name="訂正の理由",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="訂正の説明"),
                ),
                ("source", models.CharField(max_length=500, verbose_name="出典")),
                (
                    "local_government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affected_by",
                        to="members.localgovernment",
                        verbose_name="自治体",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録した人",
                    ),
                ),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="affected_areas",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
            ],
            options={
                "verbose_name": "被災自治体",
                "verbose_name_plural": "被災自治体",
                "ordering": ["local_government__code"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="affectedarea_superseded_later",
                        violation_error_message="次の版の日時は、この版の日時より後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", "new"), ("words__regex", "\\S"), _connector="OR"),
                        name="affectedarea_anew_with_reason",
                        violation_error_message="訂正するときは、理由と説明を入力してください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("disaster", "local_government"),
                        name="affectedarea_once",
                        violation_error_message="この自治体はもう登録されています。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisasterMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="記録した日時")),
                (
                    "superseded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="次の版を記録した日時"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("new", "新規"),
                            ("information", "新しい情報"),
                            ("transcription", "転記の訂正"),
                            ("withdrawal", "取下げ"),
                            ("restoration", "取下げの取消し"),
                        ],
                        default="new",
                        editable=False,
                        max_length=13,
                        verbose_name="訂正の理由",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="訂正の説明"),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("relief_act", "災害救助法の適用"),
                            ("severe", "激甚災害の指定"),
                            ("severe_local", "局地激甚災害の指定"),
                        ],
                        max_length=12,
                        verbose_name="区分",
                    ),
                ),
                ("marked_on", models.DateField(blank=True, null=True, verbose_name="適用・指定の日")),
                ("source", models.CharField(max_length=500, verbose_name="出典")),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="marks",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "法の適用・指定",
                "verbose_name_plural": "法の適用・指定",
                "ordering": ["marked_on", "pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="disastermark_superseded_later",
                        violation_error_message="次の版の日時は、この版の日時より後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", "new"), ("words__regex", "\\S"), _connector="OR"),
                        name="disastermark_anew_with_reason",
                        violation_error_message="訂正するときは、理由と説明を入力してください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("disaster", "kind"),
                        name="disastermark_once",
                        violation_error_message="この区分はもう登録されています。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DisasterPeriod",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="記録した日時")),
                ("superseded_at", models.DateTimeField(editable=False, verbose_name="終わりの日時")),
                (
                    "words",
                    models.CharField(
                        blank=True, editable=False, max_length=500, verbose_name="統合を取り消した理由"
                    ),
                ),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="periods",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        help_text="公開していた期間のときは空欄。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disaster.disaster",
                        verbose_name="統合先だった災害",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="終わらせた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "公開・統合の期間",
                "verbose_name_plural": "公開・統合の期間",
                "ordering": ["superseded_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="disasterperiod_superseded_later",
                        violation_error_message="次の版の日時は、この版の日時より後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True), ("words__regex", "\\S"), _connector="OR"
                        ),
                        name="disasterperiod_undone_with_reason",
                        violation_error_message="統合を取り消すときは、理由を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("merged_into", models.F("disaster")), _negated=True),
                        name="disasterperiod_not_its_own",
                        violation_error_message="同じ災害を選ぶことはできません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PrintedFigure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, verbose_name="数の種類")),
                ("rule_version", models.PositiveSmallIntegerField(verbose_name="規則の版")),
                ("rule", models.TextField(verbose_name="規則の言葉")),
                ("scope", models.JSONField(blank=True, default=dict, verbose_name="条件")),
                ("disasters", models.JSONField(blank=True, default=list, verbose_name="対象の災害")),
                ("on", models.DateField(blank=True, null=True, verbose_name="どの日の状態か")),
                ("recorded_at", models.DateTimeField(verbose_name="いつの記録か")),
                ("value", models.DecimalField(decimal_places=2, max_digits=20, verbose_name="印刷した数")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="単位")),
                ("about", models.CharField(blank=True, max_length=500, verbose_name="何についての数か")),
                ("basis", models.TextField(blank=True, verbose_name="もとにした個票の範囲")),
                ("coverage", models.JSONField(blank=True, default=list, verbose_name="収録の範囲")),
                ("sources", models.JSONField(blank=True, default=list, verbose_name="出典")),
                ("is_by_hand", models.BooleanField(default=False, verbose_name="手で登録した数")),
                (
                    "medium",
                    models.CharField(
                        choices=[
                            ("newsletter", "全国連携NEWS"),
                            ("bulletin", "支援状況の報"),
                            ("assembly", "議会の答弁"),
                            ("press", "記者発表"),
                            ("export", "配布した表・データ"),
                            ("other", "その他"),
                        ],
                        max_length=10,
                        verbose_name="印刷したもの",
                    ),
                ),
                ("medium_words", models.CharField(max_length=120, verbose_name="号・ページなど")),
                ("printed_on", models.DateField(verbose_name="印刷・発表の日")),
                ("checked_at", models.DateTimeField(blank=True, null=True, verbose_name="確かめた日時")),
                (
                    "value_then",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=20,
                        null=True,
                        verbose_name="当時の記録による数",
                    ),
                ),
                (
                    "value_now",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=20,
                        null=True,
                        verbose_name="今の記録による数",
                    ),
                ),
                ("reasons", models.JSONField(blank=True, default=list, verbose_name="変わった理由")),
                ("differs", models.BooleanField(default=False, verbose_name="確認を待つ違いがある")),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="対応した日時")),
                (
                    "settled_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        max_digits=20,
                        null=True,
                        verbose_name="対応したときの今の数",
                    ),
                ),
                ("settled_words", models.CharField(blank=True, max_length=500, verbose_name="対応の内容")),
                (
                    "printed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登録した人",
                    ),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="対応した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "印刷した数",
                "verbose_name_plural": "印刷した数",
                "ordering": ["-differs", "-printed_on", "-pk"],
                "indexes": [
                    models.Index(fields=["-differs", "-printed_on", "-id"], name="printedfigure_listed"),
                    models.Index(fields=["checked_at"], name="printedfigure_checked"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("medium_words__regex", "\\S")),
                        name="printedfigure_medium_named",
                        violation_error_message="号・ページなど、どこに印刷したかを入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("settled_at__isnull", True),
                                ("settled_by__isnull", True),
                                ("settled_words", ""),
                            ),
                            models.Q(
                                ("settled_at__isnull", False),
                                ("settled_by__isnull", False),
                                models.Q(("settled_words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="printedfigure_settled_whole",
                        violation_error_message="対応には、日時と人と内容が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bulletin",
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
                        choices=[("draft", "下書き"), ("published", "公開")],
                        default="draft",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "published_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="公開日時"),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="作成日時"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                ("number", models.PositiveSmallIntegerField(verbose_name="第何報か")),
                ("title", models.CharField(max_length=120, verbose_name="件名")),
                ("as_of", models.DateField(verbose_name="いつの時点か")),
                ("body", models.TextField(max_length=10000, verbose_name="本文")),
                ("figures", models.JSONField(blank=True, default=list, verbose_name="載せる数")),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="訂正の理由")),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="disaster.bulletin",
                        verbose_name="訂正する報",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公開した人",
                    ),
                ),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bulletins",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "printed",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="disaster.printedfigure", verbose_name="載せた数"
                    ),
                ),
            ],
            options={
                "verbose_name": "支援状況の報",
                "verbose_name_plural": "支援状況の報",
                "ordering": ["-as_of", "-number", "-pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", False), ("state", "published")),
                            models.Q(
                                ("published_at__isnull", True),
                                ("published_by__isnull", True),
                                ("state", "draft"),
                            ),
                            _connector="OR",
                        ),
                        name="bulletin_published_whole",
                        violation_error_message="公開するときは公開日時が必要です。下書きに公開日時は付けられません。",
                    ),
                    models.UniqueConstraint(
                        fields=("disaster", "number"),
                        name="bulletin_number_once",
                        violation_error_message="この番号の報はもうあります。別の番号にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number__gte", 1)),
                        name="bulletin_number_from_one",
                        violation_error_message="番号は1以上にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("corrects__isnull", True), ("reason", "")),
                            models.Q(("corrects__isnull", False), models.Q(("reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="bulletin_corrects_whole",
                        violation_error_message="訂正の報には、訂正する報と訂正の理由が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Statement",
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
                        blank=True, editable=False, max_length=60, verbose_name="出典データのキー"
                    ),
                ),
                (
                    "disaster",
                    models.ForeignKey(
                        blank=True,
                        help_text="災害をまたぐ合計のときは空欄。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="statements",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
            ],
            options={
                "verbose_name": "公表値",
                "verbose_name_plural": "公表値",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("key",),
                        name="statement_key_once",
                        violation_error_message="同じ出典データの公表値があります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StatementVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="記録した日時")),
                (
                    "superseded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="次の版を記録した日時"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("new", "新規"),
                            ("information", "新しい情報"),
                            ("transcription", "転記の訂正"),
                            ("withdrawal", "取下げ"),
                            ("restoration", "取下げの取消し"),
                        ],
                        default="new",
                        editable=False,
                        max_length=13,
                        verbose_name="訂正の理由",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="訂正の説明"),
                ),
                ("number", models.PositiveIntegerField(default=1, editable=False, verbose_name="版")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recovery", "復興支援金"),
                            ("donation", "義援金"),
                            ("staff", "職員派遣"),
                            ("goods", "物資"),
                            ("waste", "災害廃棄物の受入れ"),
                            ("vehicles", "車両の派遣"),
                            ("clerical", "事務の支援"),
                            ("other", "その他の支援"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "giver",
                    models.CharField(
                        choices=[
                            ("joint", "23区共同"),
                            ("ward", "1つの区"),
                            ("wards", "各区の計"),
                            ("unknown", "区分不明"),
                        ],
                        default="unknown",
                        max_length=7,
                        verbose_name="支援した団体の区分",
                    ),
                ),
                (
                    "sender",
                    models.CharField(
                        help_text="出典の言葉のまま。例：特別区（23区共同）、新宿区。",
                        max_length=80,
                        verbose_name="支援した団体",
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        blank=True,
                        help_text="出典の言葉のまま。分からないときは空欄。",
                        max_length=80,
                        verbose_name="支援先",
                    ),
                ),
                (
                    "amount_yen",
                    models.PositiveBigIntegerField(
                        blank=True,
                        help_text="確認できていないときは空欄。0円は入力できません。",
                        null=True,
                        verbose_name="金額（円）",
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True, help_text="分からないときは空欄。", null=True, verbose_name="人数"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("persons", "実人数"),
                            ("heads", "延べ派遣者数"),
                            ("person_days", "延べ人日"),
                            ("person_months", "人月"),
                            ("any_stay", "滞在日数に係わらない従事者数"),
                            ("unknown", "数え方不明"),
                        ],
                        max_length=13,
                        verbose_name="人数の数え方",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "予定"),
                            ("on_duty", "派遣中"),
                            ("ended", "終了"),
                            ("cancelled", "中止"),
                            ("none", "区分なし"),
                        ],
                        default="none",
                        max_length=9,
                        verbose_name="状態",
                    ),
                ),
                (
                    "window",
                    models.CharField(
                        choices=[
                            ("period", "期間"),
                            ("fiscal_year", "年度"),
                            ("since_onset", "発災からの累計"),
                            ("none", "区分なし"),
                        ],
                        default="none",
                        max_length=11,
                        verbose_name="対象の期間",
                    ),
                ),
                ("period_start", models.DateField(blank=True, null=True, verbose_name="開始日")),
                ("period_end", models.DateField(blank=True, null=True, verbose_name="終了日")),
                (
                    "fiscal_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="年度（西暦）"),
                ),
                (
                    "length",
                    models.CharField(
                        blank=True,
                        choices=[("short", "短期"), ("long", "中長期"), ("all", "短期・中長期の区分なし")],
                        max_length=5,
                        verbose_name="派遣の長さ",
                    ),
                ),
                ("job", models.CharField(blank=True, max_length=100, verbose_name="業務")),
                (
                    "scheme",
                    models.CharField(
                        blank=True,
                        help_text="例：応急対策職員派遣制度。分からないときは空欄。",
                        max_length=100,
                        verbose_name="派遣の制度",
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        blank=True, help_text="1つの品目だけ。例：毛布。", max_length=80, verbose_name="品目"
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="数量"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="単位")),
                (
                    "content",
                    models.CharField(
                        blank=True,
                        help_text="例：処理依頼量33,000トン。",
                        max_length=500,
                        verbose_name="内容と量（出典の言葉）",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="備考")),
                (
                    "internal_note",
                    models.CharField(
                        blank=True,
                        help_text="事務局だけが読みます。公開しません。",
                        max_length=500,
                        verbose_name="内部のメモ",
                    ),
                ),
                (
                    "derived",
                    models.CharField(
                        blank=True,
                        help_text="出典にない値を導いたときに、その考え方。",
                        max_length=300,
                        verbose_name="推論の根拠",
                    ),
                ),
                ("is_partial", models.BooleanField(default=False, verbose_name="出典の一部だけの記録")),
                (
                    "coverage",
                    models.CharField(
                        blank=True,
                        help_text="例：出典の表のうち読み取れた8行。",
                        max_length=200,
                        verbose_name="収録の範囲",
                    ),
                ),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="いつ時点の記録か")),
                ("source", models.CharField(max_length=500, verbose_name="出典")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="公表日")),
                (
                    "place_in_source",
                    models.CharField(
                        blank=True,
                        help_text="例：3ページの表2。",
                        max_length=120,
                        verbose_name="出典の中の場所",
                    ),
                ),
                (
                    "part_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disaster.statement",
                        verbose_name="内訳として含む公表値",
                    ),
                ),
                (
                    "recipient_government",
                    models.ForeignKey(
                        blank=True,
                        help_text="都道府県から入力してください。例：石川県七尾市。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援先の自治体",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="disaster.statement",
                        verbose_name="公表値",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録した人",
                    ),
                ),
                (
                    "sender_government",
                    models.ForeignKey(
                        blank=True,
                        help_text="一つの区と分かるときに入力してください。例：新宿区。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援した区",
                    ),
                ),
            ],
            options={
                "verbose_name": "公表値の版",
                "verbose_name_plural": "公表値の版",
                "ordering": ["record", "number"],
                "abstract": False,
                "indexes": [models.Index(fields=["recorded_at"], name="statementversion_recorded")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_yen__isnull", True),
                            models.Q(("amount_yen__gt", 0), ("kind__in", ("recovery", "donation"))),
                            _connector="OR",
                        ),
                        name="statementversion_amount_of_money",
                        violation_error_message="金額は1円以上にしてください。確認できていないときは空欄にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("people__isnull", False), models.Q(("basis", ""), _negated=True)),
                            models.Q(models.Q(("people__isnull", False), _negated=True), ("basis", "")),
                            _connector="OR",
                        ),
                        name="statementversion_basis_whole",
                        violation_error_message="人数には数え方が必要です。出典に書かれていないときは「数え方不明」を選んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("people__isnull", True), ("kind__in", ["staff", "clerical"]), _connector="OR"
                        ),
                        name="statementversion_people_of_staff",
                        violation_error_message="人数は、職員派遣と事務の支援だけに入力できます。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_end__isnull", True),
                            models.Q(
                                ("period_end__gte", models.F("period_start")), ("period_start__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="statementversion_ends_after_start",
                        violation_error_message="終了日は開始日以後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("window", "fiscal_year"), _negated=True),
                            ("fiscal_year__isnull", False),
                            _connector="OR",
                        ),
                        name="statementversion_fiscal_year_named",
                        violation_error_message="対象の期間が年度のときは、年度を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__isnull", True),
                            models.Q(
                                ("quantity__gt", 0),
                                models.Q(("item", ""), _negated=True),
                                models.Q(("unit", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="statementversion_quantity_of_item",
                        violation_error_message="数量は0より大きくし、品目と単位も入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("giver", "ward"), _negated=True),
                            ("sender_government__isnull", False),
                            _connector="OR",
                        ),
                        name="statementversion_ward_named",
                        violation_error_message="1つの区が支援したときは、支援した区を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="statementversion_superseded_later",
                        violation_error_message="次の版の日時は、この版の日時より後にしてください。",
                    ),
                    models.UniqueConstraint(
                        fields=("record", "number"),
                        name="statementversion_number_once",
                        violation_error_message="この版はもう記録されています。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("record",),
                        name="statementversion_one_current",
                        violation_error_message="いまの版は1つだけです。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 1), ("reason", "new")),
                            models.Q(
                                ("number__gt", 1),
                                ("words__regex", "\\S"),
                                models.Q(("reason", "new"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="statementversion_corrected_with_reason",
                        violation_error_message="訂正するときは、理由と説明を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("part_of", models.F("record")), _negated=True),
                        name="statementversion_not_its_own_part",
                        violation_error_message="自分自身の内訳にはできません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "requested_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="依頼日時"),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="終了日時")),
                (
                    "total",
                    models.PositiveIntegerField(
                        default=0, help_text="数えられないものは0。", verbose_name="全体の数"
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="済んだ数")),
                ("file_name", models.CharField(max_length=255, verbose_name="ファイル名")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="読み込んだ日時"),
                ),
                ("upload", models.BinaryField(blank=True, null=True, verbose_name="読み込むファイル")),
                ("unknown", models.JSONField(blank=True, default=list, verbose_name="取り込まない列")),
                ("table", models.JSONField(blank=True, null=True, verbose_name="読み込んだ内容")),
                ("report", models.JSONField(blank=True, default=list, verbose_name="確認の結果")),
                ("counts", models.JSONField(blank=True, default=dict, verbose_name="件数")),
                (
                    "fingerprint",
                    models.CharField(blank=True, max_length=64, verbose_name="確認の結果の要約値"),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="取り込んだ日時")),
                ("reason", models.TextField(blank=True, verbose_name="できなかった理由")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("record", "個票（1件ずつの支援。合計に入ります）"),
                            ("statement", "公表値（出典が印刷した合計。合計に入りません）"),
                        ],
                        max_length=9,
                        verbose_name="区分の列がない行",
                    ),
                ),
                (
                    "correction",
                    models.CharField(
                        blank=True,
                        choices=[("information", "新しい情報"), ("transcription", "転記の訂正")],
                        max_length=13,
                        verbose_name="訂正の理由",
                    ),
                ),
                ("words", models.CharField(blank=True, max_length=500, verbose_name="訂正の説明")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取り込んだ人",
                    ),
                ),
                (
                    "disaster",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disaster.disaster",
                        verbose_name="災害の列がない行の災害",
                    ),
                ),
            ],
            options={
                "verbose_name": "支援の記録の取込み",
                "verbose_name_plural": "支援の記録の取込み",
                "ordering": ["-id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", False),
                                ("finished_at__isnull", False),
                                ("table__isnull", True),
                            ),
                            models.Q(
                                models.Q(
                                    ("table__isnull", False),
                                    ("finished_at__isnull", True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                ("done_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="supportimport_table_until_done",
                        violation_error_message="読み込んだ内容は、取り込むまでの間だけ保存します。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("upload__isnull", True),
                            models.Q(("finished_at__isnull", True), ("table__isnull", True)),
                            _connector="OR",
                        ),
                        name="supportimport_upload_until_read",
                        violation_error_message="ファイルは、読み込むまでの間だけ保存します。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=["finished_at"],
                        name="supportimport_one_at_a_time",
                        nulls_distinct=False,
                        violation_error_message="ほかの取込みを処理しています。終わってから、もう一度取り込んでください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportRecord",
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
                        blank=True, editable=False, max_length=60, verbose_name="出典データのキー"
                    ),
                ),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
            ],
            options={
                "verbose_name": "個票",
                "verbose_name_plural": "個票",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("key",),
                        name="supportrecord_key_once",
                        violation_error_message="同じ出典データの記録があります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportRecordVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="記録した日時")),
                (
                    "superseded_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="次の版を記録した日時"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("new", "新規"),
                            ("information", "新しい情報"),
                            ("transcription", "転記の訂正"),
                            ("withdrawal", "取下げ"),
                            ("restoration", "取下げの取消し"),
                        ],
                        default="new",
                        editable=False,
                        max_length=13,
                        verbose_name="訂正の理由",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, editable=False, max_length=500, verbose_name="訂正の説明"),
                ),
                ("number", models.PositiveIntegerField(default=1, editable=False, verbose_name="版")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recovery", "復興支援金"),
                            ("donation", "義援金"),
                            ("staff", "職員派遣"),
                            ("goods", "物資"),
                            ("waste", "災害廃棄物の受入れ"),
                            ("vehicles", "車両の派遣"),
                            ("clerical", "事務の支援"),
                            ("other", "その他の支援"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "giver",
                    models.CharField(
                        choices=[
                            ("joint", "23区共同"),
                            ("ward", "1つの区"),
                            ("wards", "各区の計"),
                            ("unknown", "区分不明"),
                        ],
                        default="unknown",
                        max_length=7,
                        verbose_name="支援した団体の区分",
                    ),
                ),
                (
                    "sender",
                    models.CharField(
                        help_text="出典の言葉のまま。例：特別区（23区共同）、新宿区。",
                        max_length=80,
                        verbose_name="支援した団体",
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        blank=True,
                        help_text="出典の言葉のまま。分からないときは空欄。",
                        max_length=80,
                        verbose_name="支援先",
                    ),
                ),
                (
                    "amount_yen",
                    models.PositiveBigIntegerField(
                        blank=True,
                        help_text="確認できていないときは空欄。0円は入力できません。",
                        null=True,
                        verbose_name="金額（円）",
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True, help_text="分からないときは空欄。", null=True, verbose_name="人数"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("persons", "実人数"),
                            ("heads", "延べ派遣者数"),
                            ("person_days", "延べ人日"),
                            ("person_months", "人月"),
                            ("any_stay", "滞在日数に係わらない従事者数"),
                            ("unknown", "数え方不明"),
                        ],
                        max_length=13,
                        verbose_name="人数の数え方",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "予定"),
                            ("on_duty", "派遣中"),
                            ("ended", "終了"),
                            ("cancelled", "中止"),
                            ("none", "区分なし"),
                        ],
                        default="none",
                        max_length=9,
                        verbose_name="状態",
                    ),
                ),
                (
                    "window",
                    models.CharField(
                        choices=[
                            ("period", "期間"),
                            ("fiscal_year", "年度"),
                            ("since_onset", "発災からの累計"),
                            ("none", "区分なし"),
                        ],
                        default="none",
                        max_length=11,
                        verbose_name="対象の期間",
                    ),
                ),
                ("period_start", models.DateField(blank=True, null=True, verbose_name="開始日")),
                ("period_end", models.DateField(blank=True, null=True, verbose_name="終了日")),
                (
                    "fiscal_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="年度（西暦）"),
                ),
                (
                    "length",
                    models.CharField(
                        blank=True,
                        choices=[("short", "短期"), ("long", "中長期"), ("all", "短期・中長期の区分なし")],
                        max_length=5,
                        verbose_name="派遣の長さ",
                    ),
                ),
                ("job", models.CharField(blank=True, max_length=100, verbose_name="業務")),
                (
                    "scheme",
                    models.CharField(
                        blank=True,
                        help_text="例：応急対策職員派遣制度。分からないときは空欄。",
                        max_length=100,
                        verbose_name="派遣の制度",
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        blank=True, help_text="1つの品目だけ。例：毛布。", max_length=80, verbose_name="品目"
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="数量"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="単位")),
                (
                    "content",
                    models.CharField(
                        blank=True,
                        help_text="例：処理依頼量33,000トン。",
                        max_length=500,
                        verbose_name="内容と量（出典の言葉）",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="備考")),
                (
                    "internal_note",
                    models.CharField(
                        blank=True,
                        help_text="事務局だけが読みます。公開しません。",
                        max_length=500,
                        verbose_name="内部のメモ",
                    ),
                ),
                (
                    "derived",
                    models.CharField(
                        blank=True,
                        help_text="出典にない値を導いたときに、その考え方。",
                        max_length=300,
                        verbose_name="推論の根拠",
                    ),
                ),
                ("is_partial", models.BooleanField(default=False, verbose_name="出典の一部だけの記録")),
                (
                    "coverage",
                    models.CharField(
                        blank=True,
                        help_text="例：出典の表のうち読み取れた8行。",
                        max_length=200,
                        verbose_name="収録の範囲",
                    ),
                ),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="いつ時点の記録か")),
                ("source", models.CharField(max_length=500, verbose_name="出典")),
                (
                    "recipient_government",
                    models.ForeignKey(
                        blank=True,
                        help_text="都道府県から入力してください。例：石川県七尾市。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援先の自治体",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="disaster.supportrecord",
                        verbose_name="個票",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録した人",
                    ),
                ),
                (
                    "sender_government",
                    models.ForeignKey(
                        blank=True,
                        help_text="一つの区と分かるときに入力してください。例：新宿区。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援した区",
                    ),
                ),
            ],
            options={
                "verbose_name": "個票の版",
                "verbose_name_plural": "個票の版",
                "ordering": ["record", "number"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["recorded_at"], name="supportrecordversion_recorded"),
                    models.Index(fields=["superseded_at"], name="supportrecordversion_followed"),
                    models.Index(fields=["kind", "recorded_at"], name="supportrecordversion_of_kind"),
                    models.Index(fields=["kind", "superseded_at"], name="supportrecordversion_kind_gone"),
                    models.Index(fields=["kind", "period_end"], name="supportrecordversion_until"),
                    models.Index(fields=["kind", "job"], name="supportrecordversion_job"),
                    models.Index(fields=["kind", "basis"], name="supportrecordversion_basis"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_yen__isnull", True),
                            models.Q(("amount_yen__gt", 0), ("kind__in", ("recovery", "donation"))),
                            _connector="OR",
                        ),
                        name="supportrecordversion_amount_of_money",
                        violation_error_message="金額は1円以上にしてください。確認できていないときは空欄にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("people__isnull", False), models.Q(("basis", ""), _negated=True)),
                            models.Q(models.Q(("people__isnull", False), _negated=True), ("basis", "")),
                            _connector="OR",
                        ),
                        name="supportrecordversion_basis_whole",
                        violation_error_message="人数には数え方が必要です。出典に書かれていないときは「数え方不明」を選んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("people__isnull", True), ("kind__in", ["staff", "clerical"]), _connector="OR"
                        ),
                        name="supportrecordversion_people_of_staff",
                        violation_error_message="人数は、職員派遣と事務の支援だけに入力できます。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_end__isnull", True),
                            models.Q(
                                ("period_end__gte", models.F("period_start")), ("period_start__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="supportrecordversion_ends_after_start",
                        violation_error_message="終了日は開始日以後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("window", "fiscal_year"), _negated=True),
                            ("fiscal_year__isnull", False),
                            _connector="OR",
                        ),
                        name="supportrecordversion_fiscal_year_named",
                        violation_error_message="対象の期間が年度のときは、年度を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__isnull", True),
                            models.Q(
                                ("quantity__gt", 0),
                                models.Q(("item", ""), _negated=True),
                                models.Q(("unit", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="supportrecordversion_quantity_of_item",
                        violation_error_message="数量は0より大きくし、品目と単位も入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("giver", "ward"), _negated=True),
                            ("sender_government__isnull", False),
                            _connector="OR",
                        ),
                        name="supportrecordversion_ward_named",
                        violation_error_message="1つの区が支援したときは、支援した区を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="supportrecordversion_superseded_later",
                        violation_error_message="次の版の日時は、この版の日時より後にしてください。",
                    ),
                    models.UniqueConstraint(
                        fields=("record", "number"),
                        name="supportrecordversion_number_once",
                        violation_error_message="この版はもう記録されています。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("superseded_at__isnull", True)),
                        fields=("record",),
                        name="supportrecordversion_one_current",
                        violation_error_message="いまの版は1つだけです。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("number", 1), ("reason", "new")),
                            models.Q(
                                ("number__gt", 1),
                                ("words__regex", "\\S"),
                                models.Q(("reason", "new"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="supportrecordversion_corrected_with_reason",
                        violation_error_message="訂正するときは、理由と説明を入力してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("recovery", "復興支援金"),
                            ("donation", "義援金"),
                            ("staff", "職員派遣"),
                            ("goods", "物資"),
                            ("waste", "災害廃棄物の受入れ"),
                            ("vehicles", "車両の派遣"),
                            ("clerical", "事務の支援"),
                            ("other", "その他の支援"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "giver",
                    models.CharField(
                        choices=[
                            ("joint", "23区共同"),
                            ("ward", "1つの区"),
                            ("wards", "各区の計"),
                            ("unknown", "区分不明"),
                        ],
                        default="unknown",
                        max_length=7,
                        verbose_name="支援した団体の区分",
                    ),
                ),
                (
                    "sender",
                    models.CharField(
                        help_text="出典の言葉のまま。例：特別区（23区共同）、新宿区。",
                        max_length=80,
                        verbose_name="支援した団体",
                    ),
                ),
                (
                    "recipient",
                    models.CharField(
                        blank=True,
                        help_text="出典の言葉のまま。分からないときは空欄。",
                        max_length=80,
                        verbose_name="支援先",
                    ),
                ),
                (
                    "amount_yen",
                    models.PositiveBigIntegerField(
                        blank=True,
                        help_text="確認できていないときは空欄。0円は入力できません。",
                        null=True,
                        verbose_name="金額（円）",
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True, help_text="分からないときは空欄。", null=True, verbose_name="人数"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("persons", "実人数"),
                            ("heads", "延べ派遣者数"),
                            ("person_days", "延べ人日"),
                            ("person_months", "人月"),
                            ("any_stay", "滞在日数に係わらない従事者数"),
                            ("unknown", "数え方不明"),
                        ],
                        max_length=13,
                        verbose_name="人数の数え方",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "予定"),
                            ("on_duty", "派遣中"),
                            ("ended", "終了"),
                            ("cancelled", "中止"),
                            ("none", "区分なし"),
                        ],
                        default="none",
                        max_length=9,
                        verbose_name="状態",
                    ),
                ),
                (
                    "window",
                    models.CharField(
                        choices=[
                            ("period", "期間"),
                            ("fiscal_year", "年度"),
                            ("since_onset", "発災からの累計"),
                            ("none", "区分なし"),
                        ],
                        default="none",
                        max_length=11,
                        verbose_name="対象の期間",
                    ),
                ),
                ("period_start", models.DateField(blank=True, null=True, verbose_name="開始日")),
                ("period_end", models.DateField(blank=True, null=True, verbose_name="終了日")),
                (
                    "fiscal_year",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="年度（西暦）"),
                ),
                (
                    "length",
                    models.CharField(
                        blank=True,
                        choices=[("short", "短期"), ("long", "中長期"), ("all", "短期・中長期の区分なし")],
                        max_length=5,
                        verbose_name="派遣の長さ",
                    ),
                ),
                ("job", models.CharField(blank=True, max_length=100, verbose_name="業務")),
                (
                    "scheme",
                    models.CharField(
                        blank=True,
                        help_text="例：応急対策職員派遣制度。分からないときは空欄。",
                        max_length=100,
                        verbose_name="派遣の制度",
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        blank=True, help_text="1つの品目だけ。例：毛布。", max_length=80, verbose_name="品目"
                    ),
                ),
                (
                    "quantity",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=14, null=True, verbose_name="数量"
                    ),
                ),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="単位")),
                (
                    "content",
                    models.CharField(
                        blank=True,
                        help_text="例：処理依頼量33,000トン。",
                        max_length=500,
                        verbose_name="内容と量（出典の言葉）",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="備考")),
                (
                    "internal_note",
                    models.CharField(
                        blank=True,
                        help_text="事務局だけが読みます。公開しません。",
                        max_length=500,
                        verbose_name="内部のメモ",
                    ),
                ),
                (
                    "derived",
                    models.CharField(
                        blank=True,
                        help_text="出典にない値を導いたときに、その考え方。",
                        max_length=300,
                        verbose_name="推論の根拠",
                    ),
                ),
                ("is_partial", models.BooleanField(default=False, verbose_name="出典の一部だけの記録")),
                (
                    "coverage",
                    models.CharField(
                        blank=True,
                        help_text="例：出典の表のうち読み取れた8行。",
                        max_length=200,
                        verbose_name="収録の範囲",
                    ),
                ),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="いつ時点の記録か")),
                ("source", models.CharField(max_length=500, verbose_name="出典")),
                (
                    "correction_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("new", "新規"),
                            ("information", "新しい情報"),
                            ("transcription", "転記の訂正"),
                            ("withdrawal", "取下げ"),
                            ("restoration", "取下げの取消し"),
                        ],
                        max_length=13,
                        verbose_name="訂正の理由",
                    ),
                ),
                ("correction_words", models.CharField(blank=True, max_length=500, verbose_name="訂正の説明")),
                ("edition", models.PositiveIntegerField(default=1, editable=False, verbose_name="版")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="作成日時")),
                ("submitted_at", models.DateTimeField(blank=True, null=True, verbose_name="提出日時")),
                ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="差戻し日時")),
                ("returned_note", models.CharField(blank=True, max_length=500, verbose_name="差戻しの理由")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="受理日時")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="取下げ日時")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受理した人",
                    ),
                ),
                (
                    "corrects",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disaster.supportrecordversion",
                        verbose_name="訂正する版",
                    ),
                ),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作成した人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="報告した区",
                    ),
                ),
                (
                    "recipient_government",
                    models.ForeignKey(
                        blank=True,
                        help_text="都道府県から入力してください。例：石川県七尾市。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援先の自治体",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="disaster.supportrecord",
                        verbose_name="受理した個票",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="差し戻した人",
                    ),
                ),
                (
                    "sender_government",
                    models.ForeignKey(
                        blank=True,
                        help_text="一つの区と分かるときに入力してください。例：新宿区。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援した区",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出した人",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取り下げた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "区からの報告",
                "verbose_name_plural": "区からの報告",
                "ordering": ["-pk"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_yen__isnull", True),
                            models.Q(("amount_yen__gt", 0), ("kind__in", ("recovery", "donation"))),
                            _connector="OR",
                        ),
                        name="supportreport_amount_of_money",
                        violation_error_message="金額は1円以上にしてください。確認できていないときは空欄にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("people__isnull", False), models.Q(("basis", ""), _negated=True)),
                            models.Q(models.Q(("people__isnull", False), _negated=True), ("basis", "")),
                            _connector="OR",
                        ),
                        name="supportreport_basis_whole",
                        violation_error_message="人数には数え方が必要です。出典に書かれていないときは「数え方不明」を選んでください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("people__isnull", True), ("kind__in", ["staff", "clerical"]), _connector="OR"
                        ),
                        name="supportreport_people_of_staff",
                        violation_error_message="人数は、職員派遣と事務の支援だけに入力できます。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_end__isnull", True),
                            models.Q(
                                ("period_end__gte", models.F("period_start")), ("period_start__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="supportreport_ends_after_start",
                        violation_error_message="終了日は開始日以後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("window", "fiscal_year"), _negated=True),
                            ("fiscal_year__isnull", False),
                            _connector="OR",
                        ),
                        name="supportreport_fiscal_year_named",
                        violation_error_message="対象の期間が年度のときは、年度を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("quantity__isnull", True),
                            models.Q(
                                ("quantity__gt", 0),
                                models.Q(("item", ""), _negated=True),
                                models.Q(("unit", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="supportreport_quantity_of_item",
                        violation_error_message="数量は0より大きくし、品目と単位も入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("giver", "ward"), _negated=True),
                            ("sender_government__isnull", False),
                            _connector="OR",
                        ),
                        name="supportreport_ward_named",
                        violation_error_message="1つの区が支援したときは、支援した区を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="supportreport_submitted_whole",
                        violation_error_message="提出した人と提出日時は、そろえて記録してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("returned_at__isnull", True),
                                ("returned_by__isnull", True),
                                ("returned_note", ""),
                            ),
                            models.Q(
                                ("returned_at__isnull", False),
                                ("returned_by__isnull", False),
                                models.Q(("returned_note", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="supportreport_returned_whole",
                        violation_error_message="差戻しには、差し戻した人、日時、理由が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("accepted_at__isnull", True),
                                ("accepted_by__isnull", True),
                                ("record__isnull", True),
                            ),
                            models.Q(
                                ("accepted_at__isnull", False),
                                ("accepted_by__isnull", False),
                                ("record__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="supportreport_accepted_whole",
                        violation_error_message="受理には、受理した人、日時、個票が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("withdrawn_at__isnull", True), ("withdrawn_by__isnull", True)),
                            models.Q(("withdrawn_at__isnull", False), ("withdrawn_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="supportreport_withdrawn_whole",
                        violation_error_message="取り下げた人と日時は、そろえて記録してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("correction_reason", ""),
                                ("correction_words", ""),
                                ("corrects__isnull", True),
                            ),
                            models.Q(
                                ("corrects__isnull", False),
                                models.Q(("correction_reason", ""), _negated=True),
                                models.Q(("correction_words", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="supportreport_corrects_whole",
                        violation_error_message="訂正の報告には、理由と説明を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("accepted_at__isnull", True),
                            models.Q(("submitted_at__isnull", False), ("withdrawn_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="supportreport_accepted_of_submitted",
                        violation_error_message="受理できるのは、提出されていて取り下げられていない報告だけです。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("returned_at__isnull", True), ("submitted_at__isnull", True), _connector="OR"
                        ),
                        name="supportreport_returned_or_submitted",
                        violation_error_message="差し戻した報告は、提出をやり直すまで確認待ちになりません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WithdrawnFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="記録した日時")),
                ("name", models.CharField(max_length=255, verbose_name="ファイル名")),
                ("superseded_at", models.DateTimeField(editable=False, verbose_name="取り下げた日時")),
                ("words", models.CharField(editable=False, max_length=500, verbose_name="取り下げた理由")),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawn_files",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取り下げた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "取り下げた資料",
                "verbose_name_plural": "取り下げた資料",
                "ordering": ["superseded_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="withdrawnfile_superseded_later",
                        violation_error_message="次の版の日時は、この版の日時より後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("words__regex", "\\S")),
                        name="withdrawnfile_with_reason",
                        violation_error_message="取り下げる理由を入力してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SupportSum",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("figure", models.CharField(max_length=40, verbose_name="数の定義")),
                ("sender", models.CharField(blank=True, max_length=80, verbose_name="支援した団体")),
                ("job", models.CharField(blank=True, max_length=100, verbose_name="業務")),
                ("year", models.PositiveSmallIntegerField(default=0, verbose_name="年度")),
                ("item", models.CharField(blank=True, max_length=100, verbose_name="品目")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="単位")),
                (
                    "total",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=30, null=True, verbose_name="計"
                    ),
                ),
                ("known", models.PositiveIntegerField(verbose_name="分かっている個票")),
                ("counted", models.PositiveIntegerField(verbose_name="数える個票")),
                ("beside", models.PositiveIntegerField(verbose_name="数え方が違う個票")),
                (
                    "coverage",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="収録の範囲",
                    ),
                ),
                (
                    "bodies",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="数える自治体",
                    ),
                ),
                (
                    "sources",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.TextField(),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="出典",
                    ),
                ),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "sender_government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援した区",
                    ),
                ),
            ],
            options={
                "verbose_name": "個票の計",
                "verbose_name_plural": "個票の計",
                "constraints": [
                    models.UniqueConstraint(
                        fields=(
                            "figure",
                            "disaster",
                            "sender",
                            "sender_government",
                            "job",
                            "year",
                            "item",
                            "unit",
                        ),
                        name="supportsum_once",
                        nulls_distinct=False,
                        violation_error_message="この計はもう記録されています。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EarlierWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("recorded_at", models.DateTimeField(editable=False, verbose_name="記録した日時")),
                ("alt", models.CharField(editable=False, max_length=200, verbose_name="代替テキスト")),
                (
                    "caption",
                    models.CharField(blank=True, editable=False, max_length=200, verbose_name="説明文"),
                ),
                ("rights", models.CharField(editable=False, max_length=100, verbose_name="権利の表示")),
                ("taken_on", models.DateField(blank=True, editable=False, null=True, verbose_name="撮影日")),
                ("superseded_at", models.DateTimeField(editable=False, verbose_name="改めた日時")),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="earlier_words",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="common.storedfile",
                        verbose_name="写真",
                    ),
                ),
                (
                    "superseded_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="改めた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "写真の前の説明",
                "verbose_name_plural": "写真の前の説明",
                "ordering": ["superseded_at"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("superseded_at__isnull", True),
                            ("superseded_at__gt", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="earlierwords_superseded_later",
                        violation_error_message="次の版の日時は、この版の日時より後にしてください。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SumDifference",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("found_at", models.DateTimeField(verbose_name="見つけた日時")),
                ("lines", models.JSONField(default=list, verbose_name="違い")),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="確認した日時")),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "個票の計の違い",
                "verbose_name_plural": "個票の計の違い",
                "ordering": ["-found_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen_at__isnull", True), ("seen_by__isnull", True)),
                            models.Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="sumdifference_seen_whole",
                        violation_error_message="確認には、日時と人の両方が必要です。",
                    )
                ],
            },
        ),
    ]
