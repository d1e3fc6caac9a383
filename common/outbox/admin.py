import re

from django.contrib import admin
from django.db.models import BooleanField, ExpressionWrapper, Q

from common import text
from common.admin_mixins import LabelFilter, ReadOnlyAdmin, column, partly_seen, short_moment
from common.labels import purpose_label
from common.outbox import actions
from common.outbox.mails import purposes_about
from common.outbox.models import OutgoingMail


class PurposeFilter(LabelFilter):
    title, parameter_name, label = "用件", "purpose", staticmethod(purpose_label)


# a one-time code or the secret part of a link: whoever reads the list could log in as the addressee
SECRETS = re.compile(
    r"(?<![\w-])\d{3} ?\d{3}(?![\w-])|(?m:^[ \t]*[A-Z0-9-]{6,12}[ \t]*$)|(?<=/)[\w:-]{20,}(?=/)"
)


INSIDE = "(団体の中のことのため、その団体の担当者だけが読めます)"


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin):
    list_display = ["state", "veiled_subject", "to", "created_short", "tries", "reason"]
    list_display_links = ["veiled_subject"]
    list_filter = ["state", PurposeFilter, "created_at"]
    search_fields = ["to", "subject", "key"]
    search_help_text = "宛先・件名から探します。"
    date_hierarchy = "created_at"
    actions = ["send_again"]
    fields = [
        "state",
        "to",
        "veiled_subject",
        "veiled_body",
        "purpose",
        "tries",
        "last_error",
        "created_at",
        "sent_at",
        "key",
    ]

    def get_queryset(self, request):
        """Every mail, to see whether it arrived; what is said about rows that they do not see is not read."""
        inside = Q(pk__in=[])
        for model, rows in partly_seen(request.user).items():
            if purposes := purposes_about(model):
                inside |= Q(purpose__in=purposes) & ~Q(about_id__in=rows.values("pk"))
        marked = ExpressionWrapper(inside, output_field=BooleanField())
        return super().get_queryset(request).annotate(inside=marked)

    def get_search_results(self, request, queryset, search_term):
        queryset = queryset.filter(inside=False) if search_term else queryset
        return super().get_search_results(request, queryset, search_term)

    veiled_subject = column("件名", lambda row: INSIDE if row.inside else row.subject)

    @admin.display(description="本文(コードと専用リンクは伏せています)")
    def veiled_body(self, mail):
        return INSIDE if mail.inside else SECRETS.sub("●●●●●●", mail.body)

    created_short = column("作成日時", lambda row: short_moment(row.created_at), ordering="created_at")
    reason = column("送れなかった理由", lambda row: text.excerpt(row.last_error, 40) or "―")

    def has_resend_permission(self, request):
        return request.user.has_perm("common.change_outgoingmail")

    @admin.action(description="選んだ「送信できず」のメールをもう一度送る", permissions=["resend"])
    def send_again(self, request, queryset):
        count = actions.resend_failed_mails(queryset, by=request.user)
        left = queryset.count() - count
        note = f"({left}件は「送信できず」ではないか、宛先が正しくないため送りません。)" if left else ""
        self.message_user(request, f"{count}件のメールをもう一度送ります。{note}")
