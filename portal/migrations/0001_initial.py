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
            name="FirstStepsPutAway",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
            ],
            options={
                "verbose_name": "「はじめに」の表示の終了",
                "verbose_name_plural": "「はじめに」の表示の終了",
            },
        ),
        migrations.CreateModel(
            name="BackupRun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                ("size", models.PositiveBigIntegerField(verbose_name="大きさ(バイト)")),
            ],
            options={
                "verbose_name": "バックアップ",
                "verbose_name_plural": "バックアップ",
                "ordering": ["-at"],
            },
        ),
        migrations.CreateModel(
            name="ContactMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "matter",
                    models.CharField(
                        choices=[
                            ("registration", "会員登録・登録内容について"),
                            ("project", "連携事業・イベントについて"),
                            ("site", "このサイトの使い方・不具合について"),
                            ("other", "そのほか"),
                        ],
                        max_length=20,
                        verbose_name="種類",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="お名前")),
                ("affiliation", models.CharField(blank=True, max_length=100, verbose_name="所属")),
                ("email", models.EmailField(max_length=254, verbose_name="メールアドレス")),
                ("body", models.TextField(max_length=2000, verbose_name="内容")),
                (
                    "received_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="受付日時"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("new", "未対応"), ("doing", "対応中"), ("done", "対応済み")],
                        default="new",
                        max_length=5,
                        verbose_name="状態",
                    ),
                ),
                (
                    "handled_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="対応を記録した日時"),
                ),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="対応の記録")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ログインしていた人",
                    ),
                ),
                (
                    "handled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="対応を記録した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "お問い合わせ",
                "verbose_name_plural": "お問い合わせ",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("state", "done"), _negated=True),
                        fields=["received_at"],
                        name="contactmessage_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "new"), _negated=True),
                                ("handled_at__isnull", False),
                                ("handled_by__isnull", False),
                            ),
                            models.Q(
                                ("state", "new"), ("handled_at__isnull", True), ("handled_by__isnull", True)
                            ),
                            _connector="OR",
                        ),
                        name="contactmessage_handled_whole",
                        violation_error_message="対応には日時と人の両方が必要です。",
                    )
                ],
            },
        ),
    ]
