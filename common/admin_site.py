"""The one base of every list in /admin/, also of those that other packages register.

A list answers what it offers: its filters, its search and the dates above it. Any other lookup would tell,
yes or no, what stands in a column that nobody may read (`?field__regex=`).
"""

from functools import partial, wraps

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.options import IS_POPUP_VAR, IncorrectLookupParameters
from django.contrib.admin.templatetags import admin_list
from django.contrib.admin.utils import NotRelationField, display_for_field, get_fields_from_path, unquote
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import BadRequest, FieldDoesNotExist, PermissionDenied, ValidationError
from django.core.paginator import InvalidPage
from django.db import DataError, models, transaction
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.timezone import localtime

from common import fields, link_fields, text
from common.idempotency.actions import content_key, run_once
from common.idempotency.forms import IdempotencyKeyField
from common.japanese_calendar import wareki_short
from common.refusals import ActionRefused
from common.versions import EditedForm

DATE_PARTS = ("year", "month", "day")
# what each kind of filter writes into the address, behind the path of its field, and other ways to say equal
_WRITTEN = (
    (admin.EmptyFieldListFilter, ("__isempty",)),
    (admin.RelatedFieldListFilter, ("__{key}__exact", "__isnull", "", "__exact")),
    (admin.BooleanFieldListFilter, ("__exact", "__isnull", "")),
    (admin.ChoicesFieldListFilter, ("__exact", "__isnull", "")),
    (admin.DateFieldListFilter, ("__gte", "__lt", "__isnull")),
    (admin.AllValuesFieldListFilter, ("", "__isnull", "__exact")),
)


class TypedFieldsMixin:
    """What is typed in forms and rows is read as on every page: 和暦, 全角, no control characters."""

    formfield_overrides = {
        models.CharField: {"form_class": fields.LineField},
        models.TextField: {"form_class": fields.TextField},
        models.EmailField: {"form_class": fields.MailAddressField},
        models.URLField: {"form_class": link_fields.LinkField},
        # rows of any year are repaired here: it must be typed
        models.DateField: {
            "form_class": fields.JapaneseDateField,
            "widget": forms.TextInput,
            "year": None,
        },
        models.IntegerField: {"form_class": fields.JapaneseIntegerField, "widget": forms.TextInput},
        models.BigIntegerField: {"form_class": fields.JapaneseIntegerField, "widget": forms.TextInput},
    }


class EditedRowsMixin(TypedFieldsMixin):
    """Rows in the form of another one; each says for itself which state of it stands on the page."""

    form = EditedForm

    def get_fields(self, request, obj=None):
        names = [name for name in super().get_fields(request, obj) if name != "version"]
        return [*names, "version"]


class SiteAdmin(TypedFieldsMixin, admin.ModelAdmin):
    """A list with its forms; `AdminSite.register` puts it under every other one."""

    def lookup_allowed(self, lookup, value, request):
        """Whether a filter of this list, or the dates above it, may have written it."""
        if lookup.rpartition("__")[0] == (self.date_hierarchy or "-"):
            return lookup.rpartition("__")[2] in DATE_PARTS or lookup in self._written(request)
        return lookup in self._written(request)

    def _written(self, request) -> set[str]:
        return {name for one in self.get_list_filter(request) for name in _parameters(self.model, one)}

    def to_field_allowed(self, request, to_field):
        """A row is named by its key, by no other column."""
        return to_field in ("id", "pk", self.opts.pk.name)

    def get_queryset(self, request):
        """What the pages would show this person, too."""
        rows = super().get_queryset(request)
        return rows.visible_to(request.user) if hasattr(rows, "visible_to") else rows

    def get_changelist_instance(self, request):
        try:
            found = super().get_changelist_instance(request)
            found.title = f"{self.opts.verbose_name_plural}の一覧"
            return found
        except IncorrectLookupParameters as error:
            if isinstance(error.__context__, InvalidPage):  # rows went meanwhile: the first page then
                raise
            raise BadRequest from error
        except (OverflowError, DataError) as error:  # a year of twenty digits, a word that is no state
            raise BadRequest from error

    def get_fields(self, request, obj=None):
        return self._with_version(super().get_fields(request, obj), request, obj)

    def get_fieldsets(self, request, obj=None):
        sets = super().get_fieldsets(request, obj)
        if not self.fieldsets:
            return sets
        (heading, first), *others = sets
        fields = self._with_version(first["fields"], request, obj)
        return [(heading, first | {"fields": fields}), *others]

    def _with_version(self, names, request, obj):
        """The state that stands on the page goes with the form of a row."""
        names = [name for name in names if name != "version"]
        if (
            not issubclass(self.form, EditedForm)
            or obj is None
            or not self.has_change_permission(request, obj)
        ):
            return names
        return [*names, "version"]

    def get_object(self, request, object_id, from_field=None):
        """Whoever saves holds the row, so that the second of two reads what the first wrote."""
        row = super().get_object(request, object_id, from_field)
        if row is None or request.method != "POST" or not transaction.get_connection().in_atomic_block:
            return row
        self.lock(row)
        return super().get_object(request, object_id, from_field)

    def lock(self, row) -> None:
        rows = self.model._base_manager.select_for_update(of=("self",), no_key=True)
        list(rows.filter(pk=row.pk).values_list("pk"))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What an action refuses is undone and said on the form's page; a row is added once for each form."""
        what = "追加" if object_id is None else "内容"
        extra_context = {"title": f"{self.opts.verbose_name}の{what}", **(extra_context or {})}
        try:
            if object_id is not None or IS_POPUP_VAR in request.POST:
                return super().changeform_view(request, object_id, form_url, extra_context)
            token = IdempotencyKeyField().clean(request.POST.get("idempotency_key"))
            extra_context |= {"idempotency_key": token}
            show = partial(super().changeform_view, request, None, form_url, extra_context)
            return _added_once(request, token, show) if request.method == "POST" else show()
        except ActionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(request.get_full_path())

    def get_search_fields(self, request):
        """Without what cannot be searched here: a package may name a relation or a user's `username`."""
        return [name for name in super().get_search_fields(request) if _is_searchable(self.model, name)]

    def response_action(self, request, queryset):
        for key in request.POST.getlist(admin.helpers.ACTION_CHECKBOX_NAME):
            self.opts.pk.to_python(key)  # raises ValidationError, which is answered with 400
        return super().response_action(request, queryset)


class _NotAdded(Exception):
    """The form is shown again: nothing was written, and its token may come once more."""


def _added_once(request, token, show):
    answers = []

    def add() -> str:
        answers.append(show())
        if answers[0].status_code != 302:
            raise _NotAdded
        return answers[0].url.partition("?")[0]

    try:
        url, is_first = run_once(content_key(token, request.POST, request.FILES), add)
    except _NotAdded:
        is_first = True
    return answers[0] if is_first else redirect(url)


def _is_searchable(model, name: str) -> bool:
    path = name.lstrip("=^@")
    if path.endswith("__pk"):
        return True
    try:
        return not get_fields_from_path(model, path)[-1].is_relation
    except NotRelationField:  # a lookup of a column's own stands behind it: names__part
        return True
    except FieldDoesNotExist:
        return False


def _parameters(model, list_filter) -> list[str]:
    """What one entry of `list_filter` writes into the address."""
    if isinstance(list_filter, type):
        return [list_filter.parameter_name]
    path, kind = list_filter if isinstance(list_filter, (tuple, list)) else (list_filter, None)
    field = get_fields_from_path(model, path)[-1]
    kind = kind or next(kind for test, kind in admin.FieldListFilter._field_list_filters if test(field))
    key = field.target_field.name if field.is_relation else ""
    return [path + end.format(key=key) for known, ends in _WRITTEN if issubclass(kind, known) for end in ends]


class OfferedAutocomplete(AutocompleteJsonView):
    """Offers rows for the fields that an admin class names in `autocomplete_fields`, for no other."""

    def process_request(self, request):
        found = super().process_request(request)
        source = found[2]
        if source.name not in _autocompleted(self.admin_site, source.model):
            raise PermissionDenied
        return found


def _autocompleted(site, model) -> set[str]:
    known = site._registry.get(model)
    return set(known.autocomplete_fields) if known else set()


def _display_in_wareki(value, field, *args, **options):
    """Dates that are only read, in lists and on pages, as everywhere on the site: R8.11.29(日)."""
    if value and isinstance(field, models.DateField):  # also one with a time
        day = wareki_short(value)
        return f"{day} {localtime(value):%H:%M}" if isinstance(field, models.DateTimeField) else day
    return display_for_field(value, field, *args, **options)


# Django offers no setting for this: a format of a locale knows no eras
admin_list.display_for_field = helpers.display_for_field = _display_in_wareki


class AdminSite(admin.AdminSite):
    """/admin/, where every list is a `SiteAdmin` and what cannot be read is answered with 400.

    Its first page has what can be mended; what is only read stands on one page of its own (記録).
    """

    site_title = site_header = index_title = "データの修正"

    def get_app_list(self, request, app_label=None):
        found = super().get_app_list(request, app_label)
        return found if app_label else _with_models(found, read_only=False)

    def get_urls(self):
        return [path("records/", self.admin_view(self.records), name="records"), *super().get_urls()]

    def records(self, request):
        found = _with_models(super().get_app_list(request), read_only=True)
        context = self.each_context(request) | {"title": "記録", "app_list": found, "is_records": True}
        return TemplateResponse(request, "admin/index.html", context)

    def register(self, model_or_iterable, admin_class=None, **options):
        admin_class = admin_class or SiteAdmin
        if not issubclass(admin_class, SiteAdmin):
            admin_class = type(admin_class.__name__, (SiteAdmin, admin_class), {})
        super().register(model_or_iterable, admin_class, **options)

    def admin_view(self, view, cacheable=False):
        @wraps(view)
        def answered(request, *args, **kwargs):
            _refuse_unreadable(request, kwargs)
            try:
                return view(request, *args, **kwargs)
            except ValidationError as error:  # the name of a row that is no name
                raise BadRequest from error

        return super().admin_view(answered, cacheable)

    def autocomplete_view(self, request):
        return OfferedAutocomplete.as_view(admin_site=self)(request)


def _with_models(apps: list[dict], *, read_only: bool) -> list[dict]:
    """Apps with those of their models that are only read here, or with the others."""
    found = [
        app | {"models": [one for one in app["models"] if _is_read_only(one) == read_only]} for app in apps
    ]
    return [app for app in found if app["models"]]


def _is_read_only(model: dict) -> bool:
    return not any(model["perms"][name] for name in ("add", "change", "delete"))


def _refuse_unreadable(request, kwargs) -> None:
    """No address holds NUL, control or broken characters."""
    typed = [*request.GET, *(value for values in request.GET.lists() for value in values[1])]
    typed += [unquote(value) for value in kwargs.values() if isinstance(value, str)]
    if any(text.refusal(value) for value in typed):
        raise BadRequest
