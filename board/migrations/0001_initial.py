import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("common", "0001_initial"),
        ("members", "0001_initial"),
    ]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE board_activity", "DROP SEQUENCE board_activity"),
        migrations.CreateModel(
            name="Archive",
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
                ("with_hidden", models.BooleanField(default=False, verbose_name="非表示を含める")),
                ("with_talks", models.BooleanField(default=False, verbose_name="相談を含める")),
                ("replies_done", models.PositiveIntegerField(default=0, verbose_name="書き出した返信")),
                ("files_done", models.PositiveIntegerField(default=0, verbose_name="書き出した添付ファイル")),
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
                "verbose_name": "掲示板の保存用一式",
                "verbose_name_plural": "掲示板の保存用一式",
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
                        name="archive_finished_with_state",
                        violation_error_message="状態と終了日時が合いません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            ("expires_on__isnull", False),
                            _connector="OR",
                        ),
                        name="archive_ready_expires",
                        violation_error_message="できたものには、保存期限が必要です。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=("finished_at",),
                        name="archive_one_at_a_time",
                        nulls_distinct=False,
                        violation_error_message="作成中のものがあります。終わってから、次を作成してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NotificationRhythm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "rhythm",
                    models.CharField(
                        choices=[
                            (
                                "default",
                                "事務局の投稿、返信、名指しはそのつど、そのほかの新しい投稿は週1回まとめて（週の最初の開庁日の朝8時30分）",
                            ),
                            ("at_once", "そのつど"),
                            ("daily", "1日1回まとめて（開庁日の朝8時30分）"),
                            ("weekly", "週1回まとめて（週の最初の開庁日の朝8時30分）"),
                        ],
                        max_length=7,
                        verbose_name="頻度",
                    ),
                ),
                (
                    "with_pending",
                    models.BooleanField(
                        db_default=True, default=True, verbose_name="対応が必要なことの一覧を受け取る"
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知の頻度",
                "verbose_name_plural": "通知の頻度",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("section__isnull", True), ("user__isnull", False)),
                            models.Q(("section__isnull", False), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="notificationrhythm_one_owner",
                        violation_error_message="担当者か担当部署のどちらか一方を選んでください。",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "section"), name="notificationrhythm_once", nulls_distinct=False
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadingFloor",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="reading_floor",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("activity_no", models.BigIntegerField(verbose_name="活動番号")),
            ],
            options={
                "verbose_name": "既読の床",
                "verbose_name_plural": "既読の床",
            },
        ),
        migrations.CreateModel(
            name="Topic",
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
                ("hidden_at", models.DateTimeField(blank=True, null=True, verbose_name="非表示の日時")),
                ("hidden_reason", models.CharField(blank=True, max_length=500, verbose_name="非表示の理由")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposal", "連携提案"),
                            ("call", "参加募集"),
                            ("notice", "事業の周知"),
                            ("promotion", "広報誌・動画の紹介"),
                            ("talk", "相談"),
                        ],
                        max_length=12,
                        verbose_name="種類",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "下書き"), ("open", "受付中"), ("closed", "終了")],
                        default="draft",
                        max_length=8,
                        verbose_name="状態",
                    ),
                ),
                ("author_name", models.CharField(max_length=60, verbose_name="作成者名（当時）")),
                (
                    "stage",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("recruiting", "募集中"),
                            ("talking", "協議中"),
                            ("agreed", "成立"),
                            ("dropped", "見送り"),
                            ("done", "実施済"),
                        ],
                        db_default="",
                        default="",
                        max_length=12,
                        verbose_name="提案の段階",
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[
                            ("all", "会員のすべての団体"),
                            ("wards", "特別区のみ"),
                            ("chosen", "選んだ団体のみ"),
                        ],
                        db_default="all",
                        default="all",
                        max_length=8,
                        verbose_name="公開範囲",
                    ),
                ),
                (
                    "asks_read_receipts",
                    models.BooleanField(db_default=False, default=False, verbose_name="既読の団体を記録する"),
                ),
                ("title", models.CharField(blank=True, max_length=100, verbose_name="件名")),
                ("body", models.TextField(blank=True, max_length=10000, verbose_name="本文")),
                (
                    "themes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("industry", "産業"),
                                ("tourism", "観光"),
                                ("culture", "文化"),
                                ("sports", "スポーツ"),
                                ("education", "教育"),
                                ("environment", "環境"),
                                ("disaster", "防災"),
                                ("health", "健康"),
                                ("welfare", "福祉"),
                                ("migration", "移住・定住"),
                                ("publicity", "情報発信"),
                                ("general", "総合"),
                            ],
                            max_length=12,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                        verbose_name="テーマ",
                    ),
                ),
                (
                    "offer",
                    models.TextField(blank=True, max_length=2000, verbose_name="こちらから提供できること"),
                ),
                ("seek", models.TextField(blank=True, max_length=2000, verbose_name="相手に求めること")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="始まり")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="終わり")),
                ("period_note", models.CharField(blank=True, max_length=100, verbose_name="時期の補足")),
                ("all_wards", models.BooleanField(default=True, verbose_name="すべての区")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="場所")),
                ("places", models.PositiveIntegerField(blank=True, null=True, verbose_name="募集数")),
                ("deadline", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("link", models.URLField(blank=True, max_length=500, verbose_name="リンク")),
                (
                    "budget",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="予算の考え方"
                    ),
                ),
                (
                    "programme",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=100, verbose_name="事業名"
                    ),
                ),
                (
                    "event_path",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=100, verbose_name="関連するイベント"
                    ),
                ),
                ("excerpt", models.CharField(blank=True, max_length=121, verbose_name="抜粋")),
                ("body_html", models.TextField(blank=True, verbose_name="表示用の本文")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="作成日時"),
                ),
                (
                    "saved_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="最終保存日時"),
                ),
                ("version", models.PositiveIntegerField(default=1, verbose_name="版")),
                (
                    "saved_from",
                    models.UUIDField(
                        blank=True, editable=False, null=True, verbose_name="最後に保存した画面"
                    ),
                ),
                (
                    "unparsed",
                    models.JSONField(
                        blank=True,
                        db_default={},
                        default=dict,
                        help_text="項目名から入力のままの値へ",
                        verbose_name="読み取れなかった入力",
                    ),
                ),
                ("published_at", models.DateTimeField(blank=True, null=True, verbose_name="公開日時")),
                ("publish_at", models.DateTimeField(blank=True, null=True, verbose_name="公開の予約")),
                (
                    "review_asked_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="承認を求めた日時"),
                ),
                ("approved_at", models.DateTimeField(blank=True, null=True, verbose_name="承認日時")),
                (
                    "schedule_problem",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=200,
                        verbose_name="予約どおりに公開できなかった理由",
                    ),
                ),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="公開後の更新日時")),
                (
                    "edit_no",
                    models.BigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="更新の活動番号"
                    ),
                ),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="終了日時")),
                ("locked_at", models.DateTimeField(blank=True, null=True, verbose_name="書込み停止の日時")),
                (
                    "locked_reason",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=500, verbose_name="書込み停止の理由"
                    ),
                ),
                ("merged_at", models.DateTimeField(blank=True, null=True, verbose_name="統合日時")),
                ("pinned_at", models.DateTimeField(blank=True, null=True, verbose_name="固定表示の日時")),
                ("pinned_until", models.DateField(blank=True, null=True, verbose_name="固定表示の終わり")),
                ("reply_count", models.PositiveIntegerField(default=0, verbose_name="返信数")),
                ("file_count", models.PositiveSmallIntegerField(default=0, verbose_name="添付数")),
                ("last_activity_at", models.DateTimeField(blank=True, null=True, verbose_name="最終更新")),
                (
                    "activity_no",
                    models.BigIntegerField(blank=True, editable=False, null=True, verbose_name="活動番号"),
                ),
                (
                    "audience_organizations",
                    models.ManyToManyField(
                        blank=True,
                        related_name="topics_for_us",
                        to="members.organization",
                        verbose_name="公開する団体",
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作成者",
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
                    "hidden_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="非表示にした人",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="書込みを止めた人",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="統合した人",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged_topics",
                        to="board.topic",
                        verbose_name="統合先",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="members.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="talks",
                        to="board.topic",
                        verbose_name="相談のもとの投稿",
                    ),
                ),
                (
                    "pinned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="固定した人",
                    ),
                ),
                (
                    "published_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公開した人",
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
                    "saved_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="最終保存者",
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
                    "scheduled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="公開を予約した人",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="topics",
                        to="members.section",
                        verbose_name="担当部署",
                    ),
                ),
                (
                    "wards",
                    models.ManyToManyField(
                        blank=True,
                        related_name="topics_addressed_to_us",
                        to="members.organization",
                        verbose_name="希望する区",
                    ),
                ),
            ],
            options={
                "verbose_name": "投稿",
                "verbose_name_plural": "投稿",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("hidden_at__isnull", True), ("published_at__isnull", False)),
                        fields=["-activity_no"],
                        include=(
                            "id",
                            "kind",
                            "audience",
                            "organization",
                            "merged_into",
                            "pinned_at",
                            "pinned_until",
                        ),
                        name="topic_by_activity",
                    ),
                    models.Index(
                        condition=models.Q(("hidden_at__isnull", True), ("published_at__isnull", False)),
                        fields=["-published_at", "-id"],
                        include=("kind", "audience", "organization", "merged_into"),
                        name="topic_by_publication",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("deadline__isnull", False), ("hidden_at__isnull", True), ("state", "open")
                        ),
                        fields=["deadline", "id"],
                        name="topic_by_deadline",
                    ),
                    models.Index(
                        models.F("organization"),
                        models.OrderBy(models.F("activity_no"), descending=True),
                        condition=models.Q(("hidden_at__isnull", True), ("published_at__isnull", False)),
                        name="topic_by_organization",
                    ),
                    models.Index(
                        condition=models.Q(("hidden_at__isnull", True), ("published_at__isnull", False)),
                        fields=["kind", "-activity_no"],
                        include=("id", "audience", "organization", "merged_into"),
                        name="topic_by_kind",
                    ),
                    models.Index(
                        condition=models.Q(("hidden_at__isnull", True), ("published_at__isnull", False)),
                        fields=["state", "-activity_no"],
                        include=("id", "kind", "audience", "organization", "merged_into"),
                        name="topic_by_state",
                    ),
                    models.Index(
                        models.F("stage"),
                        models.OrderBy(models.F("activity_no"), descending=True),
                        condition=models.Q(
                            ("hidden_at__isnull", True),
                            ("published_at__isnull", False),
                            models.Q(("stage", ""), _negated=True),
                        ),
                        name="topic_by_stage",
                    ),
                    models.Index(
                        condition=models.Q(("hidden_at__isnull", True), ("published_at__isnull", False)),
                        fields=["-reply_count", "-activity_no"],
                        include=("id", "kind", "audience", "organization", "merged_into"),
                        name="topic_by_replies",
                    ),
                    models.Index(
                        condition=models.Q(
                            ("hidden_at__isnull", True),
                            ("published_at__isnull", False),
                            ("deadline__isnull", False),
                        ),
                        fields=["deadline", "id"],
                        name="topic_with_deadline",
                    ),
                    models.Index(
                        condition=models.Q(("state", "draft")),
                        fields=["organization", "-saved_at"],
                        name="topic_drafts",
                    ),
                    django.contrib.postgres.indexes.GinIndex(fields=["themes"], name="topic_themes"),
                    models.Index(
                        condition=models.Q(("publish_at__isnull", False)),
                        fields=["publish_at"],
                        name="topic_scheduled",
                    ),
                    models.Index(
                        condition=models.Q(("edit_no__isnull", False)),
                        fields=["edit_no"],
                        name="topic_by_edit",
                    ),
                    models.Index(
                        condition=models.Q(("pinned_at__isnull", False)),
                        fields=["pinned_at"],
                        name="topic_pinned",
                    ),
                    models.Index(
                        condition=models.Q(("hidden_at__isnull", False)),
                        fields=["hidden_at"],
                        name="topic_hidden",
                    ),
                    models.Index(
                        condition=models.Q(("locked_at__isnull", False)),
                        fields=["locked_at"],
                        name="topic_locked",
                    ),
                    models.Index(
                        condition=models.Q(("merged_into__isnull", False)),
                        fields=["merged_at"],
                        name="topic_merged",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("activity_no",), name="topic_activity_no"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                ("published_at__isnull", False),
                                ("published_by__isnull", False),
                            ),
                            models.Q(
                                ("state", "draft"),
                                ("published_at__isnull", True),
                                ("published_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="topic_published_whole",
                        violation_error_message="公開した投稿には公開日時と公開者が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("activity_no__isnull", True),
                                ("last_activity_at__isnull", True),
                                ("published_at__isnull", True),
                            ),
                            models.Q(
                                ("activity_no__isnull", False),
                                ("last_activity_at__isnull", False),
                                ("published_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="topic_activity_no_whole",
                        violation_error_message="公開した投稿には活動番号が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", False), ("state", "closed")),
                            models.Q(
                                models.Q(("state", "closed"), _negated=True),
                                ("closed_at__isnull", True),
                                ("closed_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="topic_closed_at_with_state",
                        violation_error_message="終了した投稿には終了日時が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("kind", "proposal"), ("stage", ""), _connector="OR"),
                        name="topic_stage_of_proposals",
                        violation_error_message="段階を持つのは連携提案だけです。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "proposal"), _negated=True),
                            models.Q(("stage", ""), ("state", "draft")),
                            models.Q(
                                models.Q(("state", "draft"), _negated=True),
                                models.Q(("stage", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="topic_published_proposal_with_stage",
                        violation_error_message="公開した連携提案には段階が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("audience", "chosen"), ("kind", "talk"), ("parent__isnull", False)),
                            models.Q(models.Q(("kind", "talk"), _negated=True), ("parent__isnull", True)),
                            _connector="OR",
                        ),
                        name="topic_talk_with_parent",
                        violation_error_message="相談には、もとの投稿と相手の団体が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("publish_at__isnull", True), ("scheduled_by__isnull", True)),
                            models.Q(
                                ("publish_at__isnull", False),
                                ("scheduled_by__isnull", False),
                                ("state", "draft"),
                            ),
                            _connector="OR",
                        ),
                        name="topic_scheduled_at_and_by",
                        violation_error_message="公開の予約は、下書きに日時と予約した人をそろえてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("review_asked_at__isnull", True), ("review_asked_by__isnull", True)),
                            models.Q(
                                ("publish_at__isnull", True),
                                ("review_asked_at__isnull", False),
                                ("review_asked_by__isnull", False),
                                ("state", "draft"),
                            ),
                            _connector="OR",
                        ),
                        name="topic_review_asked_whole",
                        violation_error_message="承認待ちは、下書きに求めた日時と人をそろえてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="topic_approved_whole",
                        violation_error_message="承認には日時と人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("locked_at__isnull", True),
                                ("locked_by__isnull", True),
                                ("locked_reason", ""),
                            ),
                            models.Q(
                                ("locked_at__isnull", False),
                                ("locked_by__isnull", False),
                                models.Q(("locked_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="topic_locked_whole",
                        violation_error_message="書込みの停止には日時、操作者、理由が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("merged_at__isnull", True),
                                ("merged_by__isnull", True),
                                ("merged_into__isnull", True),
                            ),
                            models.Q(
                                ("merged_at__isnull", False),
                                ("merged_by__isnull", False),
                                ("merged_into__isnull", False),
                                models.Q(("merged_into", models.F("pk")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="topic_merged_whole",
                        violation_error_message="統合には、別の投稿、日時、操作者が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("pinned_at__isnull", True),
                                ("pinned_by__isnull", True),
                                ("pinned_until__isnull", True),
                            ),
                            models.Q(
                                ("pinned_at__isnull", False),
                                ("pinned_by__isnull", False),
                                ("pinned_until__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="topic_pinned_whole",
                        violation_error_message="固定表示には日時、操作者、終わりの日が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("hidden_at__isnull", True),
                                ("hidden_by__isnull", True),
                                ("hidden_reason", ""),
                            ),
                            models.Q(
                                ("hidden_at__isnull", False),
                                ("hidden_by__isnull", False),
                                models.Q(("hidden_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="topic_hidden_whole",
                        violation_error_message="非表示には日時、操作者、理由が必要です。",
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
                        name="topic_retracted_whole",
                        violation_error_message="撤回には日時、操作者、理由が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purged_at__isnull", True), ("retracted_at__isnull", False), _connector="OR"
                        ),
                        name="topic_purged_is_retracted",
                        violation_error_message="完全な削除には日時、操作者、理由が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state", "draft"),
                            models.Q(
                                models.Q(("title", ""), _negated=True), models.Q(("body", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="topic_published_with_text",
                        violation_error_message="公開する投稿には件名と本文が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("starts_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="topic_ends_after_start",
                        violation_error_message="終わりの日は始まりの日以後にしてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__isnull", True), ("places__gte", 1), _connector="OR"),
                        name="topic_places_positive",
                        violation_error_message="募集数は1以上にしてください。",
                    ),
                ],
            },
        ),
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
                "verbose_name": "投稿の承認の設定",
                "verbose_name_plural": "投稿の承認の設定",
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="ApprovalStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("proposed", "起案"),
                            ("returned", "差戻し"),
                            ("taken_back", "取戻し"),
                            ("approved", "承認"),
                        ],
                        max_length=12,
                        verbose_name="経過",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="理由・連絡")),
                ("by_name", models.CharField(max_length=60, verbose_name="担当者名（当時）")),
                ("section_name", models.CharField(max_length=100, verbose_name="担当部署（当時）")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
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
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="approval_steps",
                        to="board.topic",
                        verbose_name="投稿",
                    ),
                ),
            ],
            options={
                "verbose_name": "投稿の承認の経過",
                "verbose_name_plural": "投稿の承認の経過",
                "ordering": ["topic", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "returned"), _negated=True),
                            models.Q(("note", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="approvalstep_returned_with_reason",
                        violation_error_message="差戻しには理由が必要です。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("due", models.DateField(blank=True, null=True, verbose_name="期限")),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="依頼の内容")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="完了日時")),
                (
                    "assignee",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="割り当てた人",
                    ),
                ),
                (
                    "done_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="board.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "団体内の担当割当",
                "verbose_name_plural": "団体内の担当割当",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=["assignee", "due"],
                        name="assignment_open",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("done_at__isnull", True)),
                        fields=("topic", "organization"),
                        name="assignment_one_open",
                        violation_error_message="この投稿は、既に担当者を決めています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("done_at__isnull", True), ("done_by__isnull", True)),
                            models.Q(("done_at__isnull", False), ("done_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="assignment_done_whole",
                        violation_error_message="完了には日時と人の両方が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bookmark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="board.topic"
                    ),
                ),
            ],
            options={
                "verbose_name": "しおり",
                "verbose_name_plural": "しおり",
                "ordering": ["-id"],
                "constraints": [models.UniqueConstraint(fields=("user", "topic"), name="bookmark_once")],
            },
        ),
        migrations.CreateModel(
            name="LinkCard",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("url", models.URLField(max_length=500, verbose_name="リンク")),
                ("title", models.CharField(blank=True, max_length=100, verbose_name="件名")),
                ("description", models.CharField(blank=True, max_length=200, verbose_name="説明")),
                (
                    "picture",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="common.storedfile",
                        verbose_name="画像",
                    ),
                ),
                (
                    "topic",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="link_card",
                        to="board.topic",
                        verbose_name="投稿",
                    ),
                ),
            ],
            options={
                "verbose_name": "リンクの見出し",
                "verbose_name_plural": "リンクの見出し",
            },
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presences",
                        to="board.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "編集中",
                "verbose_name_plural": "編集中",
                "ordering": ["-at"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("topic", "user"),
                        name="presence_once",
                        violation_error_message="同じ人の編集中の記録があります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Reply",
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
                ("hidden_at", models.DateTimeField(blank=True, null=True, verbose_name="非表示の日時")),
                ("hidden_reason", models.CharField(blank=True, max_length=500, verbose_name="非表示の理由")),
                ("number", models.PositiveIntegerField(verbose_name="番号")),
                ("author_name", models.CharField(max_length=60, verbose_name="作成者名（当時）")),
                ("body", models.TextField(max_length=5000, verbose_name="本文")),
                ("body_html", models.TextField(verbose_name="表示用の本文")),
                (
                    "capacity",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "指定なし"),
                            ("official", "区としての回答"),
                            ("personal", "担当者の見解"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                        verbose_name="立場",
                    ),
                ),
                ("capacity_at", models.DateTimeField(blank=True, null=True, verbose_name="立場を変えた日時")),
                (
                    "capacity_by_name",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=60,
                        verbose_name="立場を変えた人（当時）",
                    ),
                ),
                ("version", models.PositiveIntegerField(db_default=1, default=1, verbose_name="版")),
                ("edited_at", models.DateTimeField(blank=True, null=True, verbose_name="更新日時")),
                (
                    "edit_no",
                    models.BigIntegerField(
                        blank=True, editable=False, null=True, verbose_name="更新の活動番号"
                    ),
                ),
                ("file_count", models.PositiveSmallIntegerField(default=0, verbose_name="添付数")),
                (
                    "activity_no",
                    models.BigIntegerField(
                        db_default=models.Func(
                            models.Value("board_activity"),
                            function="nextval",
                            output_field=models.BigIntegerField(),
                        ),
                        editable=False,
                        unique=True,
                        verbose_name="活動番号",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(
                        db_index=True, default=django.utils.timezone.now, verbose_name="投稿日時"
                    ),
                ),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="作成者",
                    ),
                ),
                (
                    "hidden_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="非表示にした人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="members.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "quoted",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="board.reply",
                        verbose_name="引用した返信",
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
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="members.section",
                        verbose_name="担当部署",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="board.topic",
                        verbose_name="投稿",
                    ),
                ),
            ],
            options={
                "verbose_name": "返信",
                "verbose_name_plural": "返信",
                "ordering": ["topic", "number"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("hidden_at__isnull", False)),
                        fields=["hidden_at"],
                        name="reply_hidden",
                    ),
                    models.Index(
                        condition=models.Q(("capacity", "official"), ("hidden_at__isnull", True)),
                        fields=["topic", "organization", "-number"],
                        name="reply_official",
                    ),
                    models.Index(fields=["organization", "topic"], name="reply_by_organization"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("topic", "number"),
                        name="reply_number_in_topic",
                        violation_error_message="同じ番号の返信があります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True),
                        name="reply_with_text",
                        violation_error_message="返信には本文が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("hidden_at__isnull", True),
                                ("hidden_by__isnull", True),
                                ("hidden_reason", ""),
                            ),
                            models.Q(
                                ("hidden_at__isnull", False),
                                ("hidden_by__isnull", False),
                                models.Q(("hidden_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reply_hidden_whole",
                        violation_error_message="非表示には日時、操作者、理由が必要です。",
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
                        name="reply_retracted_whole",
                        violation_error_message="撤回には日時、操作者、理由が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purged_at__isnull", True), ("retracted_at__isnull", False), _connector="OR"
                        ),
                        name="reply_purged_is_retracted",
                        violation_error_message="完全な削除には日時、操作者、理由が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("capacity_at__isnull", True), ("capacity_by_name", "")),
                            models.Q(
                                ("capacity_at__isnull", False),
                                models.Q(("capacity_by_name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="reply_capacity_whole",
                        violation_error_message="立場の変更には、日時と人の両方が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Mention",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="mentions",
                        to="board.reply",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mentions", to="board.topic"
                    ),
                ),
            ],
            options={
                "verbose_name": "名指し",
                "verbose_name_plural": "名指し",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("topic", "reply", "organization"), name="mention_once", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Notification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("event", models.CharField(max_length=60, verbose_name="出来事")),
                (
                    "occasion",
                    models.CharField(
                        choices=[
                            ("new", "新しい投稿"),
                            ("reply", "返信"),
                            ("step", "段階の変更"),
                            ("mention", "名指し"),
                        ],
                        max_length=8,
                        verbose_name="きっかけ",
                    ),
                ),
                ("summary", models.CharField(max_length=120, verbose_name="内容")),
                ("activity_no", models.BigIntegerField(verbose_name="活動番号")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="予定した日時"),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="済んだ日時")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("mailed", "メールで送った"),
                            ("digested", "まとめて送った"),
                            ("read", "サイトで既に読んでいた"),
                            ("dropped", "送る前に見られなくなった"),
                        ],
                        max_length=8,
                        verbose_name="結果",
                    ),
                ),
                (
                    "mail",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="common.outgoingmail",
                        verbose_name="送信メール",
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="board.reply",
                        verbose_name="返信",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="board.topic",
                        verbose_name="投稿",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知の予定",
                "verbose_name_plural": "通知の予定",
                "ordering": ["id"],
                "abstract": False,
                "indexes": [
                    models.Index(
                        condition=models.Q(("settled_at__isnull", True)),
                        fields=["section", "user"],
                        name="notification_waiting",
                    ),
                    models.Index(fields=["topic", "created_at"], name="notification_topic"),
                    models.Index(fields=["settled_at"], name="notification_settled"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("section__isnull", True), ("user__isnull", False)),
                            models.Q(("section__isnull", False), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="notification_one_owner",
                        violation_error_message="担当者か担当部署のどちらか一方を選んでください。",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "section", "event"), name="notification_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("outcome", ""), ("settled_at__isnull", True)),
                            models.Q(("settled_at__isnull", False), models.Q(("outcome", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="notification_settled_whole",
                        violation_error_message="済んだ知らせには日時と結果の両方が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("private", "個人情報が書かれている"),
                            ("rights", "著作権や肖像権を侵害している"),
                            ("rude", "人や団体を傷つける表現がある"),
                            ("wrong", "内容に誤りがある"),
                            ("misplaced", "種類や公開範囲が合っていない"),
                            ("double", "同じ内容が重複している"),
                            ("other", "そのほか"),
                        ],
                        max_length=12,
                        verbose_name="理由",
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=1000, verbose_name="説明")),
                ("seen_title", models.CharField(max_length=100, verbose_name="通報時の件名")),
                ("seen_text", models.TextField(verbose_name="通報時の本文")),
                ("by_name", models.CharField(max_length=60, verbose_name="通報した人（当時）")),
                ("by_organization", models.CharField(max_length=70, verbose_name="通報した人の団体（当時）")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                (
                    "outcome",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("nothing", "このまま掲載する"),
                            ("asked", "投稿した団体に確認・修正を頼む"),
                            ("hidden", "非表示にする"),
                            ("locked", "書込みを止める"),
                        ],
                        db_default="",
                        default="",
                        max_length=8,
                        verbose_name="結果",
                    ),
                ),
                ("remark", models.TextField(blank=True, max_length=1000, verbose_name="通報した人への回答")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="対応日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="通報した人",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="対応した人",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="board.reply",
                        verbose_name="返信",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reports",
                        to="board.topic",
                        verbose_name="投稿",
                    ),
                ),
            ],
            options={
                "verbose_name": "通報",
                "verbose_name_plural": "通報",
                "ordering": ["id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("decided_at__isnull", True)), fields=["id"], name="report_open"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("topic", "reply", "by"),
                        name="report_once",
                        nulls_distinct=False,
                        violation_error_message="この投稿は、既に通報しています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decided_at__isnull", True), ("decided_by__isnull", True), ("outcome", "")
                            ),
                            models.Q(
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                                models.Q(("outcome", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="report_decided_whole",
                        violation_error_message="通報への対応には日時、対応した人、結果が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadReceipt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("user_name", models.CharField(max_length=60, verbose_name="読んだ人（当時）")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="read_receipts",
                        to="board.topic",
                    ),
                ),
            ],
            options={
                "verbose_name": "団体の既読",
                "verbose_name_plural": "団体の既読",
                "ordering": ["id"],
                "constraints": [
                    models.UniqueConstraint(fields=("topic", "organization"), name="readreceipt_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="ReadMark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("activity_no", models.BigIntegerField(verbose_name="活動番号")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="board.topic"
                    ),
                ),
            ],
            options={
                "verbose_name": "既読の印",
                "verbose_name_plural": "既読の印",
                "indexes": [models.Index(fields=["user", "activity_no"], name="readmark_by_number")],
                "constraints": [models.UniqueConstraint(fields=("user", "topic"), name="readmark_once")],
            },
        ),
        migrations.CreateModel(
            name="TopicExport",
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
                ("query", models.CharField(blank=True, max_length=3000, verbose_name="一覧の条件")),
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
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="board.topic",
                        verbose_name="投稿",
                    ),
                ),
            ],
            options={
                "verbose_name": "投稿の書き出し",
                "verbose_name_plural": "投稿の書き出し",
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
                        name="topicexport_finished_with_state",
                        violation_error_message="状態と終了日時が合いません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "ready"), _negated=True),
                            ("expires_on__isnull", False),
                            _connector="OR",
                        ),
                        name="topicexport_ready_expires",
                        violation_error_message="できたものには、保存期限が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("topic__isnull", True), ("query", ""), _connector="OR"),
                        name="topicexport_list_or_topic",
                        violation_error_message="一覧か投稿のどちらかを書き出します。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=("requested_by",),
                        name="topicexport_one_at_a_time",
                        violation_error_message="作成中の書き出しがあります。できてから、次を作成してください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TopicStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("recruiting", "募集中"),
                            ("talking", "協議中"),
                            ("agreed", "成立"),
                            ("dropped", "見送り"),
                            ("done", "実施済"),
                        ],
                        max_length=12,
                        verbose_name="段階",
                    ),
                ),
                ("on", models.DateField(verbose_name="日付")),
                ("remark", models.TextField(blank=True, max_length=1000, verbose_name="備考")),
                ("by_name", models.CharField(max_length=60, verbose_name="記録した人（当時）")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="記録日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="記録した人",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="steps",
                        to="board.topic",
                        verbose_name="投稿",
                    ),
                ),
            ],
            options={
                "verbose_name": "提案の段階の記録",
                "verbose_name_plural": "提案の段階の記録",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="TopicWatch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("wanted", models.BooleanField(verbose_name="受け取る")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="日時")),
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
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="board.topic",
                        verbose_name="投稿",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
                    ),
                ),
            ],
            options={
                "verbose_name": "投稿ごとの通知",
                "verbose_name_plural": "投稿ごとの通知",
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["topic"], name="topicwatch_topic")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("section__isnull", True), ("user__isnull", False)),
                            models.Q(("section__isnull", False), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="topicwatch_one_owner",
                        violation_error_message="担当者か担当部署のどちらか一方を選んでください。",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "section", "topic"), name="topicwatch_once", nulls_distinct=False
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Version",
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
                ("number", models.PositiveIntegerField(verbose_name="版")),
                ("is_conflict_copy", models.BooleanField(default=False, verbose_name="別稿")),
                ("automatic", models.BooleanField(db_default=False, default=False, verbose_name="自動保存")),
                ("snapshot", models.JSONField(help_text="項目名から当時の値へ", verbose_name="内容")),
                ("activity_no", models.BigIntegerField(blank=True, null=True, verbose_name="活動番号")),
                ("by_name", models.CharField(max_length=60, verbose_name="保存した人（当時）")),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="保存日時")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="保存した人",
                    ),
                ),
                (
                    "reply",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="board.reply",
                        verbose_name="返信",
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
                    "topic",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="versions",
                        to="board.topic",
                        verbose_name="投稿",
                    ),
                ),
            ],
            options={
                "verbose_name": "版",
                "verbose_name_plural": "版",
                "ordering": ["id"],
                "indexes": [models.Index(fields=["topic", "reply", "number"], name="version_of_topic")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_conflict_copy", False), ("reply__isnull", True)),
                        fields=("topic", "number"),
                        name="version_once_in_topic",
                        violation_error_message="同じ番号の版があります。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_conflict_copy", False), ("reply__isnull", False)),
                        fields=("reply", "number"),
                        name="version_once_in_reply",
                        violation_error_message="同じ番号の版があります。",
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
                        name="version_retracted_whole",
                        violation_error_message="撤回には日時、操作者、理由が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("purged_at__isnull", True), ("retracted_at__isnull", False), _connector="OR"
                        ),
                        name="version_purged_is_retracted",
                        violation_error_message="完全な削除には日時、操作者、理由が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Watch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("all", "新しい投稿と、すべての返信"),
                            ("new", "新しい投稿と、自分たちへの返信"),
                            ("ours", "自分たちへの返信だけ"),
                            ("none", "受け取らない"),
                        ],
                        max_length=4,
                        verbose_name="届くもの",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("proposal", "連携提案"),
                            ("call", "参加募集"),
                            ("notice", "事業の周知"),
                            ("promotion", "広報誌・動画の紹介"),
                            ("talk", "相談"),
                        ],
                        max_length=12,
                        verbose_name="種類",
                    ),
                ),
                (
                    "theme",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("industry", "産業"),
                            ("tourism", "観光"),
                            ("culture", "文化"),
                            ("sports", "スポーツ"),
                            ("education", "教育"),
                            ("environment", "環境"),
                            ("disaster", "防災"),
                            ("health", "健康"),
                            ("welfare", "福祉"),
                            ("migration", "移住・定住"),
                            ("publicity", "情報発信"),
                            ("general", "総合"),
                        ],
                        max_length=12,
                        verbose_name="テーマ",
                    ),
                ),
                (
                    "prefecture",
                    models.CharField(blank=True, max_length=4, verbose_name="投稿した団体の都道府県"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="作成日時"),
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
                    ),
                ),
                (
                    "ward",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="希望する区",
                    ),
                ),
            ],
            options={
                "verbose_name": "通知の条件",
                "verbose_name_plural": "通知の条件",
                "ordering": ["id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("section__isnull", True), ("user__isnull", False)),
                            models.Q(("section__isnull", False), ("user__isnull", True)),
                            _connector="OR",
                        ),
                        name="watch_one_owner",
                        violation_error_message="担当者か担当部署のどちらか一方を選んでください。",
                    ),
                    models.UniqueConstraint(
                        fields=("user", "section", "kind", "theme", "prefecture", "ward"),
                        name="watch_once",
                        nulls_distinct=False,
                        violation_error_message="同じ条件が、すでにあります。",
                    ),
                ],
            },
        ),
    ]
