"""Pages of /admin/ on which nothing is written."""


class LookOnly:
    """Changes go through the pages, where they leave a trace and tell the other side."""

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False
