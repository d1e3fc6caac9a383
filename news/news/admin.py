from django.contrib import admin

from common.publication.admin import PublicationAdmin
from news.news.models import Announcement, NewsIssue


@admin.register(Announcement)
class AnnouncementAdmin(PublicationAdmin):
    list_display = ("title", "is_pinned", "state", "published_at", "published_by")
    list_filter = ("state", "is_pinned")
    list_select_related = ("published_by",)
    search_fields = ("title", "body")
    date_hierarchy = "published_at"
    fieldsets = (
        (None, {"fields": ("title", "body", "is_pinned")}),
        PublicationAdmin.FILES,
        PublicationAdmin.AUDIT,
    )


@admin.register(NewsIssue)
class NewsIssueAdmin(PublicationAdmin):
    list_display = ("volume", "published_on", "publisher", "state")
    list_filter = ("state",)
    search_fields = ("topics", "publisher")
    date_hierarchy = "published_on"
    fieldsets = (
        (None, {"fields": ("volume", "published_on", "publisher", "topics", "source")}),
        PublicationAdmin.FILES,
        PublicationAdmin.AUDIT,
    )
