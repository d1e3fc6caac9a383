"""The mail to whoever requested a file, when its making has ended."""

from typing import ClassVar

from common.outbox.mails import Mail
from common.prepared_files.models import PreparedFile


class PreparedFileFinished(Mail, abstract=True):
    """A child names the model in `about`; whoever requested it is told when it is ready or failed."""

    template = "common/prepared_files/mails/prepared_file_finished.txt"
    related = ("requested_by",)
    of: ClassVar[dict[type[PreparedFile], type["PreparedFileFinished"]]] = {}

    def __init_subclass__(cls, **kwargs):
        template = cls.template
        super().__init_subclass__(**kwargs)
        cls.template = template
        cls.of[cls.about] = cls

    def context(self):
        return {"prepared": self.about}

    def recipients(self):
        by = self.about.requested_by
        return [by.email] if by.is_active else []

    def still_holds(self, to):
        """It lies there to be fetched, or it failed; and who requested it still has the account."""
        return self.about.state in (
            PreparedFile.State.READY,
            PreparedFile.State.FAILED,
        ) and self.is_recipient(to)
