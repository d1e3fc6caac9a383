import re

from django.contrib import admin

from common import text
from common.admin_mixins import LabelFilter, ReadOnlyAdmin, column, short_moment
from common.labels import purpose_label
from common.outbox import actions
from common.outbox.models import OutgoingMail


class PurposeFilter(LabelFilter):
    title, parameter_name, label = "用件", "purpose", staticmethod(purpose_label)


# a one-time code or the secret part of a link: whoever reads the list could log in as the addressee
SECRETS = re.compile(
    r"(?<![\w-])\d{3} ?\d{3}(?![\w-])|(?m:^[ \t]*[A-Z0-9-]{6,12}[ \t]*$)|(?<=/)[\w:-]{20,}(?=/)"
)


@admin.register(OutgoingMail)
class OutgoingMailAdmin(ReadOnlyAdmin):
    list_display = ["state", "subject", "to", "created_short", "tries", "reason"]
    list_display_links = ["subject"]
    list_filter = ["state", PurposeFilter, "created_at"]
    search_fields = ["to", "subject", "key"]
    search_help_text = "宛先・件名から探します。"
    date_hierarchy = "created_at"
    actions = ["send_again"]
    fields = [
        "state",
        "to",
        "subject",
        "veiled_body",
        "purpose",
        "tries",
        "last_error",
        "created_at",
        "sent_at",
        "key",
    ]

    @admin.display(description="本文(コードと専用リンクは伏せています)")
    def veiled_body(self, mail):
        return SECRETS.sub("●●●●●●", mail.body)

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
