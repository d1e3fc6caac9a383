import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0001_initial"), ("office", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="変更日時"),
                ),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="確認日時")),
            ],
            options={
                "verbose_name": "変更の確認",
                "verbose_name_plural": "変更の確認",
                "ordering": ["-id"],
            },
        ),
        migrations.AddField(
            model_name="review",
            name="entry",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="review",
                to="office.entry",
                verbose_name="記録",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="members.organization",
                verbose_name="団体",
            ),
        ),
        migrations.AddField(
            model_name="review",
            name="seen_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="確認した人",
            ),
        ),
        migrations.AddIndex(
            model_name="review",
            index=models.Index(
                condition=models.Q(("seen_at__isnull", True)), fields=["created_at"], name="review_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="review",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("seen_at__isnull", True), ("seen_by__isnull", True)),
                    models.Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
                    _connector="OR",
                ),
                name="review_seen_whole",
                violation_error_message="確認には日時と人の両方が必要です。",
            ),
        ),
    ]
