"""A form that carries attachments through a failed submit, and one that describes pictures."""

import datetime
import uuid

from django import forms
from django.core.exceptions import ValidationError

from common.attachments import actions, queries
from common.attachments.models import StoredFile
from common.attachments.session_uploads import keep_upload, kept_uploads
from common.fields import FilesField, JapaneseDateField, LineField
from common.formats import filesize_ja, kind_ja
from common.japanese_calendar import YearOf, today
from common.uploads import limits
from common.versions import RowVersionMixin, VersionField


class AttachmentsMixin(forms.Form):
    """Uploads that survive a failed submit. Construct with `by=request.user`; then use `stored_files`.

    `by` may be the `SessionUploads` of a browser without a login; None keeps nothing.

    Good files are kept at once, owned by nobody; when another field is wrong, they come back as ticked
    `kept_files` of the same person. With `instance=` (a saved owner) its files are listed too, and the
    view calls `replace_files(form.stored_files, to=obj)`; a creating view calls `attach_files`.
    """

    files_required = False
    only: tuple[str, ...] = ()  # narrows the kinds that are taken (`limits.PICTURES`)
    max_pictures: int | None = None

    kept_files = forms.MultipleChoiceField(
        label="添付済みのファイル",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="添付しないものは、チェックを外してください。",
        error_messages={
            "invalid_choice": "添付済みのファイルの一部が見つかりません。もう一度選んでください。"
        },
    )
    files = FilesField(label="添付ファイル", required=False)

    def __init__(self, *args, by=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        for name in ("kept_files", "files"):  # behind the text fields, and the kept ones cleaned first
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
        return queries.files_of(instance) if _saved(instance) else []

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
        pictures = sum(file.is_picture for file in self.stored_files)
        if self.max_pictures is not None and pictures > self.max_pictures:
            sentences.append(f"写真は{self.max_pictures}枚までにしてください（いま{pictures}枚）。")
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
        stored = keep_upload(upload, by=self.by, only=self.only)
        if all(stored.sha256 != other.sha256 or stored.name != other.name for other in self.stored_files):
            self.stored_files.append(stored)
        else:  # chosen again beside the kept one
            actions.discard_files([stored])

    def _know_posted(self) -> None:
        posted = self.data.getlist(self.add_prefix("kept_files")) if hasattr(self.data, "getlist") else []
        wanted = {pk for pk in posted[: limits.MAX_FILES * 2] if _is_uuid(pk)} - set(self._known)
        if wanted:
            self._known |= {str(file.pk): file for file in kept_uploads(by=self.by).filter(pk__in=wanted)}

    def _offer(self) -> None:
        self.fields["kept_files"].choices = [
            (pk, f"{file.name}（{kind_ja(file)}、{filesize_ja(file.size)}）")
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


class DescriptionsForm(RowVersionMixin, forms.Form):
    """Words for each picture; `rows` gives each file with its fields, none where it is no picture.

    `public`: what anybody may see also has a caption and says whose picture it is.
    """

    version = VersionField()
    edits_row = True

    def __init__(self, *args, files: list[StoredFile], public: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        self.files_shown = files
        self.columns = DESCRIPTIONS if public else {"alt": DESCRIPTIONS["alt"]}
        for file in files:
            for column, (label, length) in self.columns.items() if file.is_picture else ():
                about = {"label": f"{file.name}の{label}", "initial": getattr(file, column)}
                field = LineField(max_length=length, required=False, **about) if length else _day(**about)
                self.fields[_description_field(file, column)] = field

    @property
    def version_now(self) -> str:
        return queries.descriptions_version(self.files_shown)

    def refuse_stale(self, owner) -> None:
        files = queries.files_of(owner)
        now = {
            _description_field(file, column): getattr(file, column)
            for file in files
            for column in self.columns
        }
        self.show_stale(queries.descriptions_version(files), now)

    @property
    def rows(self) -> list[tuple[StoredFile, list[forms.BoundField]]]:
        return [
            (file, [self[_description_field(file, column)] for column in self.columns if file.is_picture])
            for file in self.files_shown
        ]

    @property
    def texts(self) -> dict[StoredFile, dict[str, str]]:
        return {
            file: {column: self.cleaned_data[_description_field(file, column)] for column in self.columns}
            for file in self.files_shown
            if file.is_picture
        }


# column of a file -> (what it is called, how long it may be; 0: a day)
DESCRIPTIONS = {
    "alt": ("説明", 200),
    "caption": ("添える文", 200),
    "rights": ("権利の表示", 100),
    "taken_on": ("撮影日", 0),
}


def _day(**about) -> JapaneseDateField:
    return JapaneseDateField(required=False, year=YearOf.LAST, validators=[_refuse_future], **about)


def _refuse_future(day: datetime.date) -> None:
    if day > today():
        raise ValidationError("撮影日は、今日までの日にしてください。", code="future")


def _description_field(file: StoredFile, column: str) -> str:
    return f"{column}_{file.pk.hex}"
