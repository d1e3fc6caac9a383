import django.core.validators
import django.db.models.deletion
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
                        help_text="半角の英小文字、数字、ハイフン。例: noto2024。後から変えないでください。",
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
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="備考")),
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
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
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
                "constraints": [
                    models.UniqueConstraint(
                        fields=("disaster", "local_government"),
                        name="affectedarea_once",
                        violation_error_message="この自治体はもう登録されています。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OtherSupport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact_key",
                    models.CharField(
                        blank=True, editable=False, max_length=60, verbose_name="出典データのキー"
                    ),
                ),
                (
                    "sender",
                    models.CharField(
                        help_text="出典の言葉のまま。例: 特別区（23区共同）、新宿区。",
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
                ("note", models.CharField(blank=True, max_length=500, verbose_name="備考")),
                (
                    "is_planned",
                    models.BooleanField(
                        default=False,
                        help_text="実施を確かめていない、予定の段階の記録です。",
                        verbose_name="予定",
                    ),
                ),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="いつ時点の記録か")),
                ("source", models.CharField(max_length=500, verbose_name="出典")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="作成日時")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("waste", "災害廃棄物の受入れ"),
                            ("vehicle", "清掃車両の派遣"),
                            ("proxy", "事務代理"),
                            ("other", "その他"),
                        ],
                        max_length=10,
                        verbose_name="種類",
                    ),
                ),
                (
                    "amount",
                    models.CharField(
                        blank=True,
                        help_text="出典の言葉のまま。例: 処理依頼量33,000トン。",
                        max_length=200,
                        verbose_name="内容と量",
                    ),
                ),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="others",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "recipient_government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援先の自治体",
                    ),
                ),
                (
                    "sender_government",
                    models.ForeignKey(
                        blank=True,
                        help_text="一つの区と分かるときに選んでください。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援した区",
                    ),
                ),
            ],
            options={
                "verbose_name": "その他の支援",
                "verbose_name_plural": "その他の支援",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("fact_key", ""), _negated=True),
                        fields=("fact_key",),
                        name="othersupport_fact_key",
                        violation_error_message="同じ出典データの記録があります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RecoveryPayment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact_key",
                    models.CharField(
                        blank=True, editable=False, max_length=60, verbose_name="出典データのキー"
                    ),
                ),
                (
                    "sender",
                    models.CharField(
                        help_text="出典の言葉のまま。例: 特別区（23区共同）、新宿区。",
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
                ("note", models.CharField(blank=True, max_length=500, verbose_name="備考")),
                (
                    "is_planned",
                    models.BooleanField(
                        default=False,
                        help_text="実施を確かめていない、予定の段階の記録です。",
                        verbose_name="予定",
                    ),
                ),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="いつ時点の記録か")),
                ("source", models.CharField(max_length=500, verbose_name="出典")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="作成日時")),
                (
                    "kind",
                    models.CharField(
                        choices=[("recovery", "復興支援金"), ("donation", "義援金")],
                        max_length=10,
                        verbose_name="種類",
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
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="payments",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "recipient_government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援先の自治体",
                    ),
                ),
                (
                    "sender_government",
                    models.ForeignKey(
                        blank=True,
                        help_text="一つの区と分かるときに選んでください。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援した区",
                    ),
                ),
            ],
            options={
                "verbose_name": "復興支援金・義援金",
                "verbose_name_plural": "復興支援金・義援金",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("fact_key", ""), _negated=True),
                        fields=("fact_key",),
                        name="recoverypayment_fact_key",
                        violation_error_message="同じ出典データの記録があります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("amount_yen__isnull", True), ("amount_yen__gt", 0), _connector="OR"
                        ),
                        name="recoverypayment_amount_not_zero",
                        violation_error_message="金額は1円以上にしてください。確認できていないときは空欄にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReliefGoods",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact_key",
                    models.CharField(
                        blank=True, editable=False, max_length=60, verbose_name="出典データのキー"
                    ),
                ),
                (
                    "sender",
                    models.CharField(
                        help_text="出典の言葉のまま。例: 特別区（23区共同）、新宿区。",
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
                ("note", models.CharField(blank=True, max_length=500, verbose_name="備考")),
                (
                    "is_planned",
                    models.BooleanField(
                        default=False,
                        help_text="実施を確かめていない、予定の段階の記録です。",
                        verbose_name="予定",
                    ),
                ),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="いつ時点の記録か")),
                ("source", models.CharField(max_length=500, verbose_name="出典")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="作成日時")),
                (
                    "items",
                    models.CharField(
                        blank=True,
                        help_text="分からないときは空欄。",
                        max_length=500,
                        verbose_name="品目と数量",
                    ),
                ),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="goods",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "recipient_government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援先の自治体",
                    ),
                ),
                (
                    "sender_government",
                    models.ForeignKey(
                        blank=True,
                        help_text="一つの区と分かるときに選んでください。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援した区",
                    ),
                ),
            ],
            options={
                "verbose_name": "物資",
                "verbose_name_plural": "物資",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("fact_key", ""), _negated=True),
                        fields=("fact_key",),
                        name="reliefgoods_fact_key",
                        violation_error_message="同じ出典データの記録があります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StaffDispatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "fact_key",
                    models.CharField(
                        blank=True, editable=False, max_length=60, verbose_name="出典データのキー"
                    ),
                ),
                (
                    "sender",
                    models.CharField(
                        help_text="出典の言葉のまま。例: 特別区（23区共同）、新宿区。",
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
                ("note", models.CharField(blank=True, max_length=500, verbose_name="備考")),
                (
                    "is_planned",
                    models.BooleanField(
                        default=False,
                        help_text="実施を確かめていない、予定の段階の記録です。",
                        verbose_name="予定",
                    ),
                ),
                ("as_of", models.DateField(blank=True, null=True, verbose_name="いつ時点の記録か")),
                ("source", models.CharField(max_length=500, verbose_name="出典")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="作成日時")),
                (
                    "length",
                    models.CharField(
                        choices=[("short", "短期"), ("long", "中長期"), ("all", "短期・中長期の区分なし")],
                        max_length=6,
                        verbose_name="期間の区分",
                    ),
                ),
                (
                    "people",
                    models.PositiveIntegerField(
                        blank=True, help_text="分からないときは空欄。", null=True, verbose_name="人数"
                    ),
                ),
                (
                    "people_basis",
                    models.CharField(
                        choices=[
                            ("headcount", "実人数"),
                            ("cumulative", "延べ人数（派遣者の累計）"),
                            ("person_days", "延べ人日"),
                            ("person_months", "人月"),
                            ("any_stay", "滞在日数に係わらず従事した職員等の数"),
                            ("on_dispatch", "派遣中の人数"),
                            ("in_fiscal_year", "年度の派遣人数"),
                            ("unknown", "数え方不明"),
                        ],
                        default="unknown",
                        max_length=16,
                        verbose_name="人数の数え方",
                    ),
                ),
                (
                    "people_basis_text",
                    models.CharField(
                        blank=True,
                        help_text="出典データにある言葉のまま。",
                        max_length=100,
                        verbose_name="数え方（出典データの言葉）",
                    ),
                ),
                ("period_start", models.DateField(blank=True, null=True, verbose_name="派遣の開始日")),
                ("period_end", models.DateField(blank=True, null=True, verbose_name="派遣の終了日")),
                ("job", models.CharField(blank=True, max_length=100, verbose_name="業務")),
                (
                    "scheme",
                    models.CharField(
                        blank=True,
                        help_text="例: 応急対策職員派遣制度。分からないときは空欄。",
                        max_length=100,
                        verbose_name="派遣の制度",
                    ),
                ),
                (
                    "disaster",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="dispatches",
                        to="disaster.disaster",
                        verbose_name="災害",
                    ),
                ),
                (
                    "recipient_government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援先の自治体",
                    ),
                ),
                (
                    "sender_government",
                    models.ForeignKey(
                        blank=True,
                        help_text="一つの区と分かるときに選んでください。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.localgovernment",
                        verbose_name="支援した区",
                    ),
                ),
            ],
            options={
                "verbose_name": "職員派遣",
                "verbose_name_plural": "職員派遣",
                "ordering": ["pk"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("fact_key", ""), _negated=True),
                        fields=("fact_key",),
                        name="staffdispatch_fact_key",
                        violation_error_message="同じ出典データの記録があります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_end__isnull", True),
                            models.Q(
                                ("period_end__gte", models.F("period_start")), ("period_start__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="staffdispatch_ends_after_start",
                        violation_error_message="終了日は開始日以後にしてください。",
                    ),
                ],
            },
        ),
    ]
