"""Models of each subject, for Django."""

from portal.backup_runs.models import BackupRun as BackupRun
from portal.contact.models import ContactMessage as ContactMessage
from portal.first_steps.models import FirstStepsPutAway as FirstStepsPutAway
