"""What the author says of the link (リンクの見出し)."""

from board.link_cards.models import LinkCard
from common.attachments.picture_form import PictureForm
from common.fields import LineField
from common.uploads import limits


class LinkCardForm(PictureForm):
    """Construct with `by=`, `card=` (None: nothing is known yet); then use `values`.

    The picture needs no alternative text: the title is shown beside it.
    """

    own_title = LineField(
        label="題名",
        required=False,
        max_length=100,
        help_text="空欄のときは、リンク先から読み取った題名を表示します。100文字まで。",
    )
    own_description = LineField(
        label="説明",
        required=False,
        max_length=200,
        help_text="空欄のときは、リンク先から読み取った説明を表示します。200文字まで。",
    )
    picture_alt = picture_credit = picture_permitted = None
    field_order = ("own_title", "own_description", "picture", "remove_picture")

    def __init__(self, *args, card: LinkCard | None, **kwargs):
        own = ("own_title", "own_description")
        kwargs["initial"] = {name: getattr(card, name) for name in own} if card else {}
        super().__init__(*args, current=card.own_picture if card else None, **kwargs)
        most = limits.MAX_SIZE // limits.MB
        self.fields["picture"].label = "画像"
        self.fields[
            "picture"
        ].help_text = f"表紙や場面の画像。JPEG・PNG・GIF・WebP、{most}MBまで、1枚。使う許可を得たもの。"
        self.fields["remove_picture"].label = "登録した画像を使わない"
        if self.current is None:
            del self.fields["remove_picture"]

    def clean(self):
        super(PictureForm, self).clean()
        if self.cleaned_data.get("remove_picture") and not self.files.get(self.add_prefix("picture")):
            self.cleaned_data["picture"] = None
        return self.cleaned_data

    @property
    def values(self) -> dict:
        """Arguments of the action."""
        cleaned = self.cleaned_data
        own = {name: cleaned[name] for name in ("own_title", "own_description")}
        return own | {"own_picture": cleaned["picture"]}
