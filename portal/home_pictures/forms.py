from common.attachments.picture_form import PictureForm
from common.fields import LineField


class HomePictureForm(PictureForm):
    """The photograph with its description, heading and rights; none gives the map back."""

    picture_caption = LineField(
        label="写真の見出し",
        max_length=120,
        required=False,
        help_text="写真の下に表示します。場所と催しの名称が分かるように入力してください。",
    )
    field_order = (
        *("kept_picture", "remove_picture", "picture"),
        *("picture_alt", "picture_caption", "picture_credit", "picture_permitted"),
    )

    @property
    def values(self) -> dict:
        typed = self.cleaned_data
        return {name: typed[name] for name in ("picture", "picture_alt", "picture_caption", "picture_credit")}
