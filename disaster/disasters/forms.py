"""What the secretariat repairs in the admin, and how it types a municipality."""

from common.publication.forms import PublicationForm
from disaster.disasters.models import MAX_PICTURES

PLACE_HELP = "都道府県から入力してください。例: 石川県七尾市。"


class DisasterAdminForm(PublicationForm):
    max_pictures = MAX_PICTURES
