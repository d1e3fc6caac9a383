import django.contrib.postgres.indexes
import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("common", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="auditentry",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="操作者",
            ),
        ),
        migrations.AddField(
            model_name="auditentry",
            name="object_type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="contenttypes.contenttype",
                verbose_name="対象の種類",
            ),
        ),
        migrations.AddConstraint(
            model_name="clockfailure",
            constraint=models.UniqueConstraint(fields=("name", "row"), name="clock_failure_once"),
        ),
        migrations.AddField(
            model_name="indexedtext",
            name="object_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="contenttypes.contenttype"
            ),
        ),
        migrations.AddField(
            model_name="indexedtext",
            name="parent_type",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="contenttypes.contenttype",
            ),
        ),
        migrations.AddIndex(
            model_name="lookbehind",
            index=models.Index(fields=["norm"], name="lookbehind_norm"),
        ),
        migrations.AddConstraint(
            model_name="lookbehind",
            constraint=models.UniqueConstraint(
                fields=("term", "not_after"),
                name="lookbehind_once",
                violation_error_message="同じ組み合わせが登録されています。",
            ),
        ),
        migrations.AddIndex(
            model_name="outgoingmail",
            index=models.Index(
                condition=models.Q(("state__in", ["queued", "failed"])),
                fields=["created_at"],
                name="mail_not_sent",
            ),
        ),
        migrations.AddIndex(
            model_name="outgoingmail",
            index=models.Index(
                django.db.models.functions.text.Lower("to"),
                models.F("purpose"),
                models.F("created_at"),
                name="mail_to_address",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingmail",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("state", "sent")),
                    models.Q(models.Q(("state", "sent"), _negated=True), ("sent_at__isnull", True)),
                    _connector="OR",
                ),
                name="mail_sent_at_with_sent",
                violation_error_message="送信済みのメールには送信日時が必要です。",
            ),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="owner_type",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                to="contenttypes.contenttype",
            ),
        ),
        migrations.AddField(
            model_name="storedfile",
            name="uploaded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="登録者",
            ),
        ),
        migrations.AddField(
            model_name="filetext",
            name="file",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="extracted_text",
                to="common.storedfile",
                verbose_name="添付ファイル",
            ),
        ),
        migrations.AddIndex(
            model_name="synonym",
            index=models.Index(fields=["norm"], name="synonym_norm"),
        ),
        migrations.AddConstraint(
            model_name="synonym",
            constraint=models.UniqueConstraint(
                fields=("term", "means"),
                name="synonym_once",
                violation_error_message="同じ組み合わせが登録されています。",
            ),
        ),
        migrations.AddIndex(
            model_name="auditentry",
            index=models.Index(fields=["object_type", "object_id", "-id"], name="entry_object"),
        ),
        migrations.AddIndex(
            model_name="indexedtext",
            index=models.Index(
                condition=models.Q(("parent_id__isnull", False)),
                fields=["parent_type", "parent_id"],
                name="indexedtext_parent",
            ),
        ),
        migrations.AddIndex(
            model_name="indexedtext",
            index=django.contrib.postgres.indexes.GinIndex(
                models.Func(models.F("norm"), models.F("norm_context"), function="bigrams"),
                fastupdate=False,
                name="indexedtext_bigrams",
            ),
        ),
        migrations.AddIndex(
            model_name="indexedtext",
            index=models.Index(
                models.OrderBy(models.F("date"), descending=True, nulls_last=True),
                models.OrderBy(models.F("id"), descending=True),
                name="indexedtext_by_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="indexedtext",
            constraint=models.UniqueConstraint(
                fields=("object_type", "object_id"), name="indexedtext_object"
            ),
        ),
        migrations.AddConstraint(
            model_name="indexedtext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("context", ""), ("parent_id", None), ("parent_type", None)),
                    models.Q(("parent_id__isnull", False), ("parent_type__isnull", False), ("title", "")),
                    _connector="OR",
                ),
                name="indexedtext_parent_whole",
                violation_error_message="属する対象は種類と番号の両方が必要で、件名は持ちません。",
            ),
        ),
        migrations.AddIndex(
            model_name="storedfile",
            index=models.Index(fields=["owner_type", "owner_id", "position"], name="storedfile_owner"),
        ),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("owner_id__isnull", True), ("owner_type__isnull", True)),
                    models.Q(("owner_id__isnull", False), ("owner_type__isnull", False)),
                    _connector="OR",
                ),
                name="storedfile_owner_whole",
                violation_error_message="添付先は種類と番号の両方が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="storedfile",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__gt", 0)),
                name="storedfile_not_empty",
                violation_error_message="空のファイルです。",
            ),
        ),
        migrations.AddIndex(
            model_name="filetext",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["asked_at"], name="filetext_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="filetext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("read_at__isnull", True), ("state", "waiting"), ("text", "")),
                    models.Q(models.Q(("state", "waiting"), _negated=True), ("read_at__isnull", False)),
                    _connector="OR",
                ),
                name="filetext_read_at_with_state",
                violation_error_message="読み取ったファイルには読取り日時が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="filetext",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "unreadable"), ("text", ""), models.Q(("reason", ""), _negated=True)),
                    models.Q(models.Q(("state", "unreadable"), _negated=True), ("reason", "")),
                    _connector="OR",
                ),
                name="filetext_reason_with_state",
                violation_error_message="読めないファイルには理由が必要です。",
            ),
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("first_id", models.BigIntegerField()),
                ("second_id", models.BigIntegerField()),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登録日時"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登録した人",
                    ),
                ),
                (
                    "first_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
                (
                    "second_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "つながる記録",
                "verbose_name_plural": "つながる記録",
                "indexes": [models.Index(fields=["second_type", "second_id"], name="link_second")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("first_type", "first_id", "second_type", "second_id"),
                        name="link_once",
                        violation_error_message="この2つの記録は、もうつながっています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_type__lt", models.F("second_type")),
                            models.Q(
                                ("first_id__lt", models.F("second_id")),
                                ("first_type", models.F("second_type")),
                            ),
                            _connector="OR",
                        ),
                        name="link_in_order",
                        violation_error_message="同じ記録どうしはつなげません。",
                    ),
                ],
            },
        ),
    ]
