import django.db.models.deletion
import django.db.models.expressions
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
                "verbose_name": "依頼の承認の設定",
                "verbose_name_plural": "依頼の承認の設定",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PamphletRequest",
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
                ("size", models.CharField(blank=True, max_length=100, verbose_name="大きさ")),
                ("grams", models.PositiveIntegerField(blank=True, null=True, verbose_name="1部の重さ（g）")),
                (
                    "copies_per_box",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="1箱の部数"),
                ),
                (
                    "copies_available",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="配布できる部数"),
                ),
                ("copies_accepted", models.PositiveIntegerField(default=0, verbose_name="受け入れの合計")),
                (
                    "minimum_per_ward",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="1区あたりの最少部数"),
                ),
                ("period_from", models.DateField(blank=True, null=True, verbose_name="配布の開始")),
                ("period_until", models.DateField(blank=True, null=True, verbose_name="配布の終了")),
                ("deliver_by", models.DateField(blank=True, null=True, verbose_name="納品の期限")),
                ("all_wards", models.BooleanField(db_default=True, default=True, verbose_name="23区すべて")),
                (
                    "answers_shown",
                    models.CharField(
                        choices=[
                            ("nobody", "見せない"),
                            ("names", "回答した区の名前だけ"),
                            ("all", "回答の内容まで"),
                        ],
                        db_default="all",
                        default="all",
                        max_length=8,
                        verbose_name="他区の回答",
                    ),
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
                    "wards",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="members.organization", verbose_name="依頼する区"
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
                "verbose_name": "パンフレット配布依頼",
                "verbose_name_plural": "パンフレット配布依頼",
                "ordering": ["-id"],
                "abstract": False,
                "indexes": [
                    models.Index(fields=["organization", "-id"], name="pamphletrequest_owner"),
                    models.Index(fields=["state", "answer_due"], name="pamphletrequest_due"),
                    models.Index(fields=["sent_at"], name="pamphlet_sent_at"),
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
                        name="pamphletrequest_whole_when_sent",
                        violation_error_message="出すには、件名、内容、回答期限が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="pamphletrequest_approved_whole",
                        violation_error_message="承認には日時と人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "review"), _negated=True),
                            models.Q(("review_asked_at__isnull", False), ("review_asked_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="pamphletrequest_review_asked",
                        violation_error_message="承認待ちには、求めた日時と人が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="pamphletrequest_closed_whole",
                        violation_error_message="終了には日時と人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("state__in", ["draft", "review", "open"])),
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            ("state", "withdrawn"),
                            _connector="OR",
                        ),
                        name="pamphletrequest_closed_with_state",
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
                        name="pamphletrequest_withdrawn_whole",
                        violation_error_message="取下げには日時、人、理由のすべてが必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ("draft", "review")),
                            ("copies_available__isnull", False),
                            _connector="OR",
                        ),
                        name="pamphlet_copies_when_sent",
                        violation_error_message="依頼を出すには、部数が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("copies_available__gte", 1), ("copies_available__lte", 1000000)),
                        name="pamphlet_copies_positive",
                        violation_error_message="配布できる部数は1部以上、1,000,000部以下にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("copies_accepted__lte", models.F("copies_available"))),
                        name="pamphlet_not_oversold",
                        violation_error_message="受け入れの合計が配布できる部数を超えています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("minimum_per_ward__isnull", True),
                            models.Q(
                                ("minimum_per_ward__gte", 1),
                                ("minimum_per_ward__lte", models.F("copies_available")),
                            ),
                            _connector="OR",
                        ),
                        name="pamphlet_minimum_within_copies",
                        violation_error_message="最少部数は、配布できる部数以下にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_from__isnull", True),
                            ("period_until__isnull", True),
                            ("period_until__gte", models.F("period_from")),
                            _connector="OR",
                        ),
                        name="pamphlet_period_in_order",
                        violation_error_message="配布の終了は、開始の日以後にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ShippingPaper",
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("letter", "依頼文"),
                            ("packing", "送付明細"),
                            ("labels", "宛名ラベル（A4 12面）"),
                            ("label", "宛名（A4 1面）"),
                        ],
                        max_length=10,
                        verbose_name="書類",
                    ),
                ),
                (
                    "query",
                    models.CharField(
                        help_text="書類を作る画面の入力", max_length=1000, verbose_name="指定した内容"
                    ),
                ),
                (
                    "pamphlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shipping_papers",
                        to="pamphlets.pamphletrequest",
                        verbose_name="依頼",
                    ),
                ),
                (
                    "requested_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="依頼した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "書類のPDF",
                "verbose_name_plural": "書類のPDF",
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
                        name="shippingpaper_finished_with_state",
                        violation_error_message="状態と終了日時が合いません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            ("expires_on__isnull", False),
                            _connector="OR",
                        ),
                        name="shippingpaper_ready_expires",
                        violation_error_message="できたものには、保存期限が必要です。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=("requested_by",),
                        name="shippingpaper_one_at_a_time",
                        violation_error_message="作成中の書類があります。できてから、次を作成してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WardAnswer",
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
                            ("waiting", "回答待ち"),
                            ("asked", "問い合わせ中"),
                            ("accepted", "受け入れ"),
                            ("partial", "条件付き受け入れ"),
                            ("declined", "辞退"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("copies", models.PositiveIntegerField(blank=True, null=True, verbose_name="受け入れる部数")),
                (
                    "places",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="配布する場所の数"),
                ),
                ("remark", models.TextField(blank=True, max_length=500, verbose_name="備考・条件・理由")),
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
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "pamphlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="pamphlets.pamphletrequest",
                        verbose_name="依頼",
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
                "verbose_name": "区の回答",
                "verbose_name_plural": "区の回答",
                "ordering": ["pamphlet", "organization"],
                "abstract": False,
                "indexes": [models.Index(fields=["organization", "state"], name="wardanswer_organization")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pamphlet", "organization"),
                        name="wardanswer_once",
                        violation_error_message="この区には既に依頼しています。",
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
                        name="wardanswer_relayed_whole",
                        violation_error_message="代わりに入力した回答には、方法、日、入力した人のすべてが必要です。",
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
                        name="wardanswer_delegated_whole",
                        violation_error_message="担当には、決めた日時と人が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("state__in", ("waiting", "asked")),
                            ),
                            models.Q(
                                models.Q(("state__in", ("waiting", "asked")), _negated=True),
                                ("answered_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="wardanswer_answered_whole",
                        violation_error_message="回答には日時が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("copies__gte", 1),
                                ("copies__isnull", False),
                                ("state__in", ("accepted", "partial")),
                            ),
                            models.Q(
                                models.Q(("state__in", ("accepted", "partial")), _negated=True),
                                ("copies__isnull", True),
                                ("places__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="wardanswer_copies_with_accepted",
                        violation_error_message="受け入れには1部以上の部数が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("declined", "partial")), _negated=True),
                            models.Q(("remark", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="wardanswer_declined_with_reason",
                        violation_error_message="辞退には理由、条件付きの受け入れには条件が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PamphletStep",
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
                            ("proposed", "起案"),
                            ("taken_back", "取戻し"),
                            ("returned", "差戻し"),
                            ("approved", "承認"),
                            ("sent", "依頼"),
                            ("changed", "変更"),
                            ("added", "区の追加"),
                            ("reminded", "督促"),
                            ("closed", "終了"),
                            ("withdrawn", "取下げ"),
                            ("delegated", "担当の割当"),
                            ("purged", "完全な削除"),
                        ],
                        max_length=12,
                        verbose_name="経過",
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
                    "pamphlet",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="pamphlets.pamphletrequest",
                        verbose_name="依頼",
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
                (
                    "answer",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="pamphlets.wardanswer",
                        verbose_name="区の回答",
                    ),
                ),
            ],
            options={
                "verbose_name": "依頼の経過",
                "verbose_name_plural": "依頼の経過",
                "ordering": ["pamphlet", "id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "returned"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="pamphletstep_returned_with_reason",
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
                        name="pamphletstep_retracted_whole",
                        violation_error_message="撤回には日時、操作者、理由が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purged_at__isnull", True), ("retracted_at__isnull", False), _connector="OR"
                        ),
                        name="pamphletstep_purged_is_retracted",
                        violation_error_message="完全な削除には日時、操作者、理由が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("dispatched_on", models.DateField(verbose_name="発送日")),
                (
                    "dispatched_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="発送の記録日時"),
                ),
                ("dispatched_by_name", models.CharField(max_length=60, verbose_name="発送した人（当時）")),
                ("boxes", models.PositiveIntegerField(blank=True, null=True, verbose_name="箱の数")),
                ("carrier", models.CharField(blank=True, max_length=60, verbose_name="運送会社")),
                ("slip_number", models.CharField(blank=True, max_length=60, verbose_name="伝票番号")),
                ("received_on", models.DateField(blank=True, null=True, verbose_name="受領日")),
                (
                    "received_count",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="受け取った部数"),
                ),
                (
                    "received_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="受け取った人（当時）"),
                ),
                ("finished_on", models.DateField(blank=True, null=True, verbose_name="配布を終えた日")),
                (
                    "handed_out",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="配布した部数"),
                ),
                ("left_over", models.PositiveIntegerField(blank=True, null=True, verbose_name="残った部数")),
                ("remark", models.TextField(blank=True, max_length=500, verbose_name="報告の備考")),
                (
                    "finished_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="配布終了を報告した人（当時）"),
                ),
                (
                    "dispatched_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="発送した人",
                    ),
                ),
                (
                    "finished_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="配布終了を報告した人",
                    ),
                ),
                (
                    "received_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="受け取った人",
                    ),
                ),
                (
                    "answer",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="delivery",
                        to="pamphlets.wardanswer",
                        verbose_name="回答",
                    ),
                ),
            ],
            options={
                "verbose_name": "発送と受領",
                "verbose_name_plural": "発送と受領",
                "ordering": ["answer"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("boxes__isnull", True),
                            models.Q(("boxes__gte", 1), ("boxes__lte", 10000)),
                            _connector="OR",
                        ),
                        name="delivery_boxes_positive",
                        violation_error_message="箱の数は1箱以上、10,000箱以下にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("received_by__isnull", True),
                                ("received_count__isnull", True),
                                ("received_on__isnull", True),
                            ),
                            models.Q(
                                ("received_by__isnull", False),
                                ("received_count__isnull", False),
                                ("received_on__isnull", False),
                                ("received_count__gte", 1),
                                ("received_count__lte", 10000000),
                            ),
                            _connector="OR",
                        ),
                        name="delivery_received_whole",
                        violation_error_message="受領には日付、1部以上の部数、人のすべてが必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("finished_by__isnull", True),
                                ("finished_on__isnull", True),
                                ("handed_out__isnull", True),
                                ("left_over__isnull", True),
                            ),
                            models.Q(
                                ("finished_by__isnull", False),
                                ("finished_on__isnull", False),
                                ("handed_out__isnull", False),
                                ("left_over__isnull", False),
                                ("received_on__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="delivery_finished_whole",
                        violation_error_message="配布終了には、受領のあとの日付、部数、人のすべてが必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_on__isnull", True),
                            ("received_on__gte", models.F("dispatched_on")),
                            _connector="OR",
                        ),
                        name="delivery_received_after_leaving",
                        violation_error_message="受領日は、発送日以後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("finished_on__isnull", True),
                            ("finished_on__gte", models.F("received_on")),
                            _connector="OR",
                        ),
                        name="delivery_finished_after_receiving",
                        violation_error_message="配布を終えた日は、受領日以後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("handed_out__isnull", True),
                            (
                                "received_count",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("handed_out"), "+", models.F("left_over")
                                ),
                            ),
                            models.Q(("remark", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="delivery_counts_add_up",
                        violation_error_message="部数の合計が受け取った部数と違うときは、備考に理由が必要です。",
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
                        to="pamphlets.wardanswer",
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
                        name="pamphlets_answerlink_once",
                        violation_error_message="この部署への回答のメールは既にあります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "side",
                    models.CharField(
                        choices=[("ward", "区"), ("owner", "依頼元")], max_length=5, verbose_name="申し出た側"
                    ),
                ),
                ("copies_before", models.PositiveIntegerField(verbose_name="変更前の部数")),
                ("copies", models.PositiveIntegerField(verbose_name="変更後の部数")),
                (
                    "places_before",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="変更前の場所の数"),
                ),
                (
                    "places",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="変更後の場所の数"),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="変更の理由")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "提案中"),
                            ("agreed", "同意"),
                            ("refused", "不同意"),
                            ("cancelled", "取消し"),
                        ],
                        default="proposed",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "proposed_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="申出日時"),
                ),
                ("proposed_by_name", models.CharField(max_length=60, verbose_name="申し出た人（当時）")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="返事の日時")),
                (
                    "decided_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="返事をした人（当時）"),
                ),
                ("decided_note", models.CharField(blank=True, max_length=500, verbose_name="返事の連絡")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="返事をした人",
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
                        verbose_name="申し出た人",
                    ),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="pamphlets.wardanswer",
                        verbose_name="回答",
                    ),
                ),
            ],
            options={
                "verbose_name": "部数の変更の申出",
                "verbose_name_plural": "部数の変更の申出",
                "ordering": ["answer", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("answer",),
                        name="answerchange_one_open",
                        violation_error_message="この区には、返事を待っている変更の申出があります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True),
                        name="answerchange_with_reason",
                        violation_error_message="変更には理由が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("copies__lte", 1000000)),
                        name="answerchange_copies_within",
                        violation_error_message="部数は1,000,000部以下にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("copies", models.F("copies_before")), _negated=True),
                            models.Q(("places__isnull", False), ("places_before__isnull", True)),
                            models.Q(("places__isnull", True), ("places_before__isnull", False)),
                            models.Q(("places", models.F("places_before")), _negated=True),
                            _connector="OR",
                        ),
                        name="answerchange_changes_something",
                        violation_error_message="今の部数や場所の数と同じです。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "proposed"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            models.Q(
                                ("state", "proposed"),
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="answerchange_decided_whole",
                        violation_error_message="返事には日時と人の両方が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WardClosure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="始まり")),
                ("ends_on", models.DateField(verbose_name="終わり")),
                ("reason", models.CharField(blank=True, max_length=100, verbose_name="理由")),
                (
                    "ward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="特別区",
                    ),
                ),
            ],
            options={
                "verbose_name": "受取りのできない期間",
                "verbose_name_plural": "受取りのできない期間",
                "ordering": ["ward", "starts_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="wardclosure_in_order",
                        violation_error_message="終わりの日は、始まりの日以後にしてください。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WardPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=100, verbose_name="場所の名称")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="置ける部数")),
                ("takes_deliveries", models.BooleanField(default=False, verbose_name="ここへ直接届けられる")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="住所")),
                ("hours", models.CharField(blank=True, max_length=100, verbose_name="受取りの時間")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="補足")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="廃止日時")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="廃止した人",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="特別区",
                    ),
                ),
            ],
            options={
                "verbose_name": "配布場所",
                "verbose_name_plural": "配布場所",
                "ordering": ["ward", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("ward", "name"),
                        name="wardplace_name_once",
                        violation_error_message="同じ名称の場所があります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("capacity__isnull", True),
                            models.Q(("capacity__gte", 1), ("capacity__lte", 1000000)),
                            _connector="OR",
                        ),
                        name="wardplace_capacity_positive",
                        violation_error_message="置ける部数は1部以上にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("takes_deliveries", False),
                            models.Q(("address", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="wardplace_delivery_with_address",
                        violation_error_message="直接届けられる場所には住所が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="wardplace_closed_whole",
                        violation_error_message="廃止には日時と人の両方が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AnswerPlace",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place_name", models.CharField(max_length=100, verbose_name="場所の名称（当時）")),
                ("copies", models.PositiveIntegerField(verbose_name="部数")),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shares",
                        to="pamphlets.wardanswer",
                        verbose_name="回答",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="pamphlets.wardplace",
                        verbose_name="配布場所",
                    ),
                ),
            ],
            options={
                "verbose_name": "配布場所の内訳",
                "verbose_name_plural": "配布場所の内訳",
                "ordering": ["answer", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "place"),
                        name="answerplace_once",
                        violation_error_message="同じ場所が2つあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("copies__gte", 1)),
                        name="answerplace_copies_positive",
                        violation_error_message="部数は1部以上にしてください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WardQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(max_length=1000, verbose_name="問い合わせ")),
                (
                    "asked_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="問い合わせ日時"),
                ),
                ("asked_by_name", models.CharField(max_length=60, verbose_name="問い合わせた人（当時）")),
                ("reply", models.TextField(blank=True, max_length=1000, verbose_name="返事")),
                ("replied_at", models.DateTimeField(blank=True, null=True, verbose_name="返事の日時")),
                (
                    "replied_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="返事をした人（当時）"),
                ),
                (
                    "answer",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="pamphlets.wardanswer",
                        verbose_name="回答",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="問い合わせた人",
                    ),
                ),
                (
                    "replied_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="返事をした人",
                    ),
                ),
            ],
            options={
                "verbose_name": "区からの問い合わせ",
                "verbose_name_plural": "区からの問い合わせ",
                "ordering": ["answer", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("replied_at__isnull", True), ("replied_by__isnull", True), ("reply", "")
                            ),
                            models.Q(
                                ("replied_at__isnull", False),
                                ("replied_by__isnull", False),
                                models.Q(("reply", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="wardquestion_replied_whole",
                        violation_error_message="返事には文、日時、人のすべてが必要です。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WardReminder",
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
                        to="pamphlets.wardanswer",
                        verbose_name="回答",
                    ),
                ),
            ],
            options={
                "verbose_name": "督促",
                "verbose_name_plural": "督促",
                "ordering": ["answer", "id"],
                "abstract": False,
                "constraints": [
                    models.UniqueConstraint(
                        fields=("answer", "due_on", "days_before"),
                        name="wardreminder_once",
                        violation_error_message="この督促は既に送っています。",
                    ),
                    models.UniqueConstraint(
                        fields=("answer", "asked_on"),
                        name="wardreminder_once_a_day",
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
                        name="wardreminder_days_before",
                        violation_error_message="督促は回答期限の5開庁日前と1開庁日前に送ります。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="WardRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "limit",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="1件あたりの上限（部）"),
                ),
                (
                    "cannot_take",
                    models.TextField(blank=True, max_length=1000, verbose_name="受け取れないもの"),
                ),
                ("delivery_to", models.CharField(blank=True, max_length=100, verbose_name="届け先")),
                (
                    "delivery_address",
                    models.CharField(blank=True, max_length=200, verbose_name="届け先の住所"),
                ),
                ("delivery_hours", models.CharField(blank=True, max_length=100, verbose_name="受取りの時間")),
                ("note", models.TextField(blank=True, max_length=1000, verbose_name="そのほかの条件")),
                (
                    "updated_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="更新日時"),
                ),
                (
                    "updated_by_name",
                    models.CharField(blank=True, max_length=60, verbose_name="更新した人（当時）"),
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
                (
                    "ward",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="特別区",
                    ),
                ),
            ],
            options={
                "verbose_name": "区の受入条件",
                "verbose_name_plural": "区の受入条件",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("limit__isnull", True),
                            models.Q(("limit__gte", 1), ("limit__lte", 1000000)),
                            _connector="OR",
                        ),
                        name="wardrule_limit_positive",
                        violation_error_message="上限は1部以上にしてください。",
                    )
                ],
            },
        ),
    ]
