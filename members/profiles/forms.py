"""What an organisation says about itself on its public page (団体の紹介)."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from common.attachments.picture_form import PICTURE_FIELDS, PictureForm
from common.fields import LineField, TextField
from common.link_fields import LinkField, XField
from common.versions import RowEditForm
from members.organizations.profile import Theme

# what is typed and ticked as it is stored; the picture comes as a file
TYPED = (
    *("introduction", "head_title", "head_message", "themes_offer", "offer", "themes_seek", "seek"),
    *("website", "newsletter_url", "video_url", "x_url", "picture_alt", "picture_credit"),
)


def _rows(count: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": count})


class ThemesField(forms.MultipleChoiceField):
    """Themes of the vocabulary, in its order."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(choices=Theme.choices, required=False, **kwargs)

    def clean(self, value):
        ticked = set(super().clean(value))
        return [key for key in Theme.values if key in ticked]


class ProfileForm(RowEditForm, PictureForm):
    """Everything on the public page; nothing of it is required. Construct with `organization=`."""

    columns = (*TYPED, "picture")
    introduction = TextField(
        label="紹介文",
        max_length=1000,
        required=False,
        widget=_rows(8),
        help_text="特産、取り組み、23区と一緒にしたいことなどを書いてください。",
    )
    head_title = LineField(
        label="メッセージを述べる人",
        max_length=60,
        required=False,
        help_text="役職を入力してください。例：市長。"
        "氏名を添えるかどうかは団体の判断です。入力した氏名は公開されます。",
    )
    head_message = TextField(
        label="首長からのメッセージ",
        max_length=600,
        required=False,
        widget=_rows(6),
        help_text="23区や全国の自治体、住民への一言です。",
    )
    themes_offer = ThemesField(
        label="提供できるテーマ", help_text="23区やほかの会員と一緒に進められる分野を選んでください。"
    )
    offer = LineField(
        label="提供できること",
        max_length=200,
        required=False,
        help_text="例：物産展への出展、自然体験の受け入れ、災害時の応援職員",
    )
    themes_seek = ThemesField(label="求めているテーマ")
    seek = LineField(
        label="求めていること",
        max_length=200,
        required=False,
        help_text="例：23区内での販売の場所、子どもたちの交流の相手",
    )
    website = LinkField(label="公式サイト", required=False, help_text="例：https://www.city.example.lg.jp/")
    newsletter_url = LinkField(
        label="ニュースレター", required=False, help_text="広報紙やメールマガジンの案内のページ"
    )
    video_url = LinkField(label="動画", required=False, help_text="紹介動画や公式チャンネルのページ")
    x_url = XField(label="X（旧Twitter）", max_length=100, required=False, help_text="例：@example_city")

    def __init__(self, *args, organization, **kwargs):
        now = {name: getattr(organization, name) for name in TYPED}
        self.row = organization
        super().__init__(
            *args, current=organization.picture, initial={**now, **kwargs.pop("initial", {})}, **kwargs
        )

    def clean(self):
        cleaned = super().clean()
        title, message = cleaned.get("head_title"), cleaned.get("head_message")
        if message and not title and "head_title" not in self.errors:
            self.add_error("head_title", "だれからのメッセージか、役職を入力してください。")
        if title and not message and "head_message" not in self.errors:
            self.add_error("head_message", "メッセージを入力するか、述べる人を空にしてください。")
        return cleaned

    @property
    def values(self) -> dict:
        """The cleaned fields that are kept in the organisation."""
        return self.typed

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        picture = (*PICTURE_FIELDS, "picture_permitted")
        if self.shown_picture is not None:
            picture = ("remove_picture", *picture)
        helper.layout = Layout(
            "version",
            Fieldset("紹介", "introduction"),
            Fieldset("提供できること・求めていること", "themes_offer", "offer", "themes_seek", "seek"),
            Fieldset("写真・キャラクター", HTML(_PICTURE_NOW), *picture),
            Fieldset("首長からのメッセージ", "head_title", "head_message"),
            Fieldset("リンク", "website", "newsletter_url", "video_url", "x_url"),
        )
        return helper


_PICTURE_NOW = '{% include "members/profiles/_picture_now.html" %}'
