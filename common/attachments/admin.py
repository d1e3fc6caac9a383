"""What the secretariat sees of the office: mail, register, files to read; words of the search to edit."""

import re

from django.contrib import admin
from django.db import connection
from django.utils.html import format_html
from django.utils.timezone import localtime

from office import postroom, text, words
from office.admin_dates import BoundedDates
from office.models import Entry, LookBehind, Mail, StoredFile, Synonym
from office.templatetags.office import filesize_ja, kind_ja, wareki_short


def _short(moment):
    """R8.11.23(月) 10:31, narrow enough for a list."""
    return f"{wareki_short(moment)} {localtime(moment):%H:%M}"


# the values of an indexed column, leaping from one to the next: the table grows for ever, they do not
_PRESENT = """
    WITH RECURSIVE present AS (
        (SELECT {column} AS value FROM {table} ORDER BY 1 LIMIT 1)
        UNION ALL
        SELECT (SELECT {column} FROM {table} WHERE {column} > present.value ORDER BY 1 LIMIT 1)
        FROM present WHERE present.value IS NOT NULL
    )
    SELECT value FROM present WHERE value IS NOT NULL
"""


class WordFilter(admin.SimpleListFilter):
    """A choice among the keys that the table holds, by their Japanese names."""

    word = None

    def lookups(self, request, model_admin):
        names = {"column": self.parameter_name, "table": model_admin.model._meta.db_table}
        with connection.cursor() as cursor:
            cursor.execute(_PRESENT.format(**names))
            return sorted(((key, self.word(key)) for (key,) in cursor.fetchall()), key=lambda pair: pair[1])

    def queryset(self, request, queryset):
        known = {key for key, _ in self.lookup_choices}
        return queryset.filter(**{self.parameter_name: self.value()}) if self.value() in known else queryset


class VerbFilter(WordFilter):
    title, parameter_name, word = "操作", "verb", staticmethod(words.verb)


class PurposeFilter(WordFilter):
    title, parameter_name, word = "用件", "purpose", staticmethod(words.purpose)


class ReadOnlyAdmin(BoundedDates, admin.ModelAdmin):
    """Rows that the site writes and nobody edits."""

    list_per_page = 50
    show_full_result_count = False

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


# a one-time code or the secret part of a link: whoever reads the list could log in as the addressee
KEYS = re.compile(
    r"(?<![\w-])\d{3} ?\d{3}(?![\w-])|(?m:^[ \t]*[A-Z0-9-]{6,12}[ \t]*$)|(?<=/)[\w:-]{20,}(?=/)"
)


@admin.register(Mail)
class MailAdmin(ReadOnlyAdmin):
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
        return KEYS.sub("●●●●●●", mail.body)

    @admin.display(description="作成日時", ordering="created_at")
    def created_short(self, mail):
        return _short(mail.created_at)

    @admin.display(description="最後のエラー")
    def reason(self, mail):
        return text.excerpt(mail.last_error, 40) or "―"

    def has_resend_permission(self, request):
        return request.user.has_perm("office.change_mail")

    @admin.action(description="選んだ「送信できず」のメールをもう一度送る", permissions=["resend"])
    def send_again(self, request, queryset):
        count = postroom.send_again(queryset, by=request.user)
        left = queryset.count() - count
        note = f"({left}件は「送信できず」ではないか、宛先が正しくないため送りません。)" if left else ""
        self.message_user(request, f"{count}件のメールをもう一度送ります。{note}")


@admin.register(Entry)
class EntryAdmin(ReadOnlyAdmin):
    list_display = ["at_short", "by_name", "verb_word", "object_kind", "object_name"]
    list_filter = [VerbFilter, "object_type", "at"]
    list_select_related = ["object_type"]
    search_fields = ["by_name", "object_name", "object_id", "verb"]
    search_help_text = "操作者・対象・操作から探します。"
    date_hierarchy = "at"
    fields = ["at", "by_name", "by", "verb", "object_type", "object_id", "object_name", "facts"]

    @admin.display(description="日時", ordering="at")
    def at_short(self, entry):
        return _short(entry.at)

    @admin.display(description="操作", ordering="verb")
    def verb_word(self, entry):
        return words.verb(entry.verb)

    @admin.display(description="対象の種類")
    def object_kind(self, entry):
        model = entry.object_type.model_class() if entry.object_type_id else None
        return model._meta.verbose_name if model else "―"


@admin.register(StoredFile)
class StoredFileAdmin(ReadOnlyAdmin):
    list_display = ["name", "kind_short", "size_short", "pages", "owner_kind", "uploaded_by", "created_short"]
    list_filter = ["kind", "owner_type", "created_at"]
    list_select_related = ["owner_type", "uploaded_by"]
    search_fields = ["name", "sha256", "uploaded_by__name", "uploaded_by__email"]
    search_help_text = "ファイル名・登録者・SHA-256から探します。"
    date_hierarchy = "created_at"
    fields = ["link", "kind", "size_short", "pages", "width", "height", "sha256", "owner_kind", "owner_id"]
    readonly_fields = ["link", "size_short", "owner_kind"]

    @admin.display(description="ファイル")
    def link(self, file):
        return format_html('<a href="{}">{}</a>', file.get_absolute_url(), file.name)

    @admin.display(description="種類", ordering="kind")
    def kind_short(self, file):
        return kind_ja(file)

    @admin.display(description="大きさ", ordering="size")
    def size_short(self, file):
        return filesize_ja(file.size)

    @admin.display(description="添付先", ordering="owner_type")
    def owner_kind(self, file):
        model = file.owner_type.model_class() if file.owner_type_id else None
        return model._meta.verbose_name if model else "なし"

    @admin.display(description="登録日時", ordering="created_at")
    def created_short(self, file):
        return _short(file.created_at)


class SearchWordAdmin(admin.ModelAdmin):
    """Words that shape the search: the secretariat adds, changes and deletes them."""

    def has_add_permission(self, request):
        return self.has_module_permission(request)

    def has_module_permission(self, request):
        return request.user.is_authenticated and request.user.is_secretariat

    def has_view_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_change_permission(self, request, obj=None):
        return self.has_module_permission(request)

    def has_delete_permission(self, request, obj=None):
        return self.has_module_permission(request)


@admin.register(Synonym)
class SynonymAdmin(SearchWordAdmin):
    list_display = ["term", "means"]
    search_fields = ["term", "means"]


@admin.register(LookBehind)
class LookBehindAdmin(SearchWordAdmin):
    list_display = ["term", "not_after"]
    search_fields = ["term", "not_after"]
