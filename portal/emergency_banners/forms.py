from common.fields import JapaneseDateField, LineField
from common.japanese_calendar import YearOf, today
from common.link_fields import LinkField
from members.registers.forms import RowForm


class EmergencyBannerForm(RowForm):
    """One banner with the days on which it is shown."""

    columns = ("text", "url", "starts_on", "ends_on")
    text = LineField(
        label="文面",
        max_length=200,
        help_text="すべてのページのいちばん上に出ます。何が起きたか、どうすればよいかを短く入力してください。",
    )
    url = LinkField(
        label="リンク先",
        required=False,
        own_pages=True,
        help_text="詳しい案内のあるページのアドレス。このサイトのページは「/events/」のようにも入力できます。",
    )
    starts_on = JapaneseDateField(label="掲載の開始日", year=YearOf.NEXT, help_text="この日の0時から出ます。")
    ends_on = JapaneseDateField(
        label="掲載の最終日",
        year=YearOf.NEXT,
        help_text="この日が終わると、自動で消えます。延ばすときは修正してください。",
    )

    def __init__(self, *args, row, **kwargs):
        first = {} if row.pk else {"starts_on": today()}
        super().__init__(*args, row=row, initial=first | kwargs.pop("initial", {}), **kwargs)
