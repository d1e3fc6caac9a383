"""Files that a browser uploads without a login: only the same browser gets them back."""

from collections.abc import Iterable

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from common.attachments import actions, queries
from common.attachments.models import StoredFile

KEPT = "uploads"
MAX_FILES, MAX_KEYS = 60, 20


class SessionUploads:
    """Who uploads where nobody is logged in: this session, for the one purpose that `key` names.

    Takes the place of `by` in `AttachmentsMixin`; without it a visitor could send along the file of another.
    """

    def __init__(self, session, key: str):
        self.session, self.key = session, key

    def remember(self, file: StoredFile) -> None:
        others = {key: ids for key, ids in self.session.get(KEPT, {}).items() if key != self.key}
        own = [*self._ids(), str(file.pk)][-MAX_FILES:]
        self.session[KEPT] = {**dict(list(others.items())[-MAX_KEYS + 1 :]), self.key: own}

    def files(self):
        """Those that no object owns yet."""
        return StoredFile.objects.filter(
            owner_type__isnull=True, uploaded_by__isnull=True, pk__in=self._ids()
        )

    def _ids(self) -> list[str]:
        return self.session.get(KEPT, {}).get(self.key, [])


def keep_upload(upload: UploadedFile, *, by, only: Iterable[str] = ()) -> StoredFile:
    """As `store_upload`; `by` may be the uploads of a session."""
    if not isinstance(by, SessionUploads):
        return actions.store_upload(upload, by=by, only=only)
    stored = actions.store_upload(upload, by=None, only=only)
    by.remember(stored)
    return stored


def kept_uploads(*, by) -> QuerySet[StoredFile]:
    """What they uploaded and no object owns yet; `by` may be the uploads of a session."""
    return by.files() if isinstance(by, SessionUploads) else queries.unowned_files(by=by)
