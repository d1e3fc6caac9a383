import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0012_recovery"), ("office", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Round",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="開始日時"),
                ),
                ("due_on", models.DateField(verbose_name="回答期限")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="終了日時")),
            ],
            options={
                "verbose_name": "登録内容の確認の実施回",
                "verbose_name_plural": "登録内容の確認の実施回",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="RoundEntry",
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
                            ("waiting", "未回答"),
                            ("unchanged", "変更なし"),
                            ("corrected", "修正あり"),
                            ("moving", "異動"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="回答",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="回答日時")),
                ("answered_name", models.CharField(blank=True, max_length=60, verbose_name="回答者の氏名")),
                ("bounced_at", models.DateTimeField(blank=True, null=True, verbose_name="不達になった日時")),
                ("mailed_at", models.DateTimeField(blank=True, null=True, verbose_name="最後のメールの日時")),
                ("reminders", models.PositiveSmallIntegerField(default=0, verbose_name="済んだ督促の回")),
            ],
            options={
                "verbose_name": "登録内容の確認の回答",
                "verbose_name_plural": "登録内容の確認の回答",
                "ordering": ["round", "id"],
            },
        ),
        migrations.AddField(
            model_name="round",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                help_text="終了日時だけのときは、自動で終了しました。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="終了した人",
            ),
        ),
        migrations.AddField(
            model_name="round",
            name="started_by",
            field=models.ForeignKey(
                blank=True,
                help_text="空欄は、毎年3月25日の自動開始です。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="開始した人",
            ),
        ),
        migrations.AddField(
            model_name="roundentry",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                help_text="メールのリンクから回答したときは空欄です。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="回答した人",
            ),
        ),
        migrations.AddField(
            model_name="roundentry",
            name="mail",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="office.mail",
                verbose_name="最後のメール",
            ),
        ),
        migrations.AddField(
            model_name="roundentry",
            name="round",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="entries",
                to="members.round",
                verbose_name="実施回",
            ),
        ),
        migrations.AddField(
            model_name="roundentry",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="round_entries",
                to="members.section",
                verbose_name="担当部署",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at__isnull", True)),
                fields=("closed_at",),
                name="round_one_open",
                nulls_distinct=False,
                violation_error_message="実施中の確認があります。終了してから始めてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="round",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_by__isnull", True), ("closed_at__isnull", False), _connector="OR"
                ),
                name="round_closed_with_time",
                violation_error_message="終了した人があるときは、終了日時も必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundentry",
            constraint=models.UniqueConstraint(
                fields=("round", "section"),
                name="roundentry_once_per_section",
                violation_error_message="この担当部署の回答はすでにあります。",
            ),
        ),
        migrations.AddConstraint(
            model_name="roundentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_at__isnull", True),
                        ("answered_by__isnull", True),
                        ("state", "waiting"),
                        ("answered_name", ""),
                    ),
                    models.Q(models.Q(("state", "waiting"), _negated=True), ("answered_at__isnull", False)),
                    _connector="OR",
                ),
                name="roundentry_answered_whole",
                violation_error_message="回答には回答日時が必要です。未回答には回答者を書けません。",
            ),
        ),
    ]
