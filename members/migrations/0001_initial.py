import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import common.search.kana
import common.search.name_keys


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("common", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="LocalGovernment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{6}$", "6桁の数字で入力してください。")
                        ],
                        verbose_name="団体コード",
                    ),
                ),
                ("prefecture", models.CharField(max_length=4, verbose_name="都道府県")),
                ("prefecture_kana", models.CharField(max_length=20, verbose_name="都道府県の読み")),
                ("name", models.CharField(max_length=40, verbose_name="名称")),
                ("name_kana", models.CharField(max_length=80, verbose_name="読み")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("prefecture", "都道府県"),
                            ("city", "市"),
                            ("town", "町"),
                            ("village", "村"),
                            ("special_ward", "特別区"),
                        ],
                        max_length=12,
                        verbose_name="種別",
                    ),
                ),
                ("district", models.CharField(blank=True, max_length=20, verbose_name="郡")),
                ("designated_city", models.BooleanField(default=False, verbose_name="政令指定都市")),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="公式サイト")),
                ("source", models.CharField(max_length=300, verbose_name="出典")),
                (
                    "established_on",
                    models.DateField(
                        blank=True,
                        help_text="空欄は、データを作る前からあることを表します。",
                        null=True,
                        verbose_name="設置日",
                    ),
                ),
                ("abolished_on", models.DateField(blank=True, null=True, verbose_name="廃止日")),
                (
                    "names",
                    models.GeneratedField(
                        db_persist=True,
                        expression=common.search.name_keys.NameKeys(
                            common.search.name_keys.NameKey(models.F("name")),
                            common.search.name_keys.NameKey(models.F("prefecture"), models.F("name")),
                            common.search.name_keys.NameKey(models.F("district"), models.F("name")),
                            common.search.name_keys.NameKey(
                                models.F("prefecture"), models.F("district"), models.F("name")
                            ),
                            common.search.name_keys.NameKey(models.F("name_kana")),
                            common.search.name_keys.NameKey(
                                models.F("prefecture_kana"), models.F("name_kana")
                            ),
                            common.search.name_keys.NameKey(models.F("code")),
                        ),
                        output_field=common.search.name_keys.NameKeysField(),
                    ),
                ),
            ],
            options={
                "verbose_name": "地方公共団体",
                "verbose_name_plural": "地方公共団体",
                "ordering": ["code", "pk"],
                "indexes": [models.Index(fields=["code"], name="localgovernment_code")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("abolished_on__isnull", True)),
                        fields=("code",),
                        name="localgovernment_code_in_force",
                        violation_error_message="この団体コードは、いまある団体が使っています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("established_on__isnull", True),
                            ("abolished_on__isnull", True),
                            ("abolished_on__gte", models.F("established_on")),
                            _connector="OR",
                        ),
                        name="localgovernment_days_in_order",
                        violation_error_message="廃止日は設置日以後にしてください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("abolished_on__isnull", True)),
                        fields=("prefecture", "name"),
                        name="localgovernment_name_in_prefecture",
                        violation_error_message="同じ都道府県に同じ名称の団体があります。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="MailToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.CharField(max_length=8, unique=True, verbose_name="受付番号")),
                ("purpose", models.CharField(max_length=20, verbose_name="用件")),
                ("subject_id", models.BigIntegerField(verbose_name="対象番号")),
                ("email", models.EmailField(max_length=254, verbose_name="メールアドレス")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("code_hash", models.CharField(max_length=64)),
                ("expires_at", models.DateTimeField(verbose_name="有効期限")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="使用日時")),
                ("wrong_tries", models.PositiveSmallIntegerField(default=0, verbose_name="誤入力の回数")),
                ("sendings", models.PositiveSmallIntegerField(default=1, verbose_name="送信回数")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="作成日時"),
                ),
                (
                    "subject_type",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                    ),
                ),
            ],
            options={
                "verbose_name": "メール確認",
                "verbose_name_plural": "メール確認",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("purpose", "subject_type", "subject_id"),
                        name="mail_token_once_per_subject",
                        violation_error_message="この対象のメール確認はすでにあります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Metric",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        choices=[
                            ("partner_municipalities", "連携自治体数"),
                            ("members", "会員数"),
                            ("survey_replies", "全国市町村アンケート回答数"),
                            ("agreement_regions", "広域連携協定の地域数"),
                            ("minato_partner_municipalities", "港区の連携自治体数"),
                            ("shinagawa_disaster_partner_municipalities", "品川区の災害時協定自治体数"),
                            ("tohoku_kizuna_support_yen", "東北絆まつりへの支援金（円）"),
                        ],
                        max_length=60,
                        verbose_name="項目",
                    ),
                ),
                (
                    "as_of",
                    models.DateField(
                        help_text="月・年までしか分からないときは、その初日", verbose_name="時点"
                    ),
                ),
                (
                    "precision",
                    models.CharField(
                        choices=[("day", "日"), ("month", "月"), ("year", "年")],
                        default="day",
                        max_length=8,
                        verbose_name="時点の細かさ",
                    ),
                ),
                ("value", models.BigIntegerField(verbose_name="値")),
                ("qualifier", models.CharField(blank=True, max_length=200, verbose_name="公表時の表現")),
                ("source", models.CharField(max_length=300, verbose_name="出典")),
            ],
            options={
                "verbose_name": "公表値",
                "verbose_name_plural": "公表値",
                "ordering": ["name", "-as_of"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("name", "as_of"),
                        name="metric_name_as_of",
                        violation_error_message="同じ項目の同じ時点の値があります。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="メールアドレス")),
                ("name", models.CharField(max_length=60, verbose_name="氏名")),
                (
                    "role",
                    models.CharField(
                        choices=[("representative", "代表担当者"), ("officer", "担当"), ("reader", "閲覧")],
                        db_default="officer",
                        default="officer",
                        help_text="代表担当者は団体の紹介と担当者を管理します。閲覧は読むだけです。",
                        max_length=14,
                        verbose_name="役割",
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="有効")),
                (
                    "joined_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登録日時"),
                ),
                (
                    "bounced_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="不達になった日時"
                    ),
                ),
                (
                    "bounced_address",
                    models.EmailField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=254,
                        verbose_name="不達になったアドレス",
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "担当者",
                "verbose_name_plural": "担当者",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="ConfirmationRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "started_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="開始日時"),
                ),
                ("due_on", models.DateField(verbose_name="回答期限")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="終了日時")),
                (
                    "closed_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="終了日時だけのときは、自動で終了しました。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="終了した人",
                    ),
                ),
                (
                    "started_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="空欄は、毎年3月25日の自動開始です。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="開始した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "登録内容の確認の実施回",
                "verbose_name_plural": "登録内容の確認の実施回",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("closed_at__isnull", True)),
                        fields=("closed_at",),
                        name="confirmation_round_one_open",
                        nulls_distinct=False,
                        violation_error_message="実施中の確認があります。終了してから始めてください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closed_by__isnull", True), ("closed_at__isnull", False), _connector="OR"
                        ),
                        name="confirmation_round_closed_with_time",
                        violation_error_message="終了した人があるときは、終了日時も必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Handover",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "origin",
                    models.CharField(
                        choices=[
                            ("leaving", "前任者"),
                            ("colleague", "同じ団体の担当者"),
                            ("mailbox", "担当課の共通アドレス"),
                            ("secretariat", "事務局"),
                        ],
                        db_default="colleague",
                        default="colleague",
                        max_length=12,
                        verbose_name="届け出た人",
                    ),
                ),
                ("successor_name", models.CharField(blank=True, max_length=60, verbose_name="後任者の氏名")),
                (
                    "successor_email",
                    models.EmailField(blank=True, max_length=254, verbose_name="後任者のメールアドレス"),
                ),
                ("effective_on", models.DateField(verbose_name="引継日")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登録日時"),
                ),
                (
                    "approved_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="代表担当者の引継ぎを共通アドレスから届け出たときに必要です。",
                        null=True,
                        verbose_name="承認日時",
                    ),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="実施日時")),
                (
                    "failed_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="引継日に実施できず、1時間ごとに試しています。",
                        null=True,
                        verbose_name="実施できなかった日時",
                    ),
                ),
                (
                    "failed_reason",
                    models.CharField(
                        blank=True, db_default="", max_length=300, verbose_name="実施できない理由"
                    ),
                ),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="取消日時")),
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
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取り消した人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="共通アドレスから届け出たときは、まだ登録された人がいません。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登録した人",
                    ),
                ),
                (
                    "leaving",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="handovers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="前任者",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="後任者",
                    ),
                ),
            ],
            options={
                "verbose_name": "引継ぎ",
                "verbose_name_plural": "引継ぎ",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("cancelled_at__isnull", True), ("done_at__isnull", True)),
                        fields=("leaving",),
                        name="handover_one_open_per_user",
                        violation_error_message="この担当者の引継ぎはすでに登録されています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("origin", "mailbox"), _negated=True), ("created_by__isnull", False)
                            ),
                            models.Q(("origin", "mailbox"), ("created_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="handover_created_whole",
                        violation_error_message="共通アドレスからの届出以外には、登録した人が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_at__isnull", True), ("approved_by__isnull", True)),
                            models.Q(("approved_at__isnull", False), ("approved_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="handover_approved_whole",
                        violation_error_message="承認には日時と人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("successor__isnull", True),
                                models.Q(("done_at__isnull", True), ("successor_email", ""), _connector="OR"),
                            ),
                            models.Q(
                                ("done_at__isnull", False),
                                ("successor__isnull", False),
                                models.Q(("successor_email", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="handover_done_whole",
                        violation_error_message="実施した引継ぎには、後任者なしのときを除き、後任者が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("successor_email", ""), ("successor_name", "")),
                            models.Q(
                                models.Q(("successor_name", ""), _negated=True),
                                models.Q(("successor_email", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="handover_successor_whole",
                        violation_error_message="後任者には、氏名とメールアドレスの両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("cancelled_at__isnull", True), ("cancelled_by__isnull", True)),
                            models.Q(
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                                ("done_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="handover_cancelled_whole",
                        violation_error_message="取り消しには日時と取り消した人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("failed_at__isnull", True), ("failed_reason", "")),
                            models.Q(
                                ("done_at__isnull", True),
                                ("failed_at__isnull", False),
                                models.Q(("failed_reason", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="handover_failed_whole",
                        violation_error_message="実施できなかった引継ぎには日時と理由の両方が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Organization",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("introduction", models.TextField(blank=True, max_length=1000, verbose_name="紹介文")),
                (
                    "head_title",
                    models.CharField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=60,
                        verbose_name="メッセージを述べる人",
                    ),
                ),
                (
                    "head_message",
                    models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        max_length=600,
                        verbose_name="首長からのメッセージ",
                    ),
                ),
                (
                    "themes_offer",
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
                        db_default=models.Value("{}"),
                        default=list,
                        size=None,
                        verbose_name="提供できるテーマ",
                    ),
                ),
                (
                    "offer",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="提供できること"
                    ),
                ),
                (
                    "themes_seek",
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
                        db_default=models.Value("{}"),
                        default=list,
                        size=None,
                        verbose_name="求めているテーマ",
                    ),
                ),
                (
                    "seek",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=200, verbose_name="求めていること"
                    ),
                ),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="公式サイト")),
                (
                    "newsletter_url",
                    models.URLField(
                        blank=True, db_default="", default="", max_length=300, verbose_name="ニュースレター"
                    ),
                ),
                (
                    "video_url",
                    models.URLField(
                        blank=True, db_default="", default="", max_length=300, verbose_name="動画"
                    ),
                ),
                (
                    "x_url",
                    models.URLField(
                        blank=True, db_default="", default="", max_length=100, verbose_name="X（旧Twitter）"
                    ),
                ),
                (
                    "picture_alt",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=120, verbose_name="写真の説明"
                    ),
                ),
                (
                    "picture_credit",
                    models.CharField(
                        blank=True, db_default="", default="", max_length=120, verbose_name="写真の権利表記"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("municipality", "市町村"),
                            ("prefecture", "都道府県"),
                            ("special_ward", "特別区"),
                            ("association", "団体"),
                            ("secretariat", "事務局"),
                        ],
                        max_length=12,
                        verbose_name="種別",
                    ),
                ),
                ("prefecture", models.CharField(blank=True, max_length=4, verbose_name="都道府県")),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("name_kana", models.CharField(blank=True, max_length=120, verbose_name="読み")),
                (
                    "joined_on",
                    models.DateField(
                        blank=True,
                        help_text="特別区は事業の実施主体のため、登録日がなくても会員です。",
                        null=True,
                        verbose_name="会員登録日",
                    ),
                ),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="退会日")),
                (
                    "confirmed_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="登録内容の確認日時"),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="作成日時"),
                ),
                (
                    "names",
                    models.GeneratedField(
                        db_persist=True,
                        expression=common.search.name_keys.NameKeys(
                            common.search.name_keys.NameKey(models.F("name")),
                            common.search.name_keys.NameKey(models.F("prefecture"), models.F("name")),
                            common.search.name_keys.NameKey(models.F("name_kana")),
                        ),
                        output_field=common.search.name_keys.NameKeysField(),
                    ),
                ),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="共通アドレスに届いたメールから回答したときは空欄です。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登録内容の確認者",
                    ),
                ),
                (
                    "local_government",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organization",
                        to="members.localgovernment",
                        verbose_name="地方公共団体",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        help_text="合併や重複の整理で、登録を引き継いだ会員です。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="members.organization",
                        verbose_name="統合先",
                    ),
                ),
                (
                    "picture",
                    models.OneToOneField(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="common.storedfile",
                        verbose_name="写真・キャラクター",
                    ),
                ),
            ],
            options={
                "verbose_name": "会員自治体・団体",
                "verbose_name_plural": "会員自治体・団体",
                "ordering": [
                    "local_government__code",
                    common.search.kana.PlainKana("name_kana"),
                    "name_kana",
                ],
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["themes_offer"], name="organization_themes_offer"
                    ),
                    django.contrib.postgres.indexes.GinIndex(
                        fields=["themes_seek"], name="organization_themes_seek"
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("picture__isnull", True), ("picture_alt", ""), ("picture_credit", "")),
                            models.Q(
                                ("picture__isnull", False),
                                models.Q(("picture_alt", ""), _negated=True),
                                models.Q(("picture_credit", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="organization_picture_whole",
                        violation_error_message="写真には、写真の説明と権利表記の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("head_message", ""), ("head_title", "")),
                            models.Q(
                                models.Q(("head_message", ""), _negated=True),
                                models.Q(("head_title", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="organization_message_whole",
                        violation_error_message="首長からのメッセージには、述べる人の役職が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("x_url", ""), ("x_url__startswith", "https://x.com/"), _connector="OR"
                        ),
                        name="organization_x_address",
                        violation_error_message="Xのアドレスは https://x.com/ から始まります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on__isnull", True),
                            ("joined_on__isnull", False),
                            ("kind__in", ["special_ward", "secretariat"]),
                            _connector="OR",
                        ),
                        name="organization_withdrawn_after_joined",
                        violation_error_message="退会日があるときは会員登録日も必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_by__isnull", True), ("confirmed_at__isnull", False), _connector="OR"
                        ),
                        name="organization_confirmed_when",
                        violation_error_message="登録内容の確認者があるときは、確認日時も必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("merged_into__isnull", True),
                            models.Q(
                                models.Q(
                                    ("withdrawn_on__isnull", False),
                                    ("joined_on__isnull", True),
                                    _connector="OR",
                                ),
                                models.Q(("merged_into", models.F("pk")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="organization_merged_is_no_member",
                        violation_error_message="統合された団体は、会員のままにできません。退会日を入力してください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("local_government__isnull", True)),
                        fields=("prefecture", "name"),
                        name="organization_body_name",
                        violation_error_message="同じ都道府県に同じ名称の団体があります。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="GovernmentChange",
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
                            ("merger_new", "新設合併"),
                            ("merger_into", "編入合併"),
                            ("rename", "名称変更"),
                            ("city_status", "市制施行・町制施行"),
                        ],
                        max_length=12,
                        verbose_name="種類",
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="施行日")),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator("^\\d{6}$", "6桁の数字で入力してください。")
                        ],
                        verbose_name="団体コード",
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=40, verbose_name="名称")),
                ("name_kana", models.CharField(blank=True, max_length=80, verbose_name="読み")),
                (
                    "body_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("prefecture", "都道府県"),
                            ("city", "市"),
                            ("town", "町"),
                            ("village", "村"),
                            ("special_ward", "特別区"),
                        ],
                        max_length=12,
                        verbose_name="種別",
                    ),
                ),
                ("district", models.CharField(blank=True, max_length=20, verbose_name="郡")),
                ("designated_city", models.BooleanField(default=False, verbose_name="政令指定都市")),
                ("website", models.URLField(blank=True, max_length=300, verbose_name="公式サイト")),
                (
                    "source",
                    models.CharField(
                        help_text="例：総務省告示の番号", max_length=300, verbose_name="根拠・出典"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("planned", "予定"), ("done", "実施済み"), ("cancelled", "取りやめ")],
                        default="planned",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "trouble",
                    models.CharField(blank=True, max_length=300, verbose_name="実施できなかった理由"),
                ),
                ("moved", models.JSONField(blank=True, default=dict, verbose_name="動かした内容")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="登録日時"),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="実施日時")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="取りやめ日時")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取りやめた人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登録した人",
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
                        verbose_name="実施した人",
                    ),
                ),
                (
                    "absorbing",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absorptions",
                        to="members.localgovernment",
                        verbose_name="編入する団体",
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        blank=True,
                        help_text="合併する団体に会員が二つ以上あるとき、登録を引き継ぐ会員です。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="members.organization",
                        verbose_name="引き継ぐ会員",
                    ),
                ),
            ],
            options={
                "verbose_name": "廃置分合・名称変更",
                "verbose_name_plural": "廃置分合・名称変更",
                "ordering": ["-effective_on", "-pk"],
                "indexes": [models.Index(fields=["state", "effective_on"], name="governmentchange_due")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "done"), ("done_at__isnull", False), ("done_by__isnull", False)
                            ),
                            models.Q(
                                models.Q(("state", "done"), _negated=True),
                                ("done_at__isnull", True),
                                ("done_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="governmentchange_done_whole",
                        violation_error_message="状態と、日時・操作した人が合いません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "cancelled"),
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "cancelled"), _negated=True),
                                ("cancelled_at__isnull", True),
                                ("cancelled_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="governmentchange_cancelled_whole",
                        violation_error_message="状態と、日時・操作した人が合いません。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("absorbing__isnull", False),
                                ("code", ""),
                                ("kind", "merger_into"),
                                ("name", ""),
                            ),
                            models.Q(
                                models.Q(("kind", "merger_into"), _negated=True),
                                ("absorbing__isnull", True),
                                models.Q(("code", ""), _negated=True),
                                models.Q(("name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="governmentchange_body_of_kind",
                        violation_error_message="編入合併には編入する団体、ほかの変更には新しい団体の内容が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FormerName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("prefecture", models.CharField(max_length=4, verbose_name="都道府県")),
                ("name", models.CharField(max_length=40, verbose_name="旧名称")),
                ("name_kana", models.CharField(blank=True, max_length=80, verbose_name="読み")),
                (
                    "until",
                    models.DateField(
                        blank=True,
                        help_text="分からないときは空欄にします。",
                        null=True,
                        verbose_name="いつまで",
                    ),
                ),
                ("remark", models.CharField(blank=True, max_length=200, verbose_name="備考")),
                ("source", models.CharField(max_length=300, verbose_name="出典")),
                (
                    "names",
                    models.GeneratedField(
                        db_persist=True,
                        expression=common.search.name_keys.NameKeys(
                            common.search.name_keys.NameKey(models.F("name")),
                            common.search.name_keys.NameKey(models.F("prefecture"), models.F("name")),
                            common.search.name_keys.NameKey(models.F("name_kana")),
                        ),
                        output_field=common.search.name_keys.NameKeysField(),
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        help_text="登録した変更から自動で作られたもの。空欄は事務局が入力したものです。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_names",
                        to="members.governmentchange",
                        verbose_name="変更",
                    ),
                ),
                (
                    "local_government",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="former_names",
                        to="members.localgovernment",
                        verbose_name="現在の団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "旧名称",
                "verbose_name_plural": "旧名称",
                "ordering": [models.OrderBy(models.F("until"), descending=True, nulls_last=True), "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("local_government", "prefecture", "name"),
                        name="formername_once",
                        violation_error_message="この旧名称はすでに登録されています。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="審査日時")),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="見送りの理由")),
                ("number", models.CharField(max_length=8, unique=True, verbose_name="受付番号")),
                (
                    "kind",
                    models.CharField(
                        choices=[("membership", "会員登録"), ("account", "担当者の追加")],
                        default="membership",
                        max_length=10,
                        verbose_name="申請の種類",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unverified", "メール確認待ち"),
                            ("waiting", "審査待ち"),
                            ("returned", "差戻し中"),
                            ("approved", "承認"),
                            ("declined", "見送り"),
                        ],
                        default="unverified",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("prefecture", models.CharField(blank=True, max_length=4, verbose_name="都道府県")),
                ("name", models.CharField(max_length=60, verbose_name="団体名")),
                ("name_kana", models.CharField(blank=True, max_length=120, verbose_name="団体名の読み")),
                ("section_name", models.CharField(max_length=80, verbose_name="担当部署")),
                ("mailbox", models.EmailField(max_length=254, verbose_name="担当課の共通アドレス")),
                ("applicant_name", models.CharField(max_length=60, verbose_name="氏名")),
                ("email", models.EmailField(max_length=254, verbose_name="本人のメールアドレス")),
                ("telephone", models.CharField(max_length=30, verbose_name="電話番号")),
                ("postal_code", models.CharField(max_length=8, verbose_name="郵便番号")),
                ("address", models.CharField(max_length=200, verbose_name="所在地")),
                ("consented_at", models.DateTimeField(verbose_name="利用規約への同意日時")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="申請日時"),
                ),
                (
                    "verified_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="差戻しのあとは、修正が届いた日時です。はじめの日は申請日時で分かります。",
                        null=True,
                        verbose_name="メール確認日時",
                    ),
                ),
                ("returned_at", models.DateTimeField(blank=True, null=True, verbose_name="差戻し日時")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="審査した人",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="差し戻した人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登録された担当者",
                    ),
                ),
                (
                    "local_government",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="members.localgovernment",
                        verbose_name="地方公共団体",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="members.organization",
                        verbose_name="会員",
                    ),
                ),
            ],
            options={
                "verbose_name": "会員登録申請",
                "verbose_name_plural": "会員登録申請",
                "ordering": ["-id"],
                "abstract": False,
                "indexes": [models.Index(fields=["state", "verified_at"], name="application_queue")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "unverified"), _negated=True),
                                ("verified_at__isnull", False),
                            ),
                            models.Q(("state", "unverified"), ("verified_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="application_verified_whole",
                        violation_error_message="確認日時は、確認が済んだものだけにあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("approved", "declined")),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state__in", ("approved", "declined")), _negated=True),
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="application_decided_whole",
                        violation_error_message="審査の結果には日時と審査した人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "declined"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="application_reason_whole",
                        violation_error_message="見送りのときは理由を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "returned"),
                                ("returned_at__isnull", False),
                                ("returned_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "returned"), _negated=True),
                                ("returned_at__isnull", True),
                                ("returned_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="application_returned_whole",
                        violation_error_message="差戻し中の申請だけに、差戻しの日時と人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "account"), _negated=True),
                            ("organization__isnull", False),
                            _connector="OR",
                        ),
                        name="application_account_in_organization",
                        violation_error_message="担当者の追加には、会員である団体が必要です。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "membership"), ("state__in", ("waiting", "returned"))),
                        fields=("local_government",),
                        name="application_one_open_per_government",
                        violation_error_message="この団体の申請はすでに受け付けています。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("kind", "membership"),
                            ("local_government__isnull", True),
                            ("state__in", ("waiting", "returned")),
                        ),
                        fields=("prefecture", "name"),
                        name="application_one_open_per_body",
                        violation_error_message="この団体の申請はすでに受け付けています。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ("waiting", "returned"))),
                        fields=("email",),
                        name="application_one_open_per_email",
                        violation_error_message="このメールアドレスの申請はすでに受け付けています。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("joined_on", models.DateField(verbose_name="会員登録日")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="退会日")),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="退会の理由")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="記録日時"),
                ),
                (
                    "application",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="members.application",
                        verbose_name="会員登録申請",
                    ),
                ),
                (
                    "joined_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登録した人",
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
                        verbose_name="退会を処理した人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="members.organization",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "会員期間",
                "verbose_name_plural": "会員期間",
                "ordering": ["-joined_on", "-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("withdrawn_on__isnull", True)),
                        fields=("organization",),
                        name="membership_one_open",
                        violation_error_message="この団体には、続いている会員期間がすでにあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on__isnull", True),
                            ("withdrawn_on__gte", models.F("joined_on")),
                            _connector="OR",
                        ),
                        name="membership_ends_after_start",
                        violation_error_message="退会日には、会員登録日以後の日付を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("withdrawn_on__isnull", False),
                            models.Q(("reason", ""), ("withdrawn_by__isnull", True)),
                            _connector="OR",
                        ),
                        name="membership_end_whole",
                        violation_error_message="退会の理由と処理した人は、退会日のある期間だけにあります。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationMerge",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "survivor_name",
                    models.CharField(max_length=70, verbose_name="引き継いだ会員の名称（当時）"),
                ),
                (
                    "absorbed_name",
                    models.CharField(max_length=70, verbose_name="統合された会員の名称（当時）"),
                ),
                ("moved", models.JSONField(default=dict, verbose_name="動かした内容")),
                (
                    "merged_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="統合日時"),
                ),
                (
                    "absorbed",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_out",
                        to="members.organization",
                        verbose_name="統合された会員",
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        blank=True,
                        help_text="空欄は、重複した登録の統合です。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges",
                        to="members.governmentchange",
                        verbose_name="変更",
                    ),
                ),
                (
                    "merged_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="統合した人",
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merges_in",
                        to="members.organization",
                        verbose_name="引き継いだ会員",
                    ),
                ),
            ],
            options={
                "verbose_name": "会員の統合",
                "verbose_name_plural": "会員の統合",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("survivor", models.F("absorbed")), _negated=True),
                        name="organizationmerge_of_two",
                        violation_error_message="同じ団体どうしは統合できません。",
                    ),
                    models.UniqueConstraint(
                        fields=("absorbed",),
                        name="organizationmerge_once",
                        violation_error_message="この団体はすでに統合されています。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Recovery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="審査日時")),
                ("reason", models.TextField(blank=True, max_length=1000, verbose_name="見送りの理由")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("unverified", "部署の確認待ち"),
                            ("waiting", "審査待ち"),
                            ("approved", "承認"),
                            ("declined", "見送り"),
                        ],
                        default="unverified",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                (
                    "lost",
                    models.CharField(
                        choices=[
                            ("address", "メールアドレスが変わった・メールが届かない"),
                            ("factor", "認証アプリ・パスキーをなくした"),
                            ("both", "両方"),
                        ],
                        max_length=10,
                        verbose_name="使えなくなったもの",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="入力された氏名")),
                ("email", models.EmailField(max_length=254, verbose_name="登録のアドレス（申出のとき）")),
                ("new_email", models.EmailField(blank=True, max_length=254, verbose_name="新しいアドレス")),
                ("mailbox", models.EmailField(max_length=254, verbose_name="確認を送った共通アドレス")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="申出日時"),
                ),
                ("verified_at", models.DateTimeField(blank=True, null=True, verbose_name="部署の確認日時")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="審査した人",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="recoveries",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="担当者",
                    ),
                ),
            ],
            options={
                "verbose_name": "ログインの回復",
                "verbose_name_plural": "ログインの回復",
                "ordering": ["-id"],
                "abstract": False,
                "indexes": [models.Index(fields=["state", "verified_at"], name="recovery_queue")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("state", "unverified"), _negated=True),
                                ("verified_at__isnull", False),
                            ),
                            models.Q(("state", "unverified"), ("verified_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="recovery_verified_whole",
                        violation_error_message="確認日時は、確認が済んだものだけにあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ("approved", "declined")),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state__in", ("approved", "declined")), _negated=True),
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="recovery_decided_whole",
                        violation_error_message="審査の結果には日時と審査した人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), models.Q(("reason", ""), _negated=True)),
                            models.Q(models.Q(("state", "declined"), _negated=True), ("reason", "")),
                            _connector="OR",
                        ),
                        name="recovery_reason_whole",
                        violation_error_message="見送りのときは理由を入力してください。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["unverified", "waiting"])),
                        fields=("user",),
                        name="recovery_one_open_per_user",
                        violation_error_message="この担当者のログインの回復は、すでに申し出があります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                models.Q(("lost", "factor"), _negated=True),
                                models.Q(("new_email", ""), _negated=True),
                            ),
                            models.Q(("lost", "factor"), ("new_email", "")),
                            _connector="OR",
                        ),
                        name="recovery_new_email_whole",
                        violation_error_message="アドレスが使えないときは、新しいアドレスが必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="変更日時"),
                ),
                ("seen_at", models.DateTimeField(blank=True, null=True, verbose_name="確認日時")),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="review",
                        to="common.auditentry",
                        verbose_name="記録",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reviews",
                        to="members.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "seen_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "変更の確認",
                "verbose_name_plural": "変更の確認",
                "ordering": ["-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("seen_at__isnull", True)),
                        fields=["created_at"],
                        name="review_waiting",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("seen_at__isnull", True), ("seen_by__isnull", True)),
                            models.Q(("seen_at__isnull", False), ("seen_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="review_seen_whole",
                        violation_error_message="確認には日時と人の両方が必要です。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("page", models.CharField(max_length=20, verbose_name="一覧")),
                ("name", models.CharField(max_length=30, verbose_name="名前")),
                ("query", models.CharField(max_length=2000, verbose_name="条件")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="順番")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="作成日時"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved_filters",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "保存した条件",
                "verbose_name_plural": "保存した条件",
                "ordering": ["position", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("user", "page", "name"),
                        name="savedfilter_name_once",
                        violation_error_message="同じ名前の条件があります。別の名前を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("name", ""), _negated=True), models.Q(("query", ""), _negated=True)
                        ),
                        name="savedfilter_whole",
                        violation_error_message="条件には名前と中身が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Section",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=80, verbose_name="担当部署")),
                ("mailbox", models.EmailField(max_length=254, verbose_name="担当課の共通アドレス")),
                ("telephone", models.CharField(blank=True, max_length=30, verbose_name="電話番号")),
                ("postal_code", models.CharField(blank=True, max_length=8, verbose_name="郵便番号")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="所在地")),
                (
                    "mailbox_before",
                    models.EmailField(
                        blank=True,
                        db_default="",
                        default="",
                        editable=False,
                        max_length=254,
                        verbose_name="変更前の共通アドレス",
                    ),
                ),
                (
                    "mailbox_changed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="共通アドレスの変更日時"
                    ),
                ),
                (
                    "mailbox_confirmed_at",
                    models.DateTimeField(
                        blank=True, editable=False, null=True, verbose_name="変更の確認日時"
                    ),
                ),
                (
                    "bounced_at",
                    models.DateTimeField(
                        blank=True,
                        help_text="共通アドレスへのメールが届かなかった日時です。",
                        null=True,
                        verbose_name="不達になった日時",
                    ),
                ),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="作成日時"),
                ),
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
                    "mailbox_confirmed_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="変更を確認した人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sections",
                        to="members.organization",
                        verbose_name="所属",
                    ),
                ),
            ],
            options={
                "verbose_name": "担当部署",
                "verbose_name_plural": "担当部署",
                "ordering": ["organization", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_at__isnull", True), ("closed_by__isnull", True)),
                            models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                            _connector="OR",
                        ),
                        name="section_closed_whole",
                        violation_error_message="部署の廃止には日時と人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("mailbox_before", ""), ("mailbox_changed_at__isnull", True)),
                            models.Q(
                                ("mailbox_changed_at__isnull", False),
                                models.Q(("mailbox_before", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="section_mailbox_changed_whole",
                        violation_error_message="共通アドレスの変更には日時と変更前のアドレスの両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("mailbox_confirmed_at__isnull", True), ("mailbox_confirmed_by__isnull", True)
                            ),
                            models.Q(
                                ("mailbox_confirmed_at__isnull", False),
                                ("mailbox_confirmed_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="section_mailbox_confirmed_whole",
                        violation_error_message="共通アドレスの変更の確認には日時と人の両方が必要です。",
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "name"),
                        name="section_name_in_organization",
                        violation_error_message="同じ名前の担当部署があります。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConfirmationEntry",
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
                            ("waiting", "未回答"),
                            ("unchanged", "変更なし"),
                            ("corrected", "修正あり"),
                            ("moving", "異動"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="回答",
                    ),
                ),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="回答日時")),
                ("answered_name", models.CharField(blank=True, max_length=60, verbose_name="回答者の氏名")),
                ("bounced_at", models.DateTimeField(blank=True, null=True, verbose_name="不達になった日時")),
                ("mailed_at", models.DateTimeField(blank=True, null=True, verbose_name="最後のメールの日時")),
                ("reminders", models.PositiveSmallIntegerField(default=0, verbose_name="済んだ督促の回")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="メールのリンクから回答したときは空欄です。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="回答した人",
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
                        verbose_name="最後のメール",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="members.confirmationround",
                        verbose_name="実施回",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmation_entries",
                        to="members.section",
                        verbose_name="担当部署",
                    ),
                ),
            ],
            options={
                "verbose_name": "登録内容の確認の回答",
                "verbose_name_plural": "登録内容の確認の回答",
                "ordering": ["round", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("round", "section"),
                        name="confirmation_entry_once_per_section",
                        violation_error_message="この担当部署の回答はすでにあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("answered_at__isnull", True),
                                ("answered_by__isnull", True),
                                ("state", "waiting"),
                                ("answered_name", ""),
                            ),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True), ("answered_at__isnull", False)
                            ),
                            _connector="OR",
                        ),
                        name="confirmation_entry_answered_whole",
                        violation_error_message="回答には回答日時が必要です。未回答には回答者を書けません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Confirmation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="確認日時")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        help_text="共通アドレスに届いたメールから回答したときは空欄です。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="確認者",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmation",
                        to="members.confirmationentry",
                        verbose_name="実施回の回答",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="members.organization",
                        verbose_name="団体",
                    ),
                ),
                (
                    "section",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="confirmations",
                        to="members.section",
                        verbose_name="担当部署",
                    ),
                ),
            ],
            options={
                "verbose_name": "登録内容の確認",
                "verbose_name_plural": "登録内容の確認",
                "ordering": ["-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("by__isnull", False), ("entry__isnull", False), _connector="OR"),
                        name="confirmation_by_person_or_entry",
                        violation_error_message="確認には、確認者か実施回の回答のどちらかが必要です。",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SheetImport",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "requested_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="依頼日時"),
                ),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="終了日時")),
                (
                    "total",
                    models.PositiveIntegerField(
                        default=0, help_text="数えられないものは0。", verbose_name="全体の数"
                    ),
                ),
                ("done", models.PositiveIntegerField(default=0, verbose_name="済んだ数")),
                ("file_name", models.CharField(max_length=255, verbose_name="ファイル名")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="読み込んだ日時"),
                ),
                ("upload", models.BinaryField(blank=True, null=True, verbose_name="読み込むファイル")),
                ("unknown", models.JSONField(blank=True, default=list, verbose_name="取り込まない列")),
                ("table", models.JSONField(blank=True, null=True, verbose_name="読み込んだ内容")),
                ("report", models.JSONField(blank=True, default=list, verbose_name="確認の結果")),
                ("counts", models.JSONField(blank=True, default=dict, verbose_name="件数")),
                (
                    "fingerprint",
                    models.CharField(blank=True, max_length=64, verbose_name="確認の結果の要約値"),
                ),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="取り込んだ日時")),
                ("reason", models.TextField(blank=True, verbose_name="できなかった理由")),
                (
                    "kind",
                    models.CharField(
                        choices=[("organizations", "会員"), ("sections", "担当部署")],
                        max_length=14,
                        verbose_name="表",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取り込んだ人",
                    ),
                ),
            ],
            options={
                "verbose_name": "表の取込み",
                "verbose_name_plural": "表の取込み",
                "ordering": ["-id"],
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("done_at__isnull", False),
                                ("finished_at__isnull", False),
                                ("table__isnull", True),
                            ),
                            models.Q(
                                models.Q(
                                    ("table__isnull", False),
                                    ("finished_at__isnull", True),
                                    models.Q(("reason", ""), _negated=True),
                                    _connector="OR",
                                ),
                                ("done_at__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="sheetimport_table_until_done",
                        violation_error_message="読み込んだ内容は、取り込むまでの間だけ保存します。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("upload__isnull", True),
                            models.Q(("finished_at__isnull", True), ("table__isnull", True)),
                            _connector="OR",
                        ),
                        name="sheetimport_upload_until_read",
                        violation_error_message="ファイルは、読み込むまでの間だけ保存します。",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("finished_at__isnull", True)),
                        fields=["kind"],
                        name="sheetimport_one_at_a_time",
                        violation_error_message="ほかの取込みを処理しています。終わってから、もう一度取り込んでください。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="members.governmentchange",
                        verbose_name="変更",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="followed_by",
                        to="members.localgovernment",
                        verbose_name="前の団体",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        help_text="実施するまでは空欄です。",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follows",
                        to="members.localgovernment",
                        verbose_name="後の団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "前身と後継",
                "verbose_name_plural": "前身と後継",
                "ordering": ["change", "predecessor__code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("change", "predecessor"),
                        name="succession_once",
                        violation_error_message="同じ団体が二度入力されています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("successor__isnull", True),
                            models.Q(("successor", models.F("predecessor")), _negated=True),
                            _connector="OR",
                        ),
                        name="succession_of_two",
                        violation_error_message="団体は自分自身の後継にはなりません。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Withdrawal",
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
                            ("waiting", "確認待ち"),
                            ("accepted", "退会予定"),
                            ("done", "退会済み"),
                            ("declined", "見送り"),
                            ("cancelled", "取消し"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="状態",
                    ),
                ),
                ("effective_on", models.DateField(verbose_name="退会日")),
                ("reason", models.TextField(max_length=1000, verbose_name="退会の理由")),
                (
                    "created_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="申出日時"),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="事務局の確認日時")),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="見送りの理由")),
                ("done_at", models.DateTimeField(blank=True, null=True, verbose_name="退会処理日時")),
                ("cancelled_at", models.DateTimeField(blank=True, null=True, verbose_name="取消日時")),
                (
                    "cancelled_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="取り消した人",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="申し出た人",
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
                        verbose_name="確認した人",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawals",
                        to="members.organization",
                        verbose_name="団体",
                    ),
                ),
            ],
            options={
                "verbose_name": "退会の申出",
                "verbose_name_plural": "退会の申出",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["waiting", "accepted"])),
                        fields=("organization",),
                        name="withdrawal_one_open",
                        violation_error_message="この団体の退会の申出はすでに受け付けています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state__in", ["waiting", "cancelled"]),
                                ("decided_at__isnull", True),
                                ("decided_by__isnull", True),
                            ),
                            models.Q(
                                models.Q(("state", "waiting"), _negated=True),
                                ("decided_at__isnull", False),
                                ("decided_by__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="withdrawal_decided_whole",
                        violation_error_message="事務局の確認には日時と人の両方が必要です。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "declined"), models.Q(("answer", ""), _negated=True)),
                            models.Q(models.Q(("state", "declined"), _negated=True), ("answer", "")),
                            _connector="OR",
                        ),
                        name="withdrawal_answer_whole",
                        violation_error_message="見送りのときは理由を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "done"), ("done_at__isnull", False)),
                            models.Q(models.Q(("state", "done"), _negated=True), ("done_at__isnull", True)),
                            _connector="OR",
                        ),
                        name="withdrawal_done_whole",
                        violation_error_message="退会処理日時は、退会済みの申出だけにあります。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("state", "cancelled"),
                                ("cancelled_at__isnull", False),
                                ("cancelled_by__isnull", False),
                            ),
                            models.Q(
                                models.Q(("state", "cancelled"), _negated=True),
                                ("cancelled_at__isnull", True),
                                ("cancelled_by__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="withdrawal_cancelled_whole",
                        violation_error_message="取り消しには日時と取り消した人の両方が必要です。",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ApplicationReturn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("remark", models.TextField(max_length=1000, verbose_name="指摘")),
                (
                    "returned_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="差戻し日時"),
                ),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="再度の案内の日時")),
                (
                    "typed",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        help_text="新しいメールアドレスの確認が済むまで、修正の内容をここに置きます。",
                        verbose_name="確認待ちの修正",
                    ),
                ),
                ("answer", models.TextField(blank=True, max_length=1000, verbose_name="申請者からの連絡")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="修正日時")),
                (
                    "changes",
                    models.JSONField(
                        blank=True,
                        db_default=models.Value({}, models.JSONField()),
                        default=dict,
                        verbose_name="修正の前後",
                    ),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="returns",
                        to="members.application",
                        verbose_name="会員登録申請",
                    ),
                ),
                (
                    "returned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="差し戻した人",
                    ),
                ),
            ],
            options={
                "verbose_name": "差戻し",
                "verbose_name_plural": "差戻し",
                "ordering": ["-id"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("answered_at__isnull", True)),
                        fields=("application",),
                        name="applicationreturn_one_open",
                        violation_error_message="この申請はすでに差し戻しています。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("remark", ""), _negated=True),
                        name="applicationreturn_has_remark",
                        violation_error_message="差戻しには指摘を入力してください。",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answered_at__isnull", True), ("changes", {})),
                            models.Q(("answered_at__isnull", False), ("typed", {})),
                            _connector="OR",
                        ),
                        name="applicationreturn_answered_whole",
                        violation_error_message="修正の前後は、修正が届いた差戻しだけにあります。",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="user",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="users",
                to="members.section",
                verbose_name="担当部署",
            ),
        ),
        migrations.AddConstraint(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("bounced_address", ""), ("bounced_at__isnull", True)),
                    models.Q(("bounced_at__isnull", False), models.Q(("bounced_address", ""), _negated=True)),
                    _connector="OR",
                ),
                name="user_bounced_whole",
                violation_error_message="不達には日時とアドレスの両方が必要です。",
            ),
        ),
    ]
