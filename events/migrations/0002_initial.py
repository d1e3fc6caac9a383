import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("events", "0001_initial"),
        ("members", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="event",
            name="published_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="公開した人",
            ),
        ),
        migrations.AddField(
            model_name="headcount",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="headcounts",
                to="events.event",
                verbose_name="イベント",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="participations",
                to="events.event",
                verbose_name="イベント",
            ),
        ),
        migrations.AddField(
            model_name="participation",
            name="local_government",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="event_participations",
                to="members.localgovernment",
                verbose_name="自治体",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(
                models.OrderBy(models.F("starts_on"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="event_newest_first",
            ),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["last_day"], name="event_last_day"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["fiscal_year"], name="event_fiscal_year"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["changed_at"], name="event_changed_at"),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("published_at__isnull", False), ("state", "published")),
                    models.Q(
                        ("published_at__isnull", True), ("published_by__isnull", True), ("state", "draft")
                    ),
                    _connector="OR",
                ),
                name="event_published_whole",
                violation_error_message="公開するときは公開日時が必要です。下書きに公開日時は付けられません。",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.UniqueConstraint(
                condition=models.Q(("fact_key", ""), _negated=True),
                fields=("fact_key",),
                name="event_fact_key",
                violation_error_message="同じ出典データのイベントがあります。",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("date_precision", "unknown"), _negated=True), ("starts_on__isnull", False)
                    ),
                    models.Q(("date_precision", "unknown"), ("starts_on__isnull", True)),
                    _connector="OR",
                ),
                name="event_starts_whole",
                violation_error_message="開始日を入力してください。分からないときは、日付の確かさを「不詳」にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("date_precision__in", ["day", "unknown"]),
                    models.Q(("date_precision", "month"), ("starts_on__day", 1)),
                    models.Q(("date_precision", "year"), ("starts_on__day", 1), ("starts_on__month", 1)),
                    models.Q(
                        ("date_precision", "fiscal_year"), ("starts_on__day", 1), ("starts_on__month", 4)
                    ),
                    _connector="OR",
                ),
                name="event_first_of_period",
                violation_error_message="月まで分かるときはその月の1日、年までは1月1日、年度までは4月1日を入力してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="event",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True),
                    models.Q(("date_precision", "day"), ("ends_on__gte", models.F("starts_on"))),
                    _connector="OR",
                ),
                name="event_ends_after_start",
                violation_error_message="終了日は開始日以後にしてください。終了日は、日まで分かるときだけ入力できます。",
            ),
        ),
        migrations.AddConstraint(
            model_name="headcount",
            constraint=models.UniqueConstraint(
                fields=("event", "basis"),
                name="headcount_once_per_basis",
                violation_error_message="同じ数え方の人数があります。",
            ),
        ),
        migrations.AddConstraint(
            model_name="participation",
            constraint=models.UniqueConstraint(
                fields=("event", "local_government"),
                name="participation_once",
                violation_error_message="この自治体はもう登録されています。",
            ),
        ),
    ]
