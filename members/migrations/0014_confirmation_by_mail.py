import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("members", "0013_round")]

    operations = [
        migrations.RemoveConstraint(
            model_name="organization",
            name="organization_confirmed_whole",
        ),
        migrations.AddField(
            model_name="confirmation",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmations",
                to="members.section",
                verbose_name="担当部署",
            ),
        ),
        migrations.AlterField(
            model_name="confirmation",
            name="by",
            field=models.ForeignKey(
                blank=True,
                help_text="共通アドレスに届いたメールから回答したときは空欄です。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="確認者",
            ),
        ),
        migrations.AlterField(
            model_name="organization",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                help_text="共通アドレスに届いたメールから回答したときは空欄です。",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登録内容の確認者",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("confirmed_by__isnull", True), ("confirmed_at__isnull", False), _connector="OR"
                ),
                name="organization_confirmed_when",
                violation_error_message="登録内容の確認者があるときは、確認日時も必要です。",
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="entry",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmation",
                to="members.roundentry",
                verbose_name="実施回の回答",
            ),
        ),
        migrations.AddConstraint(
            model_name="confirmation",
            constraint=models.CheckConstraint(
                condition=models.Q(("by__isnull", False), ("entry__isnull", False), _connector="OR"),
                name="confirmation_by_person_or_entry",
                violation_error_message="確認には、確認者か実施回の回答のどちらかが必要です。",
            ),
        ),
    ]
