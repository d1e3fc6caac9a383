"""Models of each subject, for Django."""

from portal.contact.models import ContactMessage as ContactMessage
