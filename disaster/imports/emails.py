from disaster.imports.models import SupportImport
from members.import_export.emails import SheetImportEnded


class SupportImportEnded(SheetImportEnded):
    """Who brought a file of support, when the worker has compared or written it, or could not."""

    about, label = SupportImport, "災害支援: 支援の記録の取込みの終わりの通知"
