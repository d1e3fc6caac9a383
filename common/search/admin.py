from django.contrib import admin

from common.admin_site import SiteAdmin
from common.search.models import LookBehind, Synonym
from common.versions import EditedForm


class SearchWordAdmin(SiteAdmin):
    """Words that shape the search: the secretariat adds, changes and deletes them."""

    form = EditedForm

    def _is_secretariat(self, request, obj=None):
        return request.user.is_authenticated and request.user.is_secretariat

    has_module_permission = has_view_permission = _is_secretariat
    has_add_permission = has_change_permission = has_delete_permission = _is_secretariat


@admin.register(Synonym)
class SynonymAdmin(SearchWordAdmin):
    list_display = ["term", "means"]
    search_fields = ["term", "means"]


@admin.register(LookBehind)
class LookBehindAdmin(SearchWordAdmin):
    list_display = ["term", "not_after"]
    search_fields = ["term", "not_after"]
