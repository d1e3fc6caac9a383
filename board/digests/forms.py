from board.subscriptions.forms import RhythmForm
from board.subscriptions.models import NotificationRhythm


class DigestForm(RhythmForm):
    """The same on the page of a digest's link, where it can be stopped too."""

    STOP = "none"

    def __init__(self, *args, **kwargs):
        super().__init__(*args, of_section=True, **kwargs)  # whoever has the link has the list too, or stops
        stop = (self.STOP, "まとめて届くメールを止める（自分たちへの返信と名指しは、そのつど届きます）")
        self.fields["rhythm"].choices = [*NotificationRhythm.Rhythm.choices, stop]
