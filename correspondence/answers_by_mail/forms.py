from common.fields import LineField

NAME_MISSING = "メールから回答するときは、氏名を入力してください。"


def name_field(label: str, whom: str) -> LineField:
    """The name of who answers or asks from the mailbox, where no login tells it."""
    return LineField(
        label=label,
        max_length=60,
        error_messages={"required": NAME_MISSING},
        help_text=f"{whom}に伝わります。",
    )
