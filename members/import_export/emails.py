"""The mail to who brought a large sheet, when the worker has compared or written it."""

from typing import ClassVar

from common.outbox.mails import Mail
from members.import_export.models import LARGE, BaseSheetImport, SheetImport


class SheetImportEnded(Mail, abstract=True):
    """A child names the model in `about`; the fact `at` is when that work ended."""

    template = "members/import_export/mails/sheet_import_ended.txt"
    related = ("by",)
    of: ClassVar[dict[type[BaseSheetImport], type["SheetImportEnded"]]] = {}

    def __init_subclass__(cls, **kwargs):
        template = cls.template
        super().__init_subclass__(**kwargs)
        cls.template = template
        cls.of[cls.about] = cls

    @classmethod
    def find(cls, pk, facts):
        """Without what pages do without, too."""
        row = cls.about.objects.select_related(*cls.related).defer(*LARGE).filter(pk=pk).first()
        return row and cls(row, **facts)

    def context(self):
        return {"import": self.about}

    def recipients(self):
        by = self.about.by
        return [by.email] if by.is_active else []

    def still_holds(self, to):
        """They have not gone on meanwhile, and still have the account."""
        ended = self.about.finished_at
        return ended is not None and ended.isoformat() == self.facts["at"] and self.is_recipient(to)


class MemberSheetImportEnded(SheetImportEnded):
    """Who brought a sheet of the register, when the worker has compared or written it, or could not."""

    about, label = SheetImport, "会員台帳: 表の取込みの終わりの通知"
