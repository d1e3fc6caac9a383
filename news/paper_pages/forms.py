"""The text of a page of the paper, as it is arranged and made into articles."""

from django import forms

from common.fields import TextField
from common.idempotency.forms import IdempotentForm
from common.versions import TOLD, VersionField, version_of
from news.issues.models import Article
from news.paper_pages.models import MAX_BLOCKS, PaperPage, Role
from news.paper_pages.pieces import Piece

MOST = MAX_BLOCKS + 50
ROOM = {Role.HEADLINE: 100, Role.LEAD: 300, Role.BODY: 10_000, Role.UNUSED: 10_000}
TOO_LONG = "{role}は{most:,}文字までです。いまは{now:,}文字です。短くするか、使い方を変えてください。"
NO_HEADLINE = (
    "最初の見出しより前に文章があります。「最初の見出しより前の文章」で記事を選ぶか、使い方を変えてください。"
)
NOTHING = "記事にする文章がありません。使い方を「見出し」「要約」「本文」のどれかにしてください。"
WRONG = "文章を確認してください。"
NAMES = {Role.HEADLINE: "見出し", Role.LEAD: "要約", Role.BODY: "本文", Role.UNUSED: "文章"}


def typed_pieces(data) -> list[Piece]:
    """As they stand in the posted page, unjudged."""
    pairs = zip(data.getlist("role"), data.getlist("text"), strict=False)
    return [Piece(role, text.replace("\r\n", "\n")) for role, text in pairs]


class PaperPageForm(IdempotentForm):
    """`pieces` are those of the page, or what was typed; `makes`: articles are to be made of them."""

    is_stale = False
    version = VersionField()
    kind = forms.ChoiceField(label="新しい記事の種類", choices=Article.Kind.choices, required=False)
    before = forms.ModelChoiceField(
        Article.objects.none(),
        label="最初の見出しより前の文章",
        required=False,
        empty_label="入れる記事を選ばない",
        help_text="前のページから続く文章は、その記事を選ぶと、要約と本文の最後に足します。",
    )

    def __init__(self, data=None, *, page: PaperPage, pieces=None, makes: bool = False, initial=None):
        self.row, self.makes = page, makes
        self.filling = pieces is not None  # only rearranged: shown again, not judged
        super().__init__(data, initial={"version": version_of(page, ["blocks"]), **(initial or {})})
        drafts = Article.objects.filter(issue=page.reading.issue, published_at=None)
        self.fields["before"].queryset = drafts.in_order().defer("body", "body_html")
        if pieces is None:
            pieces = typed_pieces(data) if data is not None else [Piece(**block) for block in page.blocks]
        self.pieces = pieces or [Piece(Role.HEADLINE, ""), Piece(Role.BODY, "")]
        for number, piece in enumerate(self.pieces, 1):
            piece.number = number

    def clean_kind(self):
        return self.cleaned_data["kind"] or Article.Kind.FEATURE

    def clean(self):
        cleaned = super().clean()
        if len(self.pieces) > MOST:
            raise forms.ValidationError(f"1ページの文章は{MOST}個までです。いくつかを1つにつないでください。")
        for piece in self.pieces:
            self._clean_piece(piece)
        if self.makes:
            self._refuse_homeless(cleaned)
        if self.wrong:
            raise forms.ValidationError(WRONG)
        return cleaned

    def _clean_piece(self, piece: Piece) -> None:
        if piece.role not in Role.values:
            piece.role, piece.error = Role.UNUSED, "使い方を選んでください。"
            return
        most = ROOM[Role(piece.role)] if self.makes else ROOM[Role.BODY]
        try:
            piece.text = TextField(required=False).clean(piece.text)
        except forms.ValidationError as refusal:
            piece.error = " ".join(refusal.messages)
            return
        if len(piece.text) > most:
            piece.error = TOO_LONG.format(role=NAMES[Role(piece.role)], most=most, now=len(piece.text))

    def _refuse_homeless(self, cleaned) -> None:
        used = [piece for piece in self.pieces if piece.is_used]
        if not used:
            raise forms.ValidationError(NOTHING)
        if used[0].role != Role.HEADLINE and not cleaned.get("before") and "before" not in self.errors:
            used[0].error = used[0].error or NO_HEADLINE
        for values in Piece.articles(used):
            if len(values["lead"]) > ROOM[Role.LEAD] or len(values["body"]) > ROOM[Role.BODY]:
                name = f"記事「{values['headline']}」" if "headline" in values else "最初の見出しより前の文章"
                raise forms.ValidationError(f"{name}は、要約が300文字、本文が10,000文字を超えています。")

    @property
    def wrong(self) -> list[Piece]:
        return [piece for piece in self.pieces if piece.error]

    @property
    def kept(self) -> list[Piece]:
        """Without those that say nothing."""
        return [piece for piece in self.pieces if piece.text.strip()]

    def refuse_stale(self, row: PaperPage) -> None:
        """A colleague saved meanwhile: what was typed stays, the next press saves it."""
        self.is_stale = True
        self.data = self.data.copy()
        self.data["version"] = version_of(row, ["blocks"])
        self.add_error(None, TOLD)
