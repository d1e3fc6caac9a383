import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.datetime
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("common", "0001_initial"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="EventImport",
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
                ("code", models.CharField(blank=True, max_length=20, verbose_name="カレンダーの団体コード")),
                ("left_out", models.JSONField(blank=True, default=list, verbose_name="取り込まない予定")),
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
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "イベント一覧の取込み",
                "verbose_name_plural": "イベント一覧の取込み",
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
                        name="eventimport_table_until_done",
                        violation_error_message="読み込んだ内容は、取り込むまでの間だけ保存します。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("upload__isnull", True),
                            models.Q(("finished_at__isnull", True), ("table__isnull", True)),
                            _connector="OR",
                        ),
                        name="eventimport_upload_until_read",
                        violation_error_message="ファイルは、読み込むまでの間だけ保存します。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=["organization"],
                        name="eventimport_one_at_a_time",
                        nulls_distinct=False,
                        violation_error_message="ほかの取込みを処理しています。終わってから、もう一度取り込んでください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventSeries",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, unique=True, verbose_name="名称")),
                ("summary", models.TextField(blank=True, max_length=2000, verbose_name="紹介")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
            ],
            options={
                "verbose_name": "シリーズ",
                "verbose_name_plural": "シリーズ",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Venue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="名称")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="所在地")),
                ("access", models.TextField(blank=True, max_length=1000, verbose_name="交通")),
                (
                    "accessibility",
                    models.TextField(
                        blank=True,
                        help_text="例：段差なし、多目的トイレ、車いす席、手話通訳",
                        max_length=1000,
                        verbose_name="バリアフリー",
                    ),
                ),
                ("map_url", models.URLField(blank=True, max_length=500, verbose_name="地図のページ")),
                ("website", models.URLField(blank=True, max_length=500, verbose_name="会場のページ")),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                (
                    "local_government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="所在する自治体",
                    ),
                ),
            ],
            options={
                "verbose_name": "会場",
                "verbose_name_plural": "会場",
                "ordering": ["name", "address", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "address"),
                        name="venue_once",
                        violation_error_message="同じ名称と所在地の会場があります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S")),
                        name="venue_named",
                        violation_error_message="会場の名称を入力してください。",
                    ),
                ],
            },
        ),
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
                            ("milestone", "沿革"),
                            ("other", "その他"),
                        ],
                        max_length=12,
                        verbose_name="種類",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="名称")),
                ("summary", models.TextField(blank=True, max_length=2000, verbose_name="紹介")),
                (
                    "body",
                    models.TextField(
                        blank=True,
                        help_text="チラシの内容を文章でも入力してください。",
                        max_length=20000,
                        verbose_name="内容",
                    ),
                ),
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
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="開始時刻")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="終了時刻")),
                (
                    "attendance_mode",
                    models.CharField(
                        choices=[("venue", "会場"), ("online", "オンライン"), ("both", "会場とオンライン")],
                        default="venue",
                        max_length=8,
                        verbose_name="開催方法",
                    ),
                ),
                (
                    "room",
                    models.CharField(
                        blank=True,
                        help_text="例：1階エントランスホール",
                        max_length=100,
                        verbose_name="会場内の場所",
                    ),
                ),
                (
                    "online_url",
                    models.URLField(
                        blank=True,
                        help_text="申し込んだ人だけに知らせるアドレスです。公開のページには出ません。",
                        max_length=500,
                        verbose_name="オンラインの参加先",
                    ),
                ),
                (
                    "prefecture",
                    models.CharField(
                        blank=True,
                        help_text="相手の自治体の都道府県。相手が一つに決まらないときは会場の都道府県。分からないときは空欄。",
                        max_length=4,
                        verbose_name="都道府県",
                    ),
                ),
                (
                    "fee",
                    models.CharField(blank=True, help_text="例：無料", max_length=200, verbose_name="料金"),
                ),
                ("audience", models.CharField(blank=True, max_length=200, verbose_name="対象")),
                ("how_to_apply", models.TextField(blank=True, max_length=1000, verbose_name="申込方法")),
                ("apply_until", models.DateField(blank=True, null=True, verbose_name="申込期限")),
                ("contact_name", models.CharField(blank=True, max_length=200, verbose_name="問い合わせ先")),
                ("contact_phone", models.CharField(blank=True, max_length=60, verbose_name="電話番号")),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="メールアドレス"),
                ),
                ("website", models.URLField(blank=True, max_length=500, verbose_name="関連ページ")),
                (
                    "holding",
                    models.CharField(
                        choices=[
                            ("planned", "予定どおり"),
                            ("cancelled", "中止"),
                            ("postponed", "延期"),
                            ("rescheduled", "日程変更"),
                        ],
                        default="planned",
                        max_length=12,
                        verbose_name="開催の状況",
                    ),
                ),
                (
                    "holding_note",
                    models.CharField(
                        blank=True,
                        help_text="例：荒天が見込まれるため",
                        max_length=500,
                        verbose_name="開催の状況の説明",
                    ),
                ),
                ("former_starts_on", models.DateField(blank=True, null=True, verbose_name="変更前の開始日")),
                ("former_ends_on", models.DateField(blank=True, null=True, verbose_name="変更前の終了日")),
                (
                    "sequence",
                    models.PositiveIntegerField(
                        default=0,
                        editable=False,
                        help_text="日時・会場・開催の状況が変わるたびに1つ増えます。",
                        verbose_name="カレンダーでの版",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=500, verbose_name="出典")),
                ("edition", models.PositiveIntegerField(default=1, editable=False, verbose_name="版")),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="提出日時"),
                ),
                (
                    "returned_note",
                    models.TextField(
                        blank=True, editable=False, max_length=1000, verbose_name="差戻しの理由"
                    ),
                ),
                (
                    "publish_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="公開予定日時"),
                ),
                (
                    "publish_problem",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="公開できなかった理由"
                    ),
                ),
                (
                    "open_data_code",
                    models.CharField(
                        blank=True, editable=False, max_length=6, verbose_name="団体コード（オープンデータ）"
                    ),
                ),
                (
                    "open_data_number",
                    models.CharField(
                        blank=True, editable=False, max_length=200, verbose_name="番号（オープンデータ）"
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="events.event",
                        verbose_name="複製元",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="登録した団体",
                    ),
                ),
                (
                    "publish_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公開を予約した人",
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
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保存した人",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出した人",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="events",
                        to="events.eventseries",
                        verbose_name="シリーズ",
                    ),
                ),
                (
                    "venue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="events",
                        to="events.venue",
                        verbose_name="会場",
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
                            models.Q(("open_data_code", ""), ("open_data_number", "")),
                            models.Q(
                                models.Q(("open_data_code", ""), _negated=True),
                                models.Q(("open_data_number", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="event_open_data_code_whole",
                        violation_error_message="オープンデータの団体コードと番号は、両方を入力するか、両方を空欄にしてください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("open_data_number", ""), _negated=True),
                        fields=("open_data_code", "open_data_number"),
                        name="event_open_data_key",
                        violation_error_message="同じ団体コードと番号のイベントがあります。",
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends_at__isnull", True), ("starts_at__isnull", True)),
                            models.Q(("date_precision", "day"), ("starts_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="event_time_on_a_day",
                        violation_error_message="時刻は、開始日が日まで分かるときだけ入力できます。終了時刻だけの入力はできません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("submitted_at__isnull", True), ("submitted_by__isnull", True)),
                            models.Q(("submitted_at__isnull", False), ("submitted_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="event_submitted_whole",
                        violation_error_message="提出した日時と人は、両方を記録してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("publish_at__isnull", True), ("publish_by__isnull", True)),
                            models.Q(("publish_at__isnull", False), ("publish_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="event_publish_whole",
                        violation_error_message="公開予定の日時と、予約した人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("publish_at__isnull", True), ("submitted_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="event_waits_only_as_draft",
                        violation_error_message="公開したイベントに、提出や公開予定の日時は付けられません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            ("ends_at__gt", models.F("starts_at")),
                            models.Q(("ends_on__gt", models.F("starts_on")), ("ends_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="event_ends_at_after_start",
                        violation_error_message="終了時刻は、開始時刻より後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("former_starts_on__isnull", False), ("holding", "rescheduled")),
                            models.Q(
                                ("former_ends_on__isnull", True),
                                ("former_starts_on__isnull", True),
                                models.Q(("holding", "rescheduled"), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="event_former_day_when_rescheduled",
                        violation_error_message="日程変更のときは、変更前の開始日を入力してください。ほかのときは空欄にします。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("former_ends_on__isnull", True),
                            ("former_ends_on__gte", models.F("former_starts_on")),
                            _connector="OR",
                        ),
                        name="event_former_days_in_order",
                        violation_error_message="変更前の終了日は、変更前の開始日以後にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Booth",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=20, verbose_name="ブース番号")),
                ("name", models.CharField(blank=True, max_length=60, verbose_name="名称")),
                ("size", models.CharField(blank=True, max_length=60, verbose_name="大きさ")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="booths",
                        to="events.event",
                        verbose_name="イベント",
                    ),
                ),
            ],
            options={
                "verbose_name": "ブース",
                "verbose_name_plural": "ブース",
                "ordering": ["event", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "code"),
                        name="booth_code_once",
                        violation_error_message="このブース番号はもうあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("code__regex", "\\S")),
                        name="booth_has_code",
                        violation_error_message="ブース番号を入力してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "shows",
                    models.CharField(
                        help_text="題・日付・会場・写真が変わると変わります。",
                        max_length=64,
                        verbose_name="内容の要約値",
                    ),
                ),
                ("made_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="作成日時")),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="card",
                        to="events.event",
                        verbose_name="イベント",
                    ),
                ),
                (
                    "file",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="common.storedfile",
                        verbose_name="画像",
                    ),
                ),
            ],
            options={
                "verbose_name": "共有用の画像",
                "verbose_name_plural": "共有用の画像",
            },
        ),
        migrations.CreateModel(
            name="EventHost",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("host", "主催"),
                            ("co_host", "共催"),
                            ("partner", "連携協力"),
                            ("supporter", "後援"),
                            ("sponsor", "協賛"),
                        ],
                        default="host",
                        max_length=10,
                        verbose_name="立場",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
                (
                    "name",
                    models.CharField(help_text="公開のページに出る名称", max_length=200, verbose_name="名称"),
                ),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hosts",
                        to="events.event",
                        verbose_name="イベント",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        help_text="会員の団体なら選んでください。会員のページへつながります。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="会員",
                    ),
                ),
            ],
            options={
                "verbose_name": "主催・共催など",
                "verbose_name_plural": "主催・共催など",
                "ordering": ["event", "position", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "role", "name"),
                        name="eventhost_once",
                        violation_error_message="同じ立場の同じ名称があります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name__regex", "\\S")),
                        name="eventhost_named",
                        violation_error_message="主催などの名称を入力してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EventReport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("body", models.TextField(blank=True, max_length=20000, verbose_name="開催の様子")),
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
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="report",
                        to="events.event",
                        verbose_name="イベント",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公開した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "開催報告",
                "verbose_name_plural": "開催報告",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("published_at__isnull", True), ("published_by__isnull", True)),
                            models.Q(("published_at__isnull", False), ("published_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="eventreport_published_whole",
                        violation_error_message="公開するときは、公開日時と公開した人が必要です。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ExhibitorCall",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("guidance", models.TextField(blank=True, max_length=5000, verbose_name="募集の案内")),
                ("opens_on", models.DateField(blank=True, null=True, verbose_name="申込の開始日")),
                ("apply_until", models.DateField(blank=True, null=True, verbose_name="申込期限")),
                (
                    "sheet_due_on",
                    models.DateField(blank=True, null=True, verbose_name="紹介シートの提出期限"),
                ),
                (
                    "questions_version",
                    models.PositiveIntegerField(default=1, editable=False, verbose_name="質問の版"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="版")),
                (
                    "opened_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="募集を始めた日時"
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="exhibitor_call",
                        to="events.event",
                        verbose_name="イベント",
                    ),
                ),
                (
                    "opened_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="募集を始めた人",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保存した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "出展募集",
                "verbose_name_plural": "出展募集",
                "ordering": ["apply_until", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("opened_at__isnull", True), ("opened_by__isnull", True)),
                            models.Q(("opened_at__isnull", False), ("opened_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="exhibitorcall_opened_whole",
                        violation_error_message="募集を始めた日時と人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opened_at__isnull", True), ("apply_until__isnull", False), _connector="OR"
                        ),
                        name="exhibitorcall_open_until",
                        violation_error_message="募集を始める前に、申込期限を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("opens_on__isnull", True),
                            ("apply_until__isnull", True),
                            ("opens_on__lte", models.F("apply_until")),
                            _connector="OR",
                        ),
                        name="exhibitorcall_days_in_order",
                        violation_error_message="申込期限は、申込の開始日以後にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="質問の番号（内部）")),
                ("position", models.PositiveIntegerField(verbose_name="並び順")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版")),
                ("since", models.PositiveIntegerField(default=1, verbose_name="この版になった質問の版")),
                (
                    "retired_in",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="この版でなくなった質問の版"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "文章"),
                            ("number", "数"),
                            ("money", "金額"),
                            ("yes_no", "はい・いいえ"),
                            ("choice", "一つ選ぶ"),
                            ("multiple", "いくつでも選ぶ"),
                            ("date", "日付"),
                            ("period", "期間"),
                            ("file", "ファイル"),
                            ("table", "表"),
                        ],
                        max_length=8,
                        verbose_name="答え方",
                    ),
                ),
                ("label", models.CharField(max_length=300, verbose_name="質問")),
                ("help_text", models.CharField(blank=True, max_length=500, verbose_name="補足")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="単位")),
                ("required", models.BooleanField(default=True, verbose_name="必須")),
                (
                    "options",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="選択肢",
                    ),
                ),
                ("columns", models.JSONField(blank=True, default=list, verbose_name="表の列")),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="events.exhibitorcall",
                        verbose_name="出展募集",
                    ),
                ),
            ],
            options={
                "verbose_name": "質問",
                "verbose_name_plural": "質問",
                "ordering": ["call", "position", "line", "version"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["choice", "multiple"]), ("options__len__gte", 2)),
                            models.Q(
                                models.Q(("kind__in", ["choice", "multiple"]), _negated=True),
                                ("options__len", 0),
                            ),
                            _connector="OR",
                        ),
                        name="callquestion_options_with_kind",
                        violation_error_message="選ぶ質問には、選択肢を2つ以上入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "money"), _negated=True), ("unit", "円"), _connector="OR"
                        ),
                        name="callquestion_money_in_yen",
                        violation_error_message="金額の単位は円です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                django.db.models.lookups.GreaterThanOrEqual(
                                    models.Func(
                                        models.F("columns"),
                                        function="jsonb_array_length",
                                        output_field=models.IntegerField(),
                                    ),
                                    1,
                                ),
                                ("kind", "table"),
                                django.db.models.lookups.LessThanOrEqual(
                                    models.Func(
                                        models.F("columns"),
                                        function="jsonb_array_length",
                                        output_field=models.IntegerField(),
                                    ),
                                    8,
                                ),
                            ),
                            models.Q(models.Q(("kind", "table"), _negated=True), ("columns", [])),
                            _connector="OR",
                        ),
                        name="callquestion_columns_with_kind",
                        violation_error_message="表の質問には、列を1つから8つまで入力してください。",
                    ),
                    models.UniqueConstraint(
                        fields=("call", "line", "version"),
                        name="callquestion_version_once",
                        violation_error_message="この質問には、同じ版が既にあります。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_in__isnull", True)),
                        fields=("call", "line"),
                        name="callquestion_one_current",
                        violation_error_message="いま使う版は、質問ごとに一つです。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="CallRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("panel", "パネル"),
                            ("booth", "ブース"),
                            ("stage", "ステージ"),
                            ("pamphlet", "パンフレット"),
                            ("product", "物産"),
                        ],
                        max_length=8,
                        verbose_name="区分",
                    ),
                ),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="募集数")),
                ("taken", models.PositiveIntegerField(default=0, editable=False, verbose_name="決定した数")),
                (
                    "call",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="events.exhibitorcall",
                        verbose_name="出展募集",
                    ),
                ),
            ],
            options={
                "verbose_name": "募集する区分",
                "verbose_name_plural": "募集する区分",
                "ordering": ["call", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("call", "role"),
                        name="callrole_once",
                        violation_error_message="同じ区分がもうあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity__isnull", True), ("taken__lte", models.F("capacity")), _connector="OR"
                        ),
                        name="callrole_within_capacity",
                        violation_error_message="募集数を超えて決定することはできません。",
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
                        help_text="例：聴講者、2日間延べ。出典の言葉のまま入力してください。",
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
            name="OpeningRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "day",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "月曜日"),
                            (1, "火曜日"),
                            (2, "水曜日"),
                            (3, "木曜日"),
                            (4, "金曜日"),
                            (5, "土曜日"),
                            (6, "日曜日"),
                            (7, "祝日・年末年始"),
                        ],
                        verbose_name="曜日",
                    ),
                ),
                ("opens", models.TimeField(verbose_name="開場")),
                ("closes", models.TimeField(verbose_name="閉場")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opening_rules",
                        to="events.event",
                        verbose_name="イベント",
                    ),
                ),
            ],
            options={
                "verbose_name": "開場時間",
                "verbose_name_plural": "開場時間",
                "ordering": ["event", "day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "day"),
                        name="openingrule_once",
                        violation_error_message="同じ曜日の開場時間があります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes__gt", models.F("opens"))),
                        name="openingrule_closes_after_opening",
                        violation_error_message="閉場は、開場より後の時刻にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("day__lte", 7)),
                        name="openingrule_day_known",
                        violation_error_message="曜日を選んでください。",
                    ),
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
                    "name",
                    models.CharField(
                        blank=True,
                        help_text="自治体でも会員でもない団体は、名称だけを書きます。",
                        max_length=140,
                        verbose_name="名称（当時）",
                    ),
                ),
                (
                    "came_by",
                    models.CharField(
                        choices=[("record", "記録"), ("invitation", "招待"), ("application", "申込")],
                        default="record",
                        max_length=12,
                        verbose_name="経緯",
                    ),
                ),
                (
                    "contact_name",
                    models.CharField(blank=True, max_length=200, verbose_name="連絡先の部署・担当者"),
                ),
                ("contact_phone", models.CharField(blank=True, max_length=60, verbose_name="電話番号")),
                (
                    "contact_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="メールアドレス"),
                ),
                ("remark", models.TextField(blank=True, max_length=1000, verbose_name="備考")),
                (
                    "questions_version",
                    models.PositiveIntegerField(
                        blank=True, editable=False, null=True, verbose_name="回答した質問の版"
                    ),
                ),
                (
                    "answered_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="回答日時"),
                ),
                (
                    "answered_by_name",
                    models.CharField(
                        blank=True, editable=False, max_length=100, verbose_name="回答した人（当時）"
                    ),
                ),
                (
                    "reported_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="主催者に知らせた日時"
                    ),
                ),
                ("edition", models.PositiveIntegerField(default=1, editable=False, verbose_name="版")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="回答した人",
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
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="event_participations",
                        to="members.localgovernment",
                        verbose_name="自治体",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="会員",
                    ),
                ),
            ],
            options={
                "verbose_name": "出展・参加自治体",
                "verbose_name_plural": "出展・参加自治体",
                "ordering": ["local_government__code", "name", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "local_government"),
                        name="participation_once",
                        violation_error_message="この自治体はもう登録されています。",
                    ),
                    models.UniqueConstraint(
                        fields=("event", "organization"),
                        name="participation_once_per_member",
                        violation_error_message="この会員はもう登録されています。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("local_government__isnull", True), ("organization__isnull", True)
                        ),
                        fields=("event", "name"),
                        name="participation_once_by_name",
                        violation_error_message="同じ名称の団体がもう登録されています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("local_government__isnull", False),
                            ("organization__isnull", False),
                            ("name__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="participation_of_somebody",
                        violation_error_message="自治体、会員、名称のどれかを入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("answered_by_name", "")),
                            models.Q(
                                ("answered_at__isnull", False),
                                models.Q(("answered_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="participation_answered_whole",
                        violation_error_message="回答には、日時と回答した人の名前が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ExhibitorSheet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("headline", models.CharField(blank=True, max_length=60, verbose_name="見出し")),
                ("body", models.TextField(blank=True, max_length=1000, verbose_name="紹介文")),
                ("needs", models.TextField(blank=True, max_length=2000, verbose_name="主催者への連絡")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "未提出"),
                            ("submitted", "提出"),
                            ("returned", "差戻し"),
                            ("confirmed", "確認済"),
                        ],
                        default="draft",
                        max_length=9,
                        verbose_name="状態",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="個別の提出期限")),
                (
                    "created_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="作成日時"
                    ),
                ),
                ("changed_at", models.DateTimeField(auto_now=True, verbose_name="更新日時")),
                ("edition", models.PositiveIntegerField(default=1, editable=False, verbose_name="版")),
                (
                    "submitted_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="提出日時"),
                ),
                (
                    "submitted_by_name",
                    models.CharField(
                        blank=True, editable=False, max_length=100, verbose_name="提出した人（当時）"
                    ),
                ),
                (
                    "returned_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="差戻しの日時"),
                ),
                (
                    "returned_note",
                    models.TextField(
                        blank=True, editable=False, max_length=1000, verbose_name="差戻しの理由"
                    ),
                ),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="確認日時"),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認した人",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="差し戻した人",
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出した人",
                    ),
                ),
                (
                    "participation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheet",
                        to="events.participation",
                        verbose_name="出展・参加自治体",
                    ),
                ),
            ],
            options={
                "verbose_name": "紹介シート",
                "verbose_name_plural": "紹介シート",
                "ordering": ["participation", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(("body__regex", "\\S"), ("headline__regex", "\\S")),
                            _connector="OR",
                        ),
                        name="exhibitorsheet_submitted_with_text",
                        violation_error_message="提出する紹介シートには、見出しと紹介文が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                ("submitted_at__isnull", False),
                                models.Q(("submitted_by_name", ""), _negated=True),
                            ),
                            models.Q(
                                ("state", "draft"), ("submitted_at__isnull", True), ("submitted_by_name", "")
                            ),
                            _connector="OR",
                        ),
                        name="exhibitorsheet_submitted_whole",
                        violation_error_message="提出には、日時と提出した人の名前が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "returned"),
                                ("returned_at__isnull", False),
                                ("returned_by__isnull", False),
                                models.Q(("returned_note", ""), _negated=True),
                            ),
                            models.Q(
                                models.Q(("state", "returned"), _negated=True),
                                ("returned_at__isnull", True),
                                ("returned_by__isnull", True),
                                ("returned_note", ""),
                            ),
                            _connector="OR",
                        ),
                        name="exhibitorsheet_returned_whole",
                        violation_error_message="差戻しには、日時、人、理由が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "confirmed"),
                                ("confirmed_at__isnull", False),
                                ("confirmed_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "confirmed"), _negated=True),
                                ("confirmed_at__isnull", True),
                                ("confirmed_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="exhibitorsheet_confirmed_whole",
                        violation_error_message="確認には、日時と人が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "email",
                    models.EmailField(blank=True, max_length=254, verbose_name="招待したメールアドレス"),
                ),
                (
                    "invited_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="招待した日時"),
                ),
                (
                    "told_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, verbose_name="最後に知らせた日時"
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="招待した人",
                    ),
                ),
                (
                    "participation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="invitation",
                        to="events.participation",
                        verbose_name="出展・参加自治体",
                    ),
                ),
            ],
            options={
                "verbose_name": "出展の招待",
                "verbose_name_plural": "出展の招待",
                "ordering": ["participation", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("invited_at__isnull", True), ("invited_by__isnull", True)),
                            models.Q(("invited_at__isnull", False), ("invited_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="invitation_invited_whole",
                        violation_error_message="招待には、日時と人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("told_at__gte", models.F("invited_at"))),
                        name="invitation_told_after_invited",
                        violation_error_message="最後に知らせた日時は、招待した日時以後にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InvitationLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="作成日時"),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.section",
                        verbose_name="担当部署",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="events.participation",
                        verbose_name="出展・参加自治体",
                    ),
                ),
            ],
            options={
                "verbose_name": "メールからの回答",
                "verbose_name_plural": "メールからの回答",
                "ordering": ["answer", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "section"),
                        name="invitationlink_once",
                        nulls_distinct=False,
                        violation_error_message="この部署への招待のメールは既にあります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ParticipationRole",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("panel", "パネル"),
                            ("booth", "ブース"),
                            ("stage", "ステージ"),
                            ("pamphlet", "パンフレット"),
                            ("product", "物産"),
                        ],
                        max_length=8,
                        verbose_name="区分",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("invited", "招待中"),
                            ("applied", "申込済"),
                            ("waiting", "空き待ち"),
                            ("accepted", "決定"),
                            ("declined", "見送り"),
                            ("withdrawn", "辞退"),
                        ],
                        max_length=9,
                        verbose_name="状態",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=500, verbose_name="理由")),
                (
                    "decided_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="決定日時"),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="決定した人",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="roles",
                        to="events.participation",
                        verbose_name="出展・参加自治体",
                    ),
                ),
            ],
            options={
                "verbose_name": "出展の区分",
                "verbose_name_plural": "出展の区分",
                "ordering": ["participation", "pk"],
                "indexes": [
                    models.Index(models.F("state"), models.F("role"), name="participationrole_state")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("participation", "role"),
                        name="participationrole_once",
                        violation_error_message="同じ区分がもうあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("waiting", "accepted", "declined")),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state__in", ("waiting", "accepted", "declined")), _negated=True),
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="participationrole_decided_whole",
                        violation_error_message="決定には、日時と人が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), _negated=True),
                            ("reason__regex", "\\S"),
                            _connector="OR",
                        ),
                        name="participationrole_declined_with_reason",
                        violation_error_message="見送るときは、理由を入力してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ParticipationValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="文章")),
                (
                    "number",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=18, null=True, verbose_name="数"
                    ),
                ),
                ("date", models.DateField(blank=True, null=True, verbose_name="日付")),
                ("date_until", models.DateField(blank=True, null=True, verbose_name="期間の終わり")),
                (
                    "chosen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="選んだもの",
                    ),
                ),
                ("rows", models.JSONField(blank=True, default=list, verbose_name="表の行")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="events.participation",
                        verbose_name="出展・参加自治体",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="events.callquestion",
                        verbose_name="質問",
                    ),
                ),
            ],
            options={
                "verbose_name": "回答の値",
                "verbose_name_plural": "回答の値",
                "ordering": ["answer", "question"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "question"),
                        name="participationvalue_once",
                        violation_error_message="この質問には既に答えています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_until__isnull", True),
                            models.Q(("date__isnull", False), ("date_until__gte", models.F("date"))),
                            _connector="OR",
                        ),
                        name="participationvalue_period_in_order",
                        violation_error_message="終了日は、開始日以後の日にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.Func(
                                models.F("rows"),
                                function="jsonb_array_length",
                                output_field=models.IntegerField(),
                            ),
                            20,
                        ),
                        name="participationvalue_rows_at_most",
                        violation_error_message="表に入力できるのは20行までです。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ProgrammePart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
                (
                    "day",
                    models.DateField(
                        blank=True, help_text="空欄なら、開催期間を通して", null=True, verbose_name="日付"
                    ),
                ),
                ("opens", models.TimeField(blank=True, null=True, verbose_name="開始時刻")),
                ("closes", models.TimeField(blank=True, null=True, verbose_name="終了時刻")),
                ("room", models.CharField(blank=True, max_length=100, verbose_name="場所")),
                ("title", models.CharField(max_length=200, verbose_name="件名")),
                ("body", models.TextField(blank=True, max_length=5000, verbose_name="内容")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="programme_parts",
                        to="events.event",
                        verbose_name="イベント",
                    ),
                ),
            ],
            options={
                "verbose_name": "プログラム",
                "verbose_name_plural": "プログラム",
                "ordering": [
                    "event",
                    models.OrderBy(models.F("day"), nulls_first=True),
                    models.OrderBy(models.F("opens"), nulls_first=True),
                    "position",
                    "pk",
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes__isnull", True),
                            models.Q(("closes__gt", models.F("opens")), ("opens__isnull", False)),
                            _connector="OR",
                        ),
                        name="programmepart_closes_after_opening",
                        violation_error_message="プログラムの終了時刻は、開始時刻より後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("opens__isnull", True), ("day__isnull", False), _connector="OR"),
                        name="programmepart_time_on_a_day",
                        violation_error_message="プログラムの時刻を入力するときは、日付も入力してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="作成日時"),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="events.exhibitorsheet",
                        verbose_name="紹介シート",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.section",
                        verbose_name="担当部署",
                    ),
                ),
            ],
            options={
                "verbose_name": "メールからの回答",
                "verbose_name_plural": "メールからの回答",
                "ordering": ["answer", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "section"),
                        name="sheetlink_once",
                        nulls_distinct=False,
                        violation_error_message="この部署への紹介シートのメールは既にあります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="回答期限（当時）")),
                (
                    "days_before",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="期限までの開庁日数"
                    ),
                ),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="依頼元が督促した日")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="events.exhibitorsheet",
                        verbose_name="紹介シート",
                    ),
                ),
            ],
            options={
                "verbose_name": "紹介シートの督促",
                "verbose_name_plural": "紹介シートの督促",
                "ordering": ["answer", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "due_on", "days_before"),
                        name="sheetreminder_once",
                        violation_error_message="この督促は既に送っています。",
                    ),
                    models.UniqueConstraint(
                        fields=("answer", "asked_on"),
                        name="sheetreminder_once_a_day",
                        violation_error_message="この団体には、今日すでに督促を送っています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("asked_on__isnull", True),
                                ("days_before__in", (5, 1)),
                                ("days_before__isnull", False),
                            ),
                            models.Q(("asked_on__isnull", False), ("days_before__isnull", True)),
                            _connector="OR",
                        ),
                        name="sheetreminder_days_before",
                        violation_error_message="督促は回答期限の5開庁日前と1開庁日前に送ります。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Speaker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="並び順")),
                ("name", models.CharField(max_length=60, verbose_name="氏名")),
                ("title", models.CharField(blank=True, max_length=200, verbose_name="所属・肩書")),
                (
                    "part",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="speakers",
                        to="events.programmepart",
                        verbose_name="プログラム",
                    ),
                ),
            ],
            options={
                "verbose_name": "登壇者",
                "verbose_name_plural": "登壇者",
                "ordering": ["part", "position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SpecialDay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日付")),
                ("opens", models.TimeField(blank=True, null=True, verbose_name="開場")),
                ("closes", models.TimeField(blank=True, null=True, verbose_name="閉場")),
                ("note", models.CharField(blank=True, max_length=100, verbose_name="備考")),
                (
                    "event",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="special_days",
                        to="events.event",
                        verbose_name="イベント",
                    ),
                ),
            ],
            options={
                "verbose_name": "休場日・臨時の開場時間",
                "verbose_name_plural": "休場日・臨時の開場時間",
                "ordering": ["event", "day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("event", "day"),
                        name="specialday_once",
                        violation_error_message="同じ日の休場・開場時間があります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closes__isnull", True), ("opens__isnull", True)),
                            models.Q(
                                ("closes__gt", models.F("opens")),
                                ("closes__isnull", False),
                                ("opens__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="specialday_hours_whole",
                        violation_error_message="開場と閉場の両方を入力し、閉場は開場より後の時刻にしてください。休場日は両方を空欄にします。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="BoothAssignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日")),
                (
                    "booth",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="events.booth",
                        verbose_name="ブース",
                    ),
                ),
                (
                    "participation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="booth_assignments",
                        to="events.participation",
                        verbose_name="出展・参加自治体",
                    ),
                ),
            ],
            options={
                "verbose_name": "ブースの割当て",
                "verbose_name_plural": "ブースの割当て",
                "ordering": ["booth", "day"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("booth", "day"),
                        name="booth_once_a_day",
                        violation_error_message="このブースは、この日にはもうほかの団体に割り当てられています。",
                    )
                ],
            },
        ),
    ]
