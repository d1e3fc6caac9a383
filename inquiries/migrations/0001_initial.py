import django.contrib.postgres.fields
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="AnswerLink",
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
            ],
            options={
                "verbose_name": "メールからの回答",
                "verbose_name_plural": "メールからの回答",
                "ordering": ["answer", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="AnswerValue",
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
            ],
            options={
                "verbose_name": "回答の値",
                "verbose_name_plural": "回答の値",
                "ordering": ["answer", "question"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ApprovalRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "needs_approval",
                    models.BooleanField(default=False, verbose_name="代表の承認を受けてから出す"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="更新日時"),
                ),
                (
                    "updated_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="更新した人(当時)"),
                ),
            ],
            options={
                "verbose_name": "照会の承認の設定",
                "verbose_name_plural": "照会の承認の設定",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=70,
                        verbose_name="団体名(当時)",
                    ),
                ),
                ("author_name", models.CharField(max_length=60, verbose_name="担当者名(当時)")),
                ("title", models.CharField(blank=True, max_length=100, verbose_name="件名")),
                ("description", models.TextField(blank=True, max_length=5000, verbose_name="内容")),
                ("answer_due", models.DateField(blank=True, null=True, verbose_name="回答期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("review", "承認待ち"),
                            ("open", "受付中"),
                            ("closed", "締切"),
                            ("withdrawn", "取下げ"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="作成日時"),
                ),
                (
                    "saved_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="最終保存日時"),
                ),
                (
                    "review_asked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="承認を求めた日時"),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="承認日時")),
                (
                    "returned_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="差し戻した理由"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="依頼日時")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="締切日時")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="取下げ日時")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="取下げの理由"),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("members", "すべての会員"),
                            ("wards", "23区すべて"),
                            ("prefectures", "都道府県で選ぶ"),
                            ("chosen", "団体を選ぶ"),
                        ],
                        default="wards",
                        max_length=12,
                        verbose_name="照会先",
                    ),
                ),
                (
                    "prefectures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="都道府県",
                    ),
                ),
                (
                    "results_shown",
                    models.CharField(
                        choices=[
                            ("nobody", "見せない"),
                            ("counts", "集計だけ"),
                            ("all", "団体ごとの回答まで"),
                        ],
                        default="nobody",
                        max_length=8,
                        verbose_name="結果の見え方",
                    ),
                ),
                (
                    "needs_representative",
                    models.BooleanField(default=False, verbose_name="代表による確認を求める"),
                ),
                ("is_template", models.BooleanField(default=False, verbose_name="ひな形")),
                ("questions_version", models.PositiveIntegerField(default=1, verbose_name="質問の版")),
                (
                    "progress_told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="回答の状況を知らせた日時"),
                ),
            ],
            options={
                "verbose_name": "照会",
                "verbose_name_plural": "照会",
                "ordering": ["-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InquiryAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=70,
                        verbose_name="団体名(当時)",
                    ),
                ),
                ("added_at", models.DateTimeField(blank=True, null=True, verbose_name="追加で依頼した日時")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="確認日時")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="回答日時")),
                (
                    "answered_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="回答者名(当時)"),
                ),
                (
                    "answered_section_name",
                    models.CharField(blank=True, max_length=100, verbose_name="回答した部署(当時)"),
                ),
                (
                    "relayed_via",
                    models.CharField(
                        blank=True,
                        choices=[("telephone", "電話"), ("fax", "FAX"), ("other", "面談・郵送など")],
                        max_length=10,
                        verbose_name="聞き取りの方法",
                    ),
                ),
                ("relayed_on", models.DateField(blank=True, null=True, verbose_name="聞き取った日")),
                (
                    "relayed_by_name",
                    models.CharField(blank=True, max_length=160, verbose_name="代わりに入力した人(当時)"),
                ),
                (
                    "delegated_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="担当を決めた日時"),
                ),
                ("delegated_note", models.CharField(blank=True, max_length=300, verbose_name="担当への連絡")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unread", "未読"),
                            ("read", "確認済"),
                            ("answered", "回答済"),
                            ("none", "該当なし"),
                        ],
                        default="unread",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("drafted_at", models.DateTimeField(blank=True, null=True, verbose_name="下書きの保存日時")),
                (
                    "drafted_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="下書きを保存した人(当時)"),
                ),
                ("proposed_at", models.DateTimeField(blank=True, null=True, verbose_name="確認を求めた日時")),
                (
                    "proposed_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="確認を求めた人(当時)"),
                ),
                ("remark", models.TextField(blank=True, max_length=1000, verbose_name="備考")),
                (
                    "questions_version",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="回答した質問の版"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版")),
            ],
            options={
                "verbose_name": "照会への回答",
                "verbose_name_plural": "照会への回答",
                "ordering": ["inquiry", "organization"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InquiryReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="回答期限(当時)")),
                ("days_before", models.PositiveSmallIntegerField(verbose_name="期限までの開庁日数")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
            ],
            options={
                "verbose_name": "照会の督促",
                "verbose_name_plural": "照会の督促",
                "ordering": ["answer", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="InquiryStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("retracted_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回した日時")),
                (
                    "retracted_by_name",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=160, verbose_name="撤回した人(当時)"
                    ),
                ),
                (
                    "retracted_reason",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=500, verbose_name="撤回の理由"
                    ),
                ),
                ("purged_at", models.DateTimeField(blank=True, null=True, verbose_name="完全に削除した日時")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="理由・連絡")),
                (
                    "changes",
                    models.JSONField(
                        default=dict, help_text="項目名から [変更前, 変更後] へ", verbose_name="変わった項目"
                    ),
                ),
                ("by_name", models.CharField(blank=True, max_length=60, verbose_name="担当者名(当時)")),
                ("section_name", models.CharField(blank=True, max_length=100, verbose_name="担当部署(当時)")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sent", "照会"),
                            ("changed", "質問の変更"),
                            ("extended", "回答期限の変更"),
                            ("added", "照会先の追加"),
                            ("closed", "締切"),
                            ("withdrawn", "取下げ"),
                            ("reminded", "督促"),
                            ("delegated", "担当の割当"),
                            ("drafted", "下書きの保存"),
                            ("proposed", "確認の求め"),
                            ("returned", "差戻し"),
                            ("taken_back", "取戻し"),
                            ("approved", "承認"),
                            ("answered", "回答"),
                            ("corrected", "訂正"),
                            ("purged", "完全な削除"),
                        ],
                        max_length=12,
                        verbose_name="経過",
                    ),
                ),
            ],
            options={
                "verbose_name": "照会の経過",
                "verbose_name_plural": "照会の経過",
                "ordering": ["inquiry", "id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="質問の番号(内部)")),
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
            ],
            options={
                "verbose_name": "質問",
                "verbose_name_plural": "質問",
                "ordering": ["inquiry", "position", "line", "version"],
                "abstract": False,
            },
        ),
    ]
