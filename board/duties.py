"""What the secretariat has to do on the board, for its desk and its my-page."""

from board.models import HeldPost, Report
from members.desk import Duty

DUTIES = (
    Duty(
        "掲示板の通報",
        "会員が通報した投稿や返信を確かめ、非表示・書込み停止などの対応を決めて回答します。",
        "board:report-list",
        "対応を待つ掲示板の通報",
        lambda: Report.objects.open(),
    ),
    Duty(
        "公開前の確認",
        "新しいアカウントの、保留の語を含む投稿を確かめ、公開するかを決めます。",
        "board:held-list",
        "公開前の確認を待つ投稿",
        lambda: HeldPost.objects.open(),
    ),
    Duty(
        "掲示板の整理",
        "非表示、書込み停止、統合、固定表示の投稿を一覧で確かめます。",
        "board:order-list",
    ),
    Duty(
        "掲示板の保存用一式",
        "掲示板のすべての投稿・返信・添付ファイルを、このサイトがなくても開ける1つのZIPにまとめます。",
        "board:archive-list",
    ),
)
