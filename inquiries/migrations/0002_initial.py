import django.db.models.deletion
import django.db.models.lookups
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("inquiries", "0001_initial"),
        ("members", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="answerlink",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.section",
                verbose_name="担当部署",
            ),
        ),
        migrations.AddField(
            model_name="approvalrule",
            name="organization",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.organization",
                verbose_name="団体",
            ),
        ),
        migrations.AddField(
            model_name="approvalrule",
            name="updated_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="更新した人",
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="approved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="承認した人",
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="author",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="担当者",
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="chosen",
            field=models.ManyToManyField(
                blank=True, related_name="+", to="members.organization", verbose_name="選んだ団体"
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="closed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="締め切った人",
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="copied_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="inquiries.inquiry",
                verbose_name="写した元",
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.organization",
                verbose_name="依頼元",
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="review_asked_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="承認を求めた人",
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="saved_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="最終保存者",
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="section",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.section",
                verbose_name="担当部署",
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="sent_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="依頼した人",
            ),
        ),
        migrations.AddField(
            model_name="inquiry",
            name="withdrawn_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="取り下げた人",
            ),
        ),
        migrations.AddField(
            model_name="inquiryanswer",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="回答者",
            ),
        ),
        migrations.AddField(
            model_name="inquiryanswer",
            name="answered_section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.section",
                verbose_name="回答した部署",
            ),
        ),
        migrations.AddField(
            model_name="inquiryanswer",
            name="delegated_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="担当を決めた人",
            ),
        ),
        migrations.AddField(
            model_name="inquiryanswer",
            name="delegated_section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.section",
                verbose_name="回答の担当部署",
            ),
        ),
        migrations.AddField(
            model_name="inquiryanswer",
            name="delegated_to",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="回答の担当者",
            ),
        ),
        migrations.AddField(
            model_name="inquiryanswer",
            name="drafted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="下書きを保存した人",
            ),
        ),
        migrations.AddField(
            model_name="inquiryanswer",
            name="drafted_section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.section",
                verbose_name="下書きを保存した部署",
            ),
        ),
        migrations.AddField(
            model_name="inquiryanswer",
            name="inquiry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="answers",
                to="inquiries.inquiry",
                verbose_name="照会",
            ),
        ),
        migrations.AddField(
            model_name="inquiryanswer",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.organization",
                verbose_name="団体",
            ),
        ),
        migrations.AddField(
            model_name="inquiryanswer",
            name="proposed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="確認を求めた人",
            ),
        ),
        migrations.AddField(
            model_name="inquiryanswer",
            name="read_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="確認した人",
            ),
        ),
        migrations.AddField(
            model_name="inquiryanswer",
            name="relayed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="代わりに入力した人",
            ),
        ),
        migrations.AddField(
            model_name="answervalue",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="values",
                to="inquiries.inquiryanswer",
                verbose_name="回答",
            ),
        ),
        migrations.AddField(
            model_name="answerlink",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="links",
                to="inquiries.inquiryanswer",
                verbose_name="回答",
            ),
        ),
        migrations.AddField(
            model_name="inquiryreminder",
            name="answer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reminders",
                to="inquiries.inquiryanswer",
                verbose_name="回答",
            ),
        ),
        migrations.AddField(
            model_name="inquirystep",
            name="answer",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="inquiries.inquiryanswer",
                verbose_name="回答",
            ),
        ),
        migrations.AddField(
            model_name="inquirystep",
            name="by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="担当者",
            ),
        ),
        migrations.AddField(
            model_name="inquirystep",
            name="inquiry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="inquiries.inquiry",
                verbose_name="照会",
            ),
        ),
        migrations.AddField(
            model_name="inquirystep",
            name="retracted_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="撤回した人",
            ),
        ),
        migrations.AddField(
            model_name="inquirystep",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="members.section",
                verbose_name="担当部署",
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="inquiry",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="questions",
                to="inquiries.inquiry",
                verbose_name="照会",
            ),
        ),
        migrations.AddField(
            model_name="answervalue",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="values",
                to="inquiries.question",
                verbose_name="質問",
            ),
        ),
        migrations.AddIndex(
            model_name="inquiry",
            index=models.Index(fields=["organization", "-id"], name="inquiry_owner"),
        ),
        migrations.AddIndex(
            model_name="inquiry",
            index=models.Index(fields=["state", "answer_due"], name="inquiry_due"),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("sent_at__isnull", True),
                        ("sent_by__isnull", True),
                        ("state__in", ("draft", "review")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("draft", "review")), _negated=True),
                        models.Q(("title", ""), _negated=True),
                        models.Q(("description", ""), _negated=True),
                        ("answer_due__isnull", False),
                        ("sent_at__isnull", False),
                        ("sent_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="inquiry_whole_when_sent",
                violation_error_message="出すには、件名、内容、回答期限が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                    models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                    _connector="OR",
                ),
                name="inquiry_approved_whole",
                violation_error_message="承認には日時と人の両方が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "review"), _negated=True),
                    models.Q(("review_asked_at__isnull", False), ("review_asked_by__isnull", False)),
                    _connector="OR",
                ),
                name="inquiry_review_asked",
                violation_error_message="承認待ちには、求めた日時と人が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="inquiry_closed_whole",
                violation_error_message="締切には日時と人の両方が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at__isnull", True), ("state__in", ["draft", "review", "open"])),
                    models.Q(("closed_at__isnull", False), ("state", "closed")),
                    ("state", "withdrawn"),
                    _connector="OR",
                ),
                name="inquiry_closed_with_state",
                violation_error_message="状態と締切日時が合いません。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("state", "withdrawn"),
                        ("withdrawn_at__isnull", False),
                        ("withdrawn_by__isnull", False),
                        models.Q(("withdrawn_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "withdrawn"), _negated=True),
                        ("withdrawn_at__isnull", True),
                        ("withdrawn_by__isnull", True),
                        ("withdrawn_reason", ""),
                    ),
                    _connector="OR",
                ),
                name="inquiry_withdrawn_whole",
                violation_error_message="取下げには日時、人、理由のすべてが必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ("draft", "review")), ("is_template", False), _connector="OR"
                ),
                name="inquiry_no_template_sent",
                violation_error_message="ひな形は出せません。",
            ),
        ),
        migrations.AddIndex(
            model_name="inquiryanswer",
            index=models.Index(fields=["organization", "state"], name="inquiryanswer_organization"),
        ),
        migrations.AddConstraint(
            model_name="inquiryanswer",
            constraint=models.UniqueConstraint(
                fields=("inquiry", "organization"),
                name="inquiryanswer_once",
                violation_error_message="この団体には既に照会しています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiryanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("relayed_by__isnull", True),
                        ("relayed_by_name", ""),
                        ("relayed_on__isnull", True),
                        ("relayed_via", ""),
                    ),
                    models.Q(
                        ("relayed_by__isnull", False),
                        ("relayed_on__isnull", False),
                        models.Q(("relayed_via", ""), _negated=True),
                        models.Q(("relayed_by_name", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="inquiryanswer_relayed_whole",
                violation_error_message="代わりに入力した回答には、方法、日、入力した人のすべてが必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiryanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(models.Q(("state", "unread"), _negated=True), ("read_at__isnull", False)),
                    models.Q(("state", "unread"), ("read_at__isnull", True)),
                    _connector="OR",
                ),
                name="inquiryanswer_read_whole",
                violation_error_message="確認済には日時が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiryanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("answered_at__isnull", True),
                        ("answered_by__isnull", True),
                        ("questions_version__isnull", True),
                        ("state__in", ("unread", "read")),
                    ),
                    models.Q(
                        models.Q(("state__in", ("unread", "read")), _negated=True),
                        ("answered_at__isnull", False),
                        ("questions_version__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="inquiryanswer_answered_whole",
                violation_error_message="回答には日時と人が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiryanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("delegated_to__isnull", True),
                        ("delegated_section__isnull", True),
                        ("delegated_at__isnull", True),
                        ("delegated_by__isnull", True),
                    ),
                    models.Q(
                        models.Q(
                            ("delegated_to__isnull", True),
                            ("delegated_section__isnull", True),
                            _connector="XOR",
                        ),
                        ("delegated_at__isnull", False),
                        ("delegated_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="inquiryanswer_delegated_whole",
                violation_error_message="担当には、決めた日時と人が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiryanswer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("proposed_at__isnull", True), ("proposed_by__isnull", True), ("proposed_by_name", "")
                    ),
                    models.Q(
                        models.Q(("proposed_by_name", ""), _negated=True), ("proposed_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="inquiryanswer_proposed_whole",
                violation_error_message="確認の求めには日時と人が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="answerlink",
            constraint=models.UniqueConstraint(
                fields=("answer", "section"),
                name="inquiries_answerlink_once",
                violation_error_message="この部署への回答のメールは既にあります。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiryreminder",
            constraint=models.UniqueConstraint(
                fields=("answer", "due_on", "days_before"),
                name="inquiryreminder_once",
                violation_error_message="この督促は既に送っています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquiryreminder",
            constraint=models.CheckConstraint(
                condition=models.Q(("days_before__in", (5, 1))),
                name="inquiryreminder_days_before",
                violation_error_message="督促は回答期限の5開庁日前と1開庁日前に送ります。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquirystep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "returned"), _negated=True),
                    models.Q(("note", ""), _negated=True),
                    _connector="OR",
                ),
                name="inquirystep_returned_with_reason",
                violation_error_message="差戻しには理由が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquirystep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("retracted_at__isnull", True),
                        ("retracted_by__isnull", True),
                        ("retracted_by_name", ""),
                        ("retracted_reason", ""),
                    ),
                    models.Q(
                        ("retracted_at__isnull", False),
                        ("retracted_by__isnull", False),
                        models.Q(("retracted_by_name", ""), _negated=True),
                        models.Q(("retracted_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="inquirystep_retracted_whole",
                violation_error_message="撤回には日時、操作者、理由が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="inquirystep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("purged_at__isnull", True), ("retracted_at__isnull", False), _connector="OR"
                ),
                name="inquirystep_purged_is_retracted",
                violation_error_message="完全な削除には日時、操作者、理由が必要です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind__in", ["choice", "multiple"]), ("options__len__gte", 2)),
                    models.Q(
                        models.Q(("kind__in", ["choice", "multiple"]), _negated=True), ("options__len", 0)
                    ),
                    _connector="OR",
                ),
                name="question_options_with_kind",
                violation_error_message="選ぶ質問には、選択肢を2つ以上入力してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "money"), _negated=True), ("unit", "円"), _connector="OR"
                ),
                name="question_money_in_yen",
                violation_error_message="金額の単位は円です。",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        django.db.models.lookups.GreaterThanOrEqual(
                            models.Func(
                                models.F("columns"),
                                function="jsonb_array_length",
                                output_field=models.IntegerField(),
                            ),
                            1,
                        ),
                        ("kind", "table"),
                        django.db.models.lookups.LessThanOrEqual(
                            models.Func(
                                models.F("columns"),
                                function="jsonb_array_length",
                                output_field=models.IntegerField(),
                            ),
                            8,
                        ),
                    ),
                    models.Q(models.Q(("kind", "table"), _negated=True), ("columns", [])),
                    _connector="OR",
                ),
                name="question_columns_with_kind",
                violation_error_message="表の質問には、列を1つから8つまで入力してください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                fields=("inquiry", "line", "version"),
                name="question_version_once",
                violation_error_message="この質問には、同じ版が既にあります。",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_in__isnull", True)),
                fields=("inquiry", "line"),
                name="question_one_current",
                violation_error_message="いま使う版は、質問ごとに一つです。",
            ),
        ),
        migrations.AddConstraint(
            model_name="answervalue",
            constraint=models.UniqueConstraint(
                fields=("answer", "question"),
                name="answervalue_once",
                violation_error_message="この質問には既に答えています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="answervalue",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("date_until__isnull", True),
                    models.Q(("date__isnull", False), ("date_until__gte", models.F("date"))),
                    _connector="OR",
                ),
                name="answervalue_period_in_order",
                violation_error_message="終了日は、開始日以後の日にしてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="answervalue",
            constraint=models.CheckConstraint(
                condition=django.db.models.lookups.LessThanOrEqual(
                    models.Func(
                        models.F("rows"), function="jsonb_array_length", output_field=models.IntegerField()
                    ),
                    20,
                ),
                name="answervalue_rows_at_most",
                violation_error_message="表に入力できるのは20行までです。",
            ),
        ),
    ]
