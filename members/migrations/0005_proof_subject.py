import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


def name_subjects(apps, schema_editor):
    """What each proof is about, as type and number."""
    MailProof = apps.get_model("members", "MailProof")
    ContentType = apps.get_model("contenttypes", "ContentType")
    for purpose, model in (("application", "application"), ("invitation", "user")):
        subject_type, _ = ContentType.objects.get_or_create(app_label="members", model=model)
        MailProof.objects.filter(purpose=purpose).update(
            subject_type=subject_type, subject_id=models.F(f"{model}_id")
        )


class Migration(migrations.Migration):
    dependencies = [("contenttypes", "0002_remove_content_type_name"), ("members", "0004_sections_end")]

    operations = [
        migrations.RemoveConstraint(
            model_name="mailproof",
            name="mailproof_one_subject",
        ),
        migrations.AlterField(
            model_name="mailproof",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("application", "会員登録申請"),
                    ("invitation", "パスワードの設定"),
                    ("revision", "申請の修正"),
                    ("confirmation", "登録内容の確認"),
                    ("takeover", "引継ぎの申出"),
                    ("recovery", "ログインの回復"),
                ],
                max_length=20,
                verbose_name="用件",
            ),
        ),
        migrations.AddField(
            model_name="mailproof",
            name="subject_id",
            field=models.BigIntegerField(null=True, verbose_name="対象番号"),
        ),
        migrations.AddField(
            model_name="mailproof",
            name="subject_type",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contenttypes.contenttype",
            ),
        ),
        migrations.RunPython(name_subjects, migrations.RunPython.noop, elidable=True),
    ]
