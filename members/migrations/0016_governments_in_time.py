import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0015_handover_failed")]

    operations = [
        migrations.AddField(
            model_name="localgovernment",
            name="established_on",
            field=models.DateField(
                blank=True,
                help_text="空欄は、データを作る前からあることを表します。",
                null=True,
                verbose_name="設置日",
            ),
        ),
        migrations.AlterField(
            model_name="localgovernment",
            name="code",
            field=models.CharField(
                max_length=6,
                validators=[
                    django.core.validators.RegexValidator("^\\d{6}$", "6桁の数字で入力してください。")
                ],
                verbose_name="団体コード",
            ),
        ),
        migrations.AddIndex(
            model_name="localgovernment",
            index=models.Index(fields=["code"], name="localgovernment_code"),
        ),
        migrations.AddConstraint(
            model_name="localgovernment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("abolished_on__isnull", True)),
                fields=("code",),
                name="localgovernment_code_in_force",
                violation_error_message="この団体コードは、いまある団体が使っています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="localgovernment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("established_on__isnull", True),
                    ("abolished_on__isnull", True),
                    ("abolished_on__gte", models.F("established_on")),
                    _connector="OR",
                ),
                name="localgovernment_days_in_order",
                violation_error_message="廃止日は設置日以後にしてください。",
            ),
        ),
    ]
