from common.attachments.forms import AttachmentsMixin
from common.versions import EditedForm


class PublicationForm(AttachmentsMixin, EditedForm):
    """With pictures and documents; the admin names the fields once, so both stay even without a file."""

    editor = None

    def __init__(self, *args, **kwargs):
        super().__init__(*args, by=self.editor, **kwargs)
        self._keep_places()

    def full_clean(self):
        super().full_clean()
        self._keep_places()

    def _keep_places(self):
        self.fields.setdefault("kept_files", self.base_fields["kept_files"])
