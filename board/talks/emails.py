from board.publication.emails import PublicationMail


class TalkBegun(PublicationMail):
    """Both sections of a talk (相談), and the people of both sides who are notified of replies."""

    related = (*PublicationMail.related, "parent__organization", "parent__section")
    label = "掲示板: 相談の通知"
    summary = "相談が始まりました"
