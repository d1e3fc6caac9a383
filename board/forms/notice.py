"""Form of what a person wants to be told."""

from django import forms

from board.models import NoticePreference


class NoticePreferenceForm(forms.ModelForm):
    """Which mails of the board he wants (お知らせの設定)."""

    class Meta:
        model = NoticePreference
        fields = ["new_topics", "replies"]
        labels = {
            "new_topics": "新しい投稿があったとき、メールで受け取る",
            "replies": "自分の団体の投稿や、自分が返信した投稿に返信があったとき、メールで受け取る",
        }
