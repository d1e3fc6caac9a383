from disaster.imports.models import SupportImport
from disaster.imports.rules import can_commit_support
from members.import_export.tasks import takes_in

takes_in(SupportImport, may=can_commit_support)
