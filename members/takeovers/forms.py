from members.handovers.forms import GONE, HandoverForm


class TakeoverForm(HandoverForm):
    """Told by the successor from the section's mailbox: people by name only."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leaving"].label = "前任者"
        self.fields["successor_name"].label = "あなた（後任者）の氏名"
        self.fields["successor_email"].label = "あなた（後任者）のメールアドレス"
        self.fields[
            "effective_on"
        ].help_text = "この日からあなたが使えるようになり、前任者は使えなくなります。今日から60日先までです。"

    def name_of(self, person) -> str:
        return person.name + ("" if person.is_active else GONE)
