from django.contrib import admin

from common.publication.admin import PublicationAdmin
from news.issues.models import NewsIssue


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
