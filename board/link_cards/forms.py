"""What the author says of the link (リンクの見出し)."""

from board.link_cards.models import LinkCard
from common.attachments.picture_form import PictureForm
from common.fields import LineField
from common.uploads import limits
from common.versions import RowEditForm


class LinkCardForm(RowEditForm, PictureForm):
    """Construct with `by=`, `card=` (None: nothing was typed yet); then use `values`.

    The picture needs no alternative text: the title is shown beside it.
    """

    columns = ("title", "description", "picture")
    title = LineField(
        label="件名",
        required=False,
        max_length=100,
        help_text="空欄のときは、リンク先のアドレスを表示します。100文字まで。",
    )
    description = LineField(label="説明", required=False, max_length=200, help_text="200文字まで。")
    picture_alt = picture_credit = picture_permitted = None
    field_order = ("title", "description", "picture", "remove_picture")

    def __init__(self, *args, card: LinkCard | None, **kwargs):
        self.row = card or LinkCard()
        kwargs["initial"] = {"title": self.row.title, "description": self.row.description}
        super().__init__(*args, current=card.picture if card else None, **kwargs)
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
        return self.typed | {"version": self.cleaned_data["version"]}
