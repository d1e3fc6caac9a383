"""One picture with its description and its rights (写真・キャラクター), surviving a failed submit."""

import uuid

from django import forms

from common.attachments.models import StoredFile
from common.attachments.session_uploads import keep_upload, kept_uploads
from common.fields import LineField
from common.uploads import kinds, limits

CHOSEN = "「{name}」を選んでいます（まだ保存されていません）。替えるときだけ、選び直してください。"
ENDINGS = ",".join(f".{ending}" for kind in kinds.PICTURES for ending in kinds.KINDS[kind][1])


class PictureForm(forms.Form):
    """Construct with `by=request.user, current=` the picture it has; then use `values["picture"]`.

    `by` may be the `SessionUploads` of a browser without a login.

    A good upload is kept at once, owned by nobody; another field being wrong, `kept_picture` brings it back.
    """

    kept_picture = forms.CharField(required=False, widget=forms.HiddenInput)
    picture = forms.FileField(
        label="写真またはキャラクターの画像",
        required=False,
        allow_empty_file=True,  # store_upload has its own sentence
        widget=forms.FileInput(attrs={"accept": ENDINGS}),
        help_text=f"JPEG・PNG・GIF・WebP、{limits.MAX_SIZE // limits.MB}MBまで、1枚。"
        "撮影場所などの情報は取り除いて公開します。",
    )
    remove_picture = forms.BooleanField(label="この写真を使わない", required=False)
    picture_alt = LineField(
        label="写真の説明",
        max_length=120,
        required=False,
        help_text="写真を見られない人に、何が写っているかを伝えます。"
        "例：緑の堀に囲まれた前方後円墳を上空から見たところ",
    )
    picture_credit = LineField(
        label="写真の権利表記",
        max_length=120,
        required=False,
        help_text="写真の下に表示します。例：提供 〇〇市観光課 / © 〇〇市",
    )
    picture_permitted = forms.BooleanField(
        label="この画像をサイトで公開する許可を得ています",
        required=False,
        help_text="撮影者やキャラクターの権利者、写っている人の許可を確かめてから印を付けてください。",
    )

    def __init__(self, *args, by=None, current: StoredFile | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.by, self.current = by, current
        self.shown_picture = self._kept() or current  # what the page draws above the field

    def _kept(self) -> StoredFile | None:
        """The upload of an earlier try, if this user made it and nothing owns it yet."""
        pk = self.data.get(self.add_prefix("kept_picture"), "") if self.is_bound else ""
        try:
            return kept_uploads(by=self.by).filter(pk=uuid.UUID(pk)).first() if pk else None
        except ValueError:
            return None

    def clean_picture(self) -> StoredFile | None:
        upload = self.cleaned_data["picture"]
        if upload:
            self.shown_picture = keep_upload(upload, by=self.by, only=kinds.PICTURES)
        return self.shown_picture

    def clean(self):
        cleaned = super().clean()
        # the tick is about the picture that stood on the page, not about one chosen instead of it
        if cleaned.get("remove_picture") and not self.files.get(self.add_prefix("picture")):
            cleaned |= {"picture": None, "picture_alt": "", "picture_credit": ""}
        elif self.shown_picture is not None:
            self._require_description(is_new=self.shown_picture != self.current)
        elif "picture" not in self.errors and (cleaned.get("picture_alt") or cleaned.get("picture_credit")):
            self.add_error("picture", "画像を選ぶか、写真の説明と権利表記を空にしてください。")
        return cleaned

    def _require_description(self, *, is_new: bool) -> None:
        for name, sentence in (
            ("picture_alt", "写真に何が写っているかを入力してください。"),
            ("picture_credit", "写真の提供者または権利者を入力してください。"),
        ):
            if name not in self.errors and not self.cleaned_data.get(name):
                self.add_error(name, sentence)
        if is_new and not self.cleaned_data.get("picture_permitted"):
            self.add_error(
                "picture_permitted", "公開の許可を得た画像だけが使えます。許可を確かめて印を付けてください。"
            )

    def full_clean(self):
        super().full_clean()
        if self.is_bound and self.errors and self.shown_picture not in (None, self.current):
            self.data = self.data.copy()
            self.data[self.add_prefix("kept_picture")] = str(self.shown_picture.pk)
            field = self["picture"]
            field.help_text = f"{CHOSEN.format(name=self.shown_picture.name)}{field.help_text}"


PICTURE_FIELDS = ("picture", "picture_alt", "picture_credit")
