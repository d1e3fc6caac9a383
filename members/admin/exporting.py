"""The chosen rows of a list as a sheet, in the shape that /members/sheets/ takes in again."""

from collections.abc import Callable

from django.contrib import admin

from office import register

_exports: dict[str, Callable] = {}


def register_export(key: str, response: Callable) -> None:
    """`response(kind, queryset)` gives the rows as the sheet of that key, as "xlsx" or "csv"."""
    _exports[key] = response


class ExportMixin:
    """Adds two actions to a list; `sheet` is the key of one of the sheets."""

    sheet = ""
    actions = ["export_xlsx", "export_csv"]

    @admin.action(description="選んだ行をExcelで書き出す", permissions=["view"])
    def export_xlsx(self, request, queryset):
        return self._export(request, queryset, "xlsx")

    @admin.action(description="選んだ行をCSVで書き出す", permissions=["view"])
    def export_csv(self, request, queryset):
        return self._export(request, queryset, "csv")

    def _export(self, request, queryset, kind):
        register.record(by=request.user, verb="members.sheet_exported", obj=None, table=self.sheet, kind=kind)
        return _exports[self.sheet](kind, queryset)
