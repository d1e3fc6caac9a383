from members.sections.emails import ToSecretariat


class ContactReceived(ToSecretariat):
    """The secretariat, when somebody writes to it; nobody has proved the typed address: it gets no copy."""

    about, label = None, "お問い合わせ"
