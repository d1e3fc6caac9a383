"""The base of the lists of posts in /admin/."""

from common.admin_site import SiteAdmin


class ReadOnlyAdmin(SiteAdmin):
    """Posts stay as their sections wrote them; only the actions of the list change their state."""

    list_per_page = 50
    show_full_result_count = False
    actions_selection_counter = True

    def get_readonly_fields(self, request, obj=None):
        return [
            field.name
            for field in self.opts.fields + self.opts.many_to_many
            if field.name not in self.exclude
        ]

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def render_change_form(self, request, context, **kwargs):
        context |= {"show_save": False, "show_save_and_continue": False, "show_save_and_add_another": False}
        return super().render_change_form(request, context, **kwargs)
