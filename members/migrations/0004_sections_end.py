import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0003_roles")]

    operations = [
        migrations.AddField(
            model_name="section",
            name="bounced_at",
            field=models.DateTimeField(
                blank=True,
                help_text="共通アドレスへのメールが届かなかった日時です。",
                null=True,
                verbose_name="不達になった日時",
            ),
        ),
        migrations.AddField(
            model_name="section",
            name="closed_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="廃止日時"),
        ),
        migrations.AddField(
            model_name="section",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="廃止した人",
            ),
        ),
        migrations.AddConstraint(
            model_name="section",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="section_closed_whole",
                violation_error_message="部署の廃止には日時と人の両方が必要です。",
            ),
        ),
    ]
