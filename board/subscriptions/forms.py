from django import forms
from django.core.exceptions import ValidationError

from board.subscriptions.models import NotificationRhythm, Watch
from board.topics.models import Topic
from common.versions import RowEditForm
from members.local_governments import prefectures
from members.organizations.models import Organization
from members.organizations.profile import Theme

ANY = ("", "指定しない")


class LevelForm(RowEditForm):
    """How much of the topics the owner is notified of: all that the base row asks."""

    columns: tuple[str, ...] = ("level",)
    level = forms.ChoiceField(
        label="届くもの",
        choices=Watch.Level,
        widget=forms.RadioSelect,
        help_text="「自分たちへの返信」は、自分の団体の投稿と、自分が返信した投稿への返信です。"
        "共通アドレスでは、その部署の投稿への返信です。",
    )

    def __init__(self, *args, watch: Watch | None = None, **kwargs):
        initial = {"level": watch.level, **watch.conditions} if watch else None
        super().__init__(*args, initial=initial, **kwargs)
        self.row = watch


class WatchForm(LevelForm):
    """One row of the settings (通知の条件): which topics, and how much of them."""

    columns = ("kind", "theme", "prefecture", "ward", "level")
    kind = forms.ChoiceField(label="種類", required=False, choices=[ANY, *Topic.Kind.choices])
    theme = forms.ChoiceField(label="テーマ", required=False, choices=[ANY, *Theme.choices])
    prefecture = forms.ChoiceField(
        label="投稿した団体の都道府県",
        required=False,
        choices=[ANY, *((name, name) for name in prefectures.NAMES)],
    )
    ward = forms.ModelChoiceField(
        label="希望する区",
        required=False,
        queryset=Organization.objects.none(),
        empty_label=ANY[1],
        help_text="その区を希望する投稿と、すべての区を希望する投稿が当てはまります。",
    )
    field_order = ["kind", "theme", "prefecture", "ward", "level"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ward"].queryset = Organization.objects.special_wards()
        self.fields["ward"].label_from_instance = lambda ward: ward.name

    def clean(self):
        chosen = super().clean()
        if not self.errors and not any(chosen[name] for name in ("kind", "theme", "prefecture", "ward")):
            raise ValidationError("種類、テーマ、都道府県、区のうち、少なくとも1つを選んでください。")
        return chosen


class RhythmForm(forms.Form):
    """How often mail comes (通知の頻度)."""

    rhythm = forms.ChoiceField(label="届く頻度", choices=NotificationRhythm.Rhythm, widget=forms.RadioSelect)
    with_pending = forms.BooleanField(
        label="対応が必要なことがあれば、その一覧を開庁日の朝8時30分に受け取る",
        required=False,
        help_text="マイページの「対応が必要なこと」と同じものです。"
        "まとめて届くメールがある日は、その1通に入ります。週1回まとめるときは、週の最初の開庁日だけ届きます。",
    )

    def __init__(self, *args, of_section: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if of_section:  # nothing waits for a mailbox
            del self.fields["with_pending"]
