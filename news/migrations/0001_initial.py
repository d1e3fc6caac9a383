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
            name="Announcement",
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
                ("title", models.CharField(max_length=120, verbose_name="件名")),
                ("body", models.TextField(max_length=10000, verbose_name="本文")),
                ("is_pinned", models.BooleanField(default=False, verbose_name="一覧の先頭に出す")),
                (
                    "publish_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="公開予定日時"),
                ),
                (
                    "revised_on",
                    models.DateField(blank=True, editable=False, null=True, verbose_name="更新日"),
                ),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="掲載の最終日")),
                (
                    "ended_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="掲載を終えた日時"
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
            ],
            options={
                "verbose_name": "お知らせ",
                "verbose_name_plural": "お知らせ",
                "ordering": [
                    "-is_pinned",
                    models.OrderBy(models.F("published_at"), descending=True, nulls_first=True),
                    "-pk",
                ],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("is_pinned"), descending=True),
                        models.OrderBy(models.F("published_at"), descending=True, nulls_first=True),
                        models.OrderBy(models.F("id"), descending=True),
                        name="announcement_newest_first",
                    ),
                    models.Index(fields=["changed_at"], name="announcement_changed_at"),
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
                        name="announcement_published_whole",
                        violation_error_message="公開するときは公開日時が必要です。下書きに公開日時は付けられません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("publish_at__isnull", True), ("publish_by__isnull", True)),
                            models.Q(("publish_at__isnull", False), ("publish_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="announcement_publish_whole",
                        violation_error_message="公開予定の日時と、予約した人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("revised_on", None), ("state", "draft")),
                            models.Q(("publish_at", None), ("state", "published")),
                            _connector="OR",
                        ),
                        name="announcement_dates_of_its_state",
                        violation_error_message="公開予定は下書きだけに、更新日と掲載の終了は公開したお知らせだけに付けられます。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NewsIssue",
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
                    "volume",
                    models.PositiveSmallIntegerField(
                        error_messages={"unique": "この号はもう登録されています。"},
                        unique=True,
                        verbose_name="号数",
                    ),
                ),
                (
                    "published_on",
                    models.DateField(
                        blank=True, help_text="分からないときは空欄。", null=True, verbose_name="発行日"
                    ),
                ),
                ("publisher", models.CharField(blank=True, max_length=100, verbose_name="発行")),
                (
                    "topics",
                    models.TextField(
                        blank=True,
                        help_text="記事を1行に1つずつ入力してください。",
                        max_length=2000,
                        verbose_name="内容",
                    ),
                ),
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
                "verbose_name": "全国連携NEWS",
                "verbose_name_plural": "全国連携NEWS",
                "ordering": ["-volume"],
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
                        name="newsissue_published_whole",
                        violation_error_message="公開するときは公開日時が必要です。下書きに公開日時は付けられません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("volume__gt", 0)),
                        name="newsissue_volume_from_one",
                        violation_error_message="号数は1以上にしてください。",
                    ),
                ],
            },
        ),
    ]
