import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.RunSQL("CREATE SEQUENCE board_activity", "DROP SEQUENCE board_activity"),
        migrations.CreateModel(
            name="Archive",
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
                        choices=[
                            ("building", "作成中"),
                            ("ready", "できました"),
                            ("failed", "失敗"),
                            ("stopped", "取りやめ"),
                            ("deleted", "削除済"),
                        ],
                        default="building",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("requested_by_name", models.CharField(max_length=60, verbose_name="依頼した人(当時)")),
                (
                    "requested_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="依頼日時"),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="終了日時")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="保存期限")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="できなかった理由")),
                (
                    "total",
                    models.PositiveIntegerField(
                        default=0, help_text="数えられないものは0。", verbose_name="全体の数"
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="済んだ数")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="大きさ(バイト)")),
                ("with_hidden", models.BooleanField(default=False, verbose_name="非表示を含める")),
                ("with_talks", models.BooleanField(default=False, verbose_name="相談を含める")),
                ("replies_done", models.PositiveIntegerField(default=0, verbose_name="書き出した返信")),
                ("files_done", models.PositiveIntegerField(default=0, verbose_name="書き出した添付ファイル")),
            ],
            options={
                "verbose_name": "掲示板の保存用一式",
                "verbose_name_plural": "掲示板の保存用一式",
                "ordering": ["-id"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="依頼の内容")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完了日時")),
            ],
            options={
                "verbose_name": "団体内の担当割当",
                "verbose_name_plural": "団体内の担当割当",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
            ],
            options={
                "verbose_name": "しおり",
                "verbose_name_plural": "しおり",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="LinkCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(max_length=500, verbose_name="リンク")),
                ("title", models.CharField(blank=True, max_length=100, verbose_name="題名")),
                ("description", models.CharField(blank=True, max_length=200, verbose_name="説明")),
            ],
            options={
                "verbose_name": "リンクの見出し",
                "verbose_name_plural": "リンクの見出し",
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "名指し",
                "verbose_name_plural": "名指し",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event", models.CharField(max_length=60, verbose_name="出来事")),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("new", "新しい投稿"),
                            ("reply", "返信"),
                            ("step", "段階の変更"),
                            ("mention", "名指し"),
                        ],
                        max_length=8,
                        verbose_name="きっかけ",
                    ),
                ),
                ("summary", models.CharField(max_length=120, verbose_name="内容")),
                ("activity_no", models.BigIntegerField(verbose_name="活動番号")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="予定した日時"),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="済んだ日時")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mailed", "メールで送った"),
                            ("digested", "まとめて送った"),
                            ("read", "サイトで既に読んでいた"),
                            ("dropped", "送る前に見られなくなった"),
                        ],
                        max_length=8,
                        verbose_name="結果",
                    ),
                ),
            ],
            options={
                "verbose_name": "知らせの予定",
                "verbose_name_plural": "知らせの予定",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="NotificationRhythm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            (
                                "default",
                                "事務局の投稿、返信、名指しはそのつど、そのほかの新しい投稿は週1回まとめて(週の最初の開庁日の朝8時30分)",
                            ),
                            ("at_once", "そのつど"),
                            ("daily", "1日1回まとめて(開庁日の朝8時30分)"),
                            ("weekly", "週1回まとめて(週の最初の開庁日の朝8時30分)"),
                        ],
                        max_length=7,
                        verbose_name="頻度",
                    ),
                ),
            ],
            options={
                "verbose_name": "知らせの頻度",
                "verbose_name_plural": "知らせの頻度",
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
            ],
            options={
                "verbose_name": "編集中",
                "verbose_name_plural": "編集中",
                "ordering": ["-at"],
            },
        ),
    ]
