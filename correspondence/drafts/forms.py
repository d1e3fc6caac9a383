"""What is typed into a request before it is sent."""

from django import forms

from common.attachments.forms import AttachmentsMixin
from common.forms import AnswerDueMixin, ConcurrentEditMixin, ConditionalFieldsMixin, PresetsMixin
from common.idempotency.forms import IdempotentForm
from members.sections.models import Section


class VersionForm(forms.Form):
    """Names the state of the draft that stands on the page of the one who presses."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class DraftForm(
    PresetsMixin,
    ConditionalFieldsMixin,
    ConcurrentEditMixin,
    AttachmentsMixin,
    AnswerDueMixin,
    IdempotentForm,
):
    """Whole to be sent; with `draft=True` nothing is required: a draft may stop anywhere.

    `instance` is the draft being continued; `version` says which state of it stands on the page.
    """

    NOT_KEPT: tuple[str, ...] = ("idempotency_key", "version", "kept_files", "files")

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    section = forms.ModelChoiceField(label="担当部署", queryset=Section.objects.none())

    def __init__(self, data=None, files=None, *, by, instance=None, draft=False):
        self.instance, self.draft = instance, draft
        initial = self.initial_of(instance) if instance is not None and data is None else None
        super().__init__(data, files, by=by, initial=initial)
        sections = Section.objects.open().filter(organization=by.organization)
        self.fields["section"].queryset = sections.select_related("organization")
        self.fields["section"].label_from_instance = lambda section: section.name
        self.fields["section"].initial = by.section_id
        if draft:
            for field in self.fields.values():
                field.required = False

    @classmethod
    def initial_of(cls, item) -> dict:
        """The fields as the saved request has them."""
        names = set(cls.base_fields) & {field.name for field in item._meta.concrete_fields}
        return {name: item.serializable_value(name) for name in names}

    @property
    def values(self) -> dict:
        """The cleaned fields that are kept in the request."""
        return {name: value for name, value in self.cleaned_data.items() if name not in self.NOT_KEPT}


def problems_of(form_class, item, by) -> list[tuple[str, str, str]]:
    """(field, its label, what is missing or wrong) of a draft that shall be sent; empty where it is whole."""
    data = form_class.initial_of(item)
    form = form_class(data, instance=item, by=by)
    data["kept_files"] = form.initial["kept_files"]  # the form has just looked them up
    return [
        (name, str(form.fields[name].label) if name in form.fields else "", error)
        for name, errors in form.errors.items()
        for error in errors
    ]
