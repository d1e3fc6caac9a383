from correspondence.sending.emails import SentMail
from pamphlets.answers.panels import key_points_of
from pamphlets.requests.models import PamphletRequest


class PamphletSent(SentMail):
    """The wards that are asked, when a request goes out, others are added, or a mailbox lost its mail."""

    about, label = PamphletRequest, "配布依頼: 区への依頼"

    def context(self):
        return super().context() | {"points": key_points_of(self.item)}
