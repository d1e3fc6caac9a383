from django.db import migrations, models


def name_representatives(apps, schema_editor):
    """The first active person of each organisation represents it (代表)."""
    User = apps.get_model("members", "User")
    first = {}
    people = User.objects.filter(is_active=True, section__isnull=False).order_by("pk")
    for pk, organization in people.values_list("pk", "section__organization_id"):
        first.setdefault(organization, pk)
    User.objects.filter(pk__in=first.values()).update(role="representative")


class Migration(migrations.Migration):
    dependencies = [("members", "0002_review")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="role",
            field=models.CharField(
                choices=[("representative", "代表"), ("officer", "担当"), ("reader", "閲覧")],
                db_default="officer",
                default="officer",
                help_text="代表は団体の紹介と担当者を管理します。閲覧は読むだけです。",
                max_length=14,
                verbose_name="役割",
            ),
        ),
        migrations.RunPython(name_representatives, migrations.RunPython.noop, elidable=True),
    ]
