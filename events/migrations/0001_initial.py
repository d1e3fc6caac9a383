import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Event",
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
                    "fact_key",
                    models.CharField(
                        blank=True, editable=False, max_length=60, verbose_name="出典データのキー"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("showcase", "魅力発信イベント"),
                            ("exhibition", "全国連携展示"),
                            ("exchange", "交流イベント"),
                            ("lecture", "講演会"),
                            ("festival", "東北絆まつり"),
                            ("symposium", "シンポジウム"),
                            ("ward_event", "区の事業"),
                            ("milestone", "あゆみ"),
                            ("other", "その他"),
                        ],
                        max_length=12,
                        verbose_name="種類",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("summary", models.TextField(blank=True, max_length=2000, verbose_name="紹介")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="備考")),
                (
                    "starts_on",
                    models.DateField(
                        blank=True,
                        help_text="月までしか分からないときは、その月の1日を入力してください。",
                        null=True,
                        verbose_name="開始日",
                    ),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="終了日")),
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
                    "fiscal_year",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(date_precision__in=["year", "unknown"], then=models.Value(None)),
                            models.When(
                                starts_on__month__lt=4,
                                then=django.db.models.expressions.CombinedExpression(
                                    django.db.models.functions.datetime.ExtractYear("starts_on"),
                                    "-",
                                    models.Value(1),
                                ),
                            ),
                            default=django.db.models.functions.datetime.ExtractYear("starts_on"),
                            output_field=models.SmallIntegerField(null=True),
                        ),
                        output_field=models.SmallIntegerField(null=True),
                        verbose_name="年度",
                    ),
                ),
                (
                    "last_day",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(ends_on__isnull=False, then=models.F("ends_on")),
                            models.When(
                                date_precision="month",
                                then=models.Func(
                                    "starts_on",
                                    output_field=models.DateField(),
                                    template="(%(expressions)s + interval '1 month' - interval '1 day')::date",
                                ),
                            ),
                            models.When(
                                date_precision__in=["year", "fiscal_year"],
                                then=models.Func(
                                    "starts_on",
                                    output_field=models.DateField(),
                                    template="(%(expressions)s + interval '1 year' - interval '1 day')::date",
                                ),
                            ),
                            default=models.F("starts_on"),
                            output_field=models.DateField(null=True),
                        ),
                        output_field=models.DateField(null=True),
                        verbose_name="最終日",
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=200, verbose_name="会場")),
                (
                    "prefecture",
                    models.CharField(
                        blank=True,
                        help_text="相手の自治体の都道府県。相手が一つに決まらないときは会場の都道府県。分からないときは空欄。",
                        max_length=4,
                        verbose_name="都道府県",
                    ),
                ),
                ("host", models.CharField(blank=True, max_length=200, verbose_name="主催")),
                ("source", models.CharField(max_length=500, verbose_name="出典")),
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
                "verbose_name": "イベント・展示",
                "verbose_name_plural": "イベント・展示",
                "ordering": [models.OrderBy(models.F("starts_on"), descending=True, nulls_last=True), "-pk"],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("starts_on"), descending=True, nulls_last=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="event_newest_first",
                    ),
                    models.Index(fields=["last_day"], name="event_last_day"),
                    models.Index(fields=["fiscal_year"], name="event_fiscal_year"),
                    models.Index(fields=["changed_at"], name="event_changed_at"),
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
                        name="event_published_whole",
                        violation_error_message="公開するときは公開日時が必要です。下書きに公開日時は付けられません。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("fact_key", ""), _negated=True),
                        fields=("fact_key",),
                        name="event_fact_key",
                        violation_error_message="同じ出典データのイベントがあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("date_precision", "unknown"), _negated=True),
                                ("starts_on__isnull", False),
                            ),
                            models.Q(("date_precision", "unknown"), ("starts_on__isnull", True)),
                            _connector="OR",
                        ),
                        name="event_starts_whole",
                        violation_error_message="開始日を入力してください。分からないときは、日付の確かさを「不詳」にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_precision__in", ["day", "unknown"]),
                            models.Q(("date_precision", "month"), ("starts_on__day", 1)),
                            models.Q(
                                ("date_precision", "year"), ("starts_on__day", 1), ("starts_on__month", 1)
                            ),
                            models.Q(
                                ("date_precision", "fiscal_year"),
                                ("starts_on__day", 1),
                                ("starts_on__month", 4),
                            ),
                            _connector="OR",
                        ),
                        name="event_first_of_period",
                        violation_error_message="月まで分かるときはその月の1日、年までは1月1日、年度までは4月1日を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            models.Q(("date_precision", "day"), ("ends_on__gte", models.F("starts_on"))),
                            _connector="OR",
                        ),
                        name="event_ends_after_start",
                        violation_error_message="終了日は開始日以後にしてください。終了日は、日まで分かるときだけ入力できます。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Headcount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("capacity", "定員"),
                            ("applications", "申込者数"),
                            ("people", "参加者・来場者数"),
                            ("visits", "延べ来場者数"),
                        ],
                        max_length=12,
                        verbose_name="数え方",
                    ),
                ),
                ("number", models.PositiveIntegerField(verbose_name="人数")),
                (
                    "label",
                    models.CharField(
                        blank=True,
                        help_text="例: 聴講者、2日間延べ。出典の言葉のまま入力してください。",
                        max_length=100,
                        verbose_name="出典での書き方",
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="headcounts",
                        to="events.event",
                        verbose_name="イベント",
                    ),
                ),
            ],
            options={
                "verbose_name": "人数",
                "verbose_name_plural": "人数",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "basis"),
                        name="headcount_once_per_basis",
                        violation_error_message="同じ数え方の人数があります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Participation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="participations",
                        to="events.event",
                        verbose_name="イベント",
                    ),
                ),
                (
                    "local_government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="event_participations",
                        to="members.localgovernment",
                        verbose_name="自治体",
                    ),
                ),
            ],
            options={
                "verbose_name": "出展・参加自治体",
                "verbose_name_plural": "出展・参加自治体",
                "ordering": ["local_government__code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "local_government"),
                        name="participation_once",
                        violation_error_message="この自治体はもう登録されています。",
                    )
                ],
            },
        ),
    ]
