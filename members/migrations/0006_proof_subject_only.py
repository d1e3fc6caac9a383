import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0005_proof_subject")]

    operations = [
        migrations.RemoveField(
            model_name="mailproof",
            name="application",
        ),
        migrations.RemoveField(
            model_name="mailproof",
            name="user",
        ),
        migrations.AlterField(
            model_name="mailproof",
            name="subject_id",
            field=models.BigIntegerField(verbose_name="対象番号"),
        ),
        migrations.AlterField(
            model_name="mailproof",
            name="subject_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="contenttypes.contenttype"
            ),
        ),
        migrations.AddConstraint(
            model_name="mailproof",
            constraint=models.UniqueConstraint(
                fields=("purpose", "subject_type", "subject_id"),
                name="mailproof_once_per_subject",
                violation_error_message="この対象のメール確認はすでにあります。",
            ),
        ),
    ]
