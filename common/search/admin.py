from django.contrib import admin

from common.search.models import LookBehind, Synonym


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
