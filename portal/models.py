"""Models of each subject, for Django."""

from portal.backup_runs.models import BackupRun as BackupRun
from portal.contact.models import ContactMessage as ContactMessage
from portal.emergency_banners.models import EmergencyBanner as EmergencyBanner
from portal.first_steps.models import FirstStepsPutAway as FirstStepsPutAway
from portal.home_pictures.models import HomePicture as HomePicture
