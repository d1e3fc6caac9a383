"""Parts of forms: one that creates once, one that carries attachments through a failed submit."""

import uuid

from django import forms
from django.core.exceptions import ValidationError

from office import cabinet
from office.cabinet import limits
from office.fields import FilesField
from office.models import StoredFile
from office.templatetags.office import filesize_ja, kind_ja


class TokenField(forms.UUIDField):
    """The hidden token of a creating form; a missing or spoilt one becomes a fresh one, never an error."""

    widget = forms.HiddenInput

    def __init__(self, **kwargs):
        super().__init__(required=False, initial=uuid.uuid4, **kwargs)

    def clean(self, value):
        try:
            return super().clean(value) or uuid.uuid4()
        except ValidationError:
            return uuid.uuid4()


class OnceForm(forms.Form):
    """A creating form: give `cleaned_data["once"]` to `office.once.once`."""

    once = TokenField()


class AttachmentsMixin(forms.Form):
    """Uploads that survive a failed submit. Construct with `by=request.user`; then use `stored_files`.

    Good files are kept at once, owned by nobody; when another field is wrong, they come back as ticked
    `kept_files` of the same person. With `instance=` (a saved owner) its files are listed too, and the
    view calls `cabinet.replace(form.stored_files, to=obj)`; a creating view calls `cabinet.attach`.
    """

    files_required = False
    only: tuple[str, ...] = ()  # narrows the kinds that are taken (`limits.PICTURES`)

    kept_files = forms.MultipleChoiceField(
        label="添付済みのファイル",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="添付しないものは、チェックを外してください。",
        error_messages={
            "invalid_choice": "添付済みのファイルの一部が見つかりません。もう一度選んでください。"
        },
    )
    files = FilesField(label="添付ファイル", required=False, bounded=False)

    def __init__(self, *args, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        for name in ("kept_files", "files"):  # behind the words, and the kept ones cleaned first
            if name not in (self.field_order or ()):
                self.fields[name] = self.fields.pop(name)
        self.stored_files: list[StoredFile] = []
        self._known = {str(file.pk): file for file in self.files_before()}
        self.initial.setdefault("kept_files", list(self._known))
        if self.is_bound:
            self._know_posted()
        self._offer()

    def files_before(self) -> list[StoredFile]:
        """What the owner has already; a page with many such forms reads them in one query and says so."""
        instance = getattr(self, "instance", None)
        return cabinet.files_of(instance) if _saved(instance) else []

    def clean_files(self):
        """Keep the good ones in any case; every other one gets its sentence."""
        ticked = self.cleaned_data.get("kept_files", [])
        self.stored_files = [file for pk, file in self._known.items() if pk in ticked]
        sentences = []
        for upload in self.cleaned_data["files"]:
            try:
                self._take(upload)
            except ValidationError as error:
                sentences.extend(error.messages)
        if self.files_required and not self.stored_files and not sentences:
            sentences.append("ファイルを1件以上選んでください。")
        if sentences:
            raise ValidationError(sentences)
        return self.cleaned_data["files"]

    def full_clean(self):
        self._is_clean = False
        super().full_clean()
        self._is_clean = True
        if self.is_bound and self.errors:
            self._show_kept()

    def add_error(self, field, error):
        """Also what the action refused afterwards leaves the good files ticked."""
        super().add_error(field, error)
        if self._is_clean:
            self._show_kept()

    def _take(self, upload) -> None:
        count, total = len(self.stored_files), sum(file.size for file in self.stored_files)
        if sentence := limits.room_for(upload.name, upload.size or 0, count=count, total=total):
            raise ValidationError(sentence, code="room")
        stored = cabinet.keep(upload, by=self.by, only=self.only)
        if all(stored.sha256 != other.sha256 or stored.name != other.name for other in self.stored_files):
            self.stored_files.append(stored)
        else:  # chosen again beside the kept one
            cabinet.discard([stored])

    def _know_posted(self) -> None:
        posted = self.data.getlist(self.add_prefix("kept_files")) if hasattr(self.data, "getlist") else []
        wanted = {pk for pk in posted[: limits.MAX_FILES * 2] if _is_uuid(pk)} - set(self._known)
        if wanted:
            self._known |= {str(file.pk): file for file in cabinet.unowned(by=self.by).filter(pk__in=wanted)}

    def _offer(self) -> None:
        self.fields["kept_files"].choices = [
            (pk, f"{file.name}({kind_ja(file)}、{filesize_ja(file.size)})")
            for pk, file in self._known.items()
        ]
        if not self._known and not self.is_bound:
            del self.fields["kept_files"]

    def _show_kept(self) -> None:
        if "kept_files" not in self.fields:  # an earlier error found nothing to keep
            return
        ticked = [str(file.pk) for file in self.stored_files]
        self._known |= {str(file.pk): file for file in self.stored_files}
        self._offer()
        if not self._known:
            self.fields.pop("kept_files", None)
        elif hasattr(self.data, "setlist"):
            self.data = self.data.copy()
            self.data.setlist(self.add_prefix("kept_files"), ticked)


def _saved(instance) -> bool:
    return instance is not None and instance.pk is not None and not instance._state.adding


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


class SavedByTwoMixin:
    """A form whose row two may write at once; it has `version`, and attachments; the row has a `saver`.

    `groups` are (heading, names of fields) in the order of the page.
    """

    overtaken = (
        "{name}さんが先に保存しました。下の「保存されている内容」と見比べて直し、もう一度保存してください。"
    )

    @property
    def parts(self) -> list:
        """(heading, its fields) as the page shows them."""
        return [
            (heading, [self[name] for name in names.split() if name in self.fields])
            for heading, names in self.groups
        ]

    def overtaken_by(self, row) -> None:
        """A colleague saved meanwhile: say so; saving this text once more goes over his version."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(row.version)
        self.refuse(self.overtaken.format(name=row.saver))

    def refuse(self, refusal) -> None:
        """Say why it could not be saved after all; what was typed and uploaded stays in the form."""
        self.add_error(None, refusal)
        self._show_kept()
