import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.lookups
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ApprovalRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "needs_approval",
                    models.BooleanField(default=False, verbose_name="代表担当者の承認を受けてから出す"),
                ),
                (
                    "updated_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="更新日時"),
                ),
                (
                    "updated_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="更新した人（当時）"),
                ),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "updated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="更新した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "照会の承認の設定",
                "verbose_name_plural": "照会の承認の設定",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Inquiry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=70,
                        verbose_name="団体名（当時）",
                    ),
                ),
                ("author_name", models.CharField(max_length=60, verbose_name="担当者名（当時）")),
                ("title", models.CharField(blank=True, max_length=100, verbose_name="件名")),
                ("description", models.TextField(blank=True, max_length=5000, verbose_name="内容")),
                ("answer_due", models.DateField(blank=True, null=True, verbose_name="回答期限")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "下書き"),
                            ("review", "承認待ち"),
                            ("open", "受付中"),
                            ("closed", "終了"),
                            ("withdrawn", "取下げ"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="作成日時"),
                ),
                (
                    "saved_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="最終保存日時"),
                ),
                (
                    "review_asked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="承認を求めた日時"),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="承認日時")),
                (
                    "returned_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="差し戻した理由"),
                ),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="依頼日時")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="終了日時")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="取下げ日時")),
                (
                    "withdrawn_reason",
                    models.CharField(blank=True, max_length=500, verbose_name="取下げの理由"),
                ),
                (
                    "reach",
                    models.CharField(
                        choices=[
                            ("members", "すべての会員"),
                            ("wards", "23区すべて"),
                            ("prefectures", "都道府県で選ぶ"),
                            ("chosen", "団体を選ぶ"),
                        ],
                        default="wards",
                        max_length=12,
                        verbose_name="照会先",
                    ),
                ),
                (
                    "prefectures",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=4),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="都道府県",
                    ),
                ),
                (
                    "results_shown",
                    models.CharField(
                        choices=[
                            ("nobody", "見せない"),
                            ("counts", "集計だけ"),
                            ("all", "団体ごとの回答まで"),
                        ],
                        default="nobody",
                        max_length=8,
                        verbose_name="結果の公開",
                    ),
                ),
                (
                    "needs_representative",
                    models.BooleanField(default=False, verbose_name="代表担当者による確認を求める"),
                ),
                ("is_template", models.BooleanField(default=False, verbose_name="ひな形")),
                ("questions_version", models.PositiveIntegerField(default=1, verbose_name="質問の版")),
                (
                    "progress_told_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="回答の状況を知らせた日時"),
                ),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承認した人",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
                    ),
                ),
                (
                    "chosen",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="members.organization", verbose_name="選んだ団体"
                    ),
                ),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="終了した人",
                    ),
                ),
                (
                    "copied_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="inquiries.inquiry",
                        verbose_name="複製元",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="依頼元",
                    ),
                ),
                (
                    "review_asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="承認を求めた人",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="最終保存者",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.section",
                        verbose_name="担当部署",
                    ),
                ),
                (
                    "sent_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="依頼した人",
                    ),
                ),
                (
                    "withdrawn_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取り下げた人",
                    ),
                ),
            ],
            options={
                "verbose_name": "照会",
                "verbose_name_plural": "照会",
                "ordering": ["-id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organization", "-id"], name="inquiry_owner"),
                    models.Index(fields=["state", "answer_due"], name="inquiry_due"),
                ],
                "constraints": [
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="inquiry_approved_whole",
                        violation_error_message="承認には日時と人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "review"), _negated=True),
                            models.Q(("review_asked_at__isnull", False), ("review_asked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="inquiry_review_asked",
                        violation_error_message="承認待ちには、求めた日時と人が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="inquiry_closed_whole",
                        violation_error_message="終了には日時と人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state__in", ["draft", "review", "open"])),
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            ("state", "withdrawn"),
                            _connector="OR",
                        ),
                        name="inquiry_closed_with_state",
                        violation_error_message="状態と終了日時が合いません。",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("draft", "review")), ("is_template", False), _connector="OR"
                        ),
                        name="inquiry_no_template_sent",
                        violation_error_message="ひな形は出せません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FileExport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("building", "作成中"),
                            ("ready", "できました"),
                            ("failed", "失敗"),
                            ("stopped", "取りやめ"),
                            ("deleted", "削除済"),
                        ],
                        default="building",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("requested_by_name", models.CharField(max_length=60, verbose_name="依頼した人（当時）")),
                (
                    "requested_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="依頼日時"),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="終了日時")),
                ("expires_on", models.DateField(blank=True, null=True, verbose_name="保存期限")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="できなかった理由")),
                (
                    "total",
                    models.PositiveIntegerField(
                        default=0, help_text="数えられないものは0。", verbose_name="全体の数"
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="済んだ数")),
                ("size", models.PositiveBigIntegerField(default=0, verbose_name="大きさ（バイト）")),
                ("query", models.CharField(blank=True, max_length=1000, verbose_name="結果の表の条件")),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="依頼した人",
                    ),
                ),
                (
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="inquiries.inquiry",
                        verbose_name="照会",
                    ),
                ),
            ],
            options={
                "verbose_name": "回答のファイルのZIP",
                "verbose_name_plural": "回答のファイルのZIP",
                "ordering": ["-id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state", "building")),
                            models.Q(
                                models.Q(("state", "building"), _negated=True), ("finished_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="fileexport_finished_with_state",
                        violation_error_message="状態と終了日時が合いません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            ("expires_on__isnull", False),
                            _connector="OR",
                        ),
                        name="fileexport_ready_expires",
                        violation_error_message="できたものには、保存期限が必要です。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=("requested_by",),
                        name="fileexport_one_at_a_time",
                        violation_error_message="作成中のZIPがあります。できてから、次を作成してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InquiryAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=70,
                        verbose_name="団体名（当時）",
                    ),
                ),
                ("added_at", models.DateTimeField(blank=True, null=True, verbose_name="追加で依頼した日時")),
                ("read_at", models.DateTimeField(blank=True, null=True, verbose_name="確認日時")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="回答日時")),
                (
                    "answered_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="回答者名（当時）"),
                ),
                (
                    "answered_section_name",
                    models.CharField(blank=True, max_length=100, verbose_name="回答した部署（当時）"),
                ),
                (
                    "relayed_via",
                    models.CharField(
                        blank=True,
                        choices=[("telephone", "電話"), ("fax", "FAX"), ("other", "面談・郵送など")],
                        max_length=10,
                        verbose_name="聞き取りの方法",
                    ),
                ),
                ("relayed_on", models.DateField(blank=True, null=True, verbose_name="聞き取った日")),
                (
                    "relayed_by_name",
                    models.CharField(blank=True, max_length=160, verbose_name="代わりに入力した人（当時）"),
                ),
                (
                    "delegated_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="担当を決めた日時"),
                ),
                ("delegated_note", models.CharField(blank=True, max_length=300, verbose_name="担当への連絡")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unread", "未読"),
                            ("read", "既読（未回答）"),
                            ("answered", "回答済"),
                            ("none", "該当なし"),
                        ],
                        default="unread",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("drafted_at", models.DateTimeField(blank=True, null=True, verbose_name="下書きの保存日時")),
                (
                    "drafted_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="下書きを保存した人（当時）"),
                ),
                ("proposed_at", models.DateTimeField(blank=True, null=True, verbose_name="確認を求めた日時")),
                (
                    "proposed_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="確認を求めた人（当時）"),
                ),
                ("remark", models.TextField(blank=True, max_length=1000, verbose_name="備考")),
                (
                    "questions_version",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="回答した質問の版"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="回答者",
                    ),
                ),
                (
                    "answered_section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.section",
                        verbose_name="回答した部署",
                    ),
                ),
                (
                    "delegated_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当を決めた人",
                    ),
                ),
                (
                    "delegated_section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.section",
                        verbose_name="回答の担当部署",
                    ),
                ),
                (
                    "delegated_to",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="回答の担当者",
                    ),
                ),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="下書きを保存した人",
                    ),
                ),
                (
                    "drafted_section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.section",
                        verbose_name="下書きを保存した部署",
                    ),
                ),
                (
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="inquiries.inquiry",
                        verbose_name="照会",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認を求めた人",
                    ),
                ),
                (
                    "read_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認した人",
                    ),
                ),
                (
                    "relayed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="代わりに入力した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "照会への回答",
                "verbose_name_plural": "照会への回答",
                "ordering": ["inquiry", "organization"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organization", "state"], name="inquiryanswer_organization")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("inquiry", "organization"),
                        name="inquiryanswer_once",
                        violation_error_message="この団体には既に照会しています。",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "unread"), _negated=True), ("read_at__isnull", False)
                            ),
                            models.Q(("state", "unread"), ("read_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="inquiryanswer_read_whole",
                        violation_error_message="既読には日時が必要です。",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("proposed_at__isnull", True),
                                ("proposed_by__isnull", True),
                                ("proposed_by_name", ""),
                            ),
                            models.Q(
                                models.Q(("proposed_by_name", ""), _negated=True),
                                ("proposed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="inquiryanswer_proposed_whole",
                        violation_error_message="確認の求めには日時と人が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="作成日時"),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.section",
                        verbose_name="担当部署",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="inquiries.inquiryanswer",
                        verbose_name="回答",
                    ),
                ),
            ],
            options={
                "verbose_name": "メールからの回答",
                "verbose_name_plural": "メールからの回答",
                "ordering": ["answer", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "section"),
                        name="inquiries_answerlink_once",
                        violation_error_message="この部署への回答のメールは既にあります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="InquiryReminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due_on", models.DateField(verbose_name="回答期限（当時）")),
                (
                    "days_before",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="期限までの開庁日数"
                    ),
                ),
                ("asked_on", models.DateField(blank=True, null=True, verbose_name="依頼元が督促した日")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="inquiries.inquiryanswer",
                        verbose_name="回答",
                    ),
                ),
            ],
            options={
                "verbose_name": "照会の督促",
                "verbose_name_plural": "照会の督促",
                "ordering": ["answer", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "due_on", "days_before"),
                        name="inquiryreminder_once",
                        violation_error_message="この督促は既に送っています。",
                    ),
                    models.UniqueConstraint(
                        fields=("answer", "asked_on"),
                        name="inquiryreminder_once_a_day",
                        violation_error_message="この団体には、今日すでに督促を送っています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("asked_on__isnull", True),
                                ("days_before__in", (5, 1)),
                                ("days_before__isnull", False),
                            ),
                            models.Q(("asked_on__isnull", False), ("days_before__isnull", True)),
                            _connector="OR",
                        ),
                        name="inquiryreminder_days_before",
                        violation_error_message="督促は回答期限の5開庁日前と1開庁日前に送ります。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="InquiryStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("retracted_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回した日時")),
                (
                    "retracted_by_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=160,
                        verbose_name="撤回した人（当時）",
                    ),
                ),
                (
                    "retracted_reason",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=500, verbose_name="撤回の理由"
                    ),
                ),
                ("purged_at", models.DateTimeField(blank=True, null=True, verbose_name="完全に削除した日時")),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="理由・連絡")),
                (
                    "changes",
                    models.JSONField(
                        default=dict, help_text="項目名から [変更前, 変更後] へ", verbose_name="変わった項目"
                    ),
                ),
                ("by_name", models.CharField(blank=True, max_length=60, verbose_name="担当者名（当時）")),
                (
                    "section_name",
                    models.CharField(blank=True, max_length=100, verbose_name="担当部署（当時）"),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("sent", "照会"),
                            ("changed", "質問の変更"),
                            ("extended", "回答期限の変更"),
                            ("added", "照会先の追加"),
                            ("closed", "終了"),
                            ("withdrawn", "取下げ"),
                            ("reminded", "督促"),
                            ("delegated", "担当の割当"),
                            ("drafted", "下書きの保存"),
                            ("proposed", "確認の求め"),
                            ("returned", "差戻し"),
                            ("taken_back", "取戻し"),
                            ("approved", "承認"),
                            ("answered", "回答"),
                            ("corrected", "訂正"),
                            ("purged", "完全な削除"),
                        ],
                        max_length=12,
                        verbose_name="経過",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="inquiries.inquiryanswer",
                        verbose_name="回答",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
                    ),
                ),
                (
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="inquiries.inquiry",
                        verbose_name="照会",
                    ),
                ),
                (
                    "retracted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="撤回した人",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.section",
                        verbose_name="担当部署",
                    ),
                ),
            ],
            options={
                "verbose_name": "照会の経過",
                "verbose_name_plural": "照会の経過",
                "ordering": ["inquiry", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "returned"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="inquirystep_returned_with_reason",
                        violation_error_message="差戻しには理由が必要です。",
                    ),
                    models.CheckConstraint(
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
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purged_at__isnull", True), ("retracted_at__isnull", False), _connector="OR"
                        ),
                        name="inquirystep_purged_is_retracted",
                        violation_error_message="完全な削除には日時、操作者、理由が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("line", models.PositiveIntegerField(verbose_name="質問の番号（内部）")),
                ("position", models.PositiveIntegerField(verbose_name="並び順")),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版")),
                ("since", models.PositiveIntegerField(default=1, verbose_name="この版になった質問の版")),
                (
                    "retired_in",
                    models.PositiveIntegerField(
                        blank=True, null=True, verbose_name="この版でなくなった質問の版"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "文章"),
                            ("number", "数"),
                            ("money", "金額"),
                            ("yes_no", "はい・いいえ"),
                            ("choice", "一つ選ぶ"),
                            ("multiple", "いくつでも選ぶ"),
                            ("date", "日付"),
                            ("period", "期間"),
                            ("file", "ファイル"),
                            ("table", "表"),
                        ],
                        max_length=8,
                        verbose_name="答え方",
                    ),
                ),
                ("label", models.CharField(max_length=300, verbose_name="質問")),
                ("help_text", models.CharField(blank=True, max_length=500, verbose_name="補足")),
                ("unit", models.CharField(blank=True, max_length=20, verbose_name="単位")),
                ("required", models.BooleanField(default=True, verbose_name="必須")),
                (
                    "options",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="選択肢",
                    ),
                ),
                ("columns", models.JSONField(blank=True, default=list, verbose_name="表の列")),
                (
                    "inquiry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="inquiries.inquiry",
                        verbose_name="照会",
                    ),
                ),
            ],
            options={
                "verbose_name": "質問",
                "verbose_name_plural": "質問",
                "ordering": ["inquiry", "position", "line", "version"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind__in", ["choice", "multiple"]), ("options__len__gte", 2)),
                            models.Q(
                                models.Q(("kind__in", ["choice", "multiple"]), _negated=True),
                                ("options__len", 0),
                            ),
                            _connector="OR",
                        ),
                        name="question_options_with_kind",
                        violation_error_message="選ぶ質問には、選択肢を2つ以上入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "money"), _negated=True), ("unit", "円"), _connector="OR"
                        ),
                        name="question_money_in_yen",
                        violation_error_message="金額の単位は円です。",
                    ),
                    models.CheckConstraint(
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
                    models.UniqueConstraint(
                        fields=("inquiry", "line", "version"),
                        name="question_version_once",
                        violation_error_message="この質問には、同じ版が既にあります。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_in__isnull", True)),
                        fields=("inquiry", "line"),
                        name="question_one_current",
                        violation_error_message="いま使う版は、質問ごとに一つです。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerValue",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=2000, verbose_name="文章")),
                (
                    "number",
                    models.DecimalField(
                        blank=True, decimal_places=3, max_digits=18, null=True, verbose_name="数"
                    ),
                ),
                ("date", models.DateField(blank=True, null=True, verbose_name="日付")),
                ("date_until", models.DateField(blank=True, null=True, verbose_name="期間の終わり")),
                (
                    "chosen",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=100),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="選んだもの",
                    ),
                ),
                ("rows", models.JSONField(blank=True, default=list, verbose_name="表の行")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="values",
                        to="inquiries.inquiryanswer",
                        verbose_name="回答",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="values",
                        to="inquiries.question",
                        verbose_name="質問",
                    ),
                ),
            ],
            options={
                "verbose_name": "回答の値",
                "verbose_name_plural": "回答の値",
                "ordering": ["answer", "question"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "question"),
                        name="answervalue_once",
                        violation_error_message="この質問には既に答えています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("date_until__isnull", True),
                            models.Q(("date__isnull", False), ("date_until__gte", models.F("date"))),
                            _connector="OR",
                        ),
                        name="answervalue_period_in_order",
                        violation_error_message="終了日は、開始日以後の日にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=django.db.models.lookups.LessThanOrEqual(
                            models.Func(
                                models.F("rows"),
                                function="jsonb_array_length",
                                output_field=models.IntegerField(),
                            ),
                            20,
                        ),
                        name="answervalue_rows_at_most",
                        violation_error_message="表に入力できるのは20行までです。",
                    ),
                ],
            },
        ),
    ]
