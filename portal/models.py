"""Models of each subject, for Django."""

from portal.backup_runs.models import BackupRun as BackupRun
from portal.contact.models import ContactMessage as ContactMessage
