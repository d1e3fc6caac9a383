"""What this room registers with the rooms below it; called once at start."""

from common.append_only.actions import register_follow_up
from common.labels import register_labels
from common.links.registry import Linkable, register_linkable
from common.subject_imports import import_registering
from disaster.disasters.models import Disaster
from disaster.disasters.rules import can_edit_disasters
from disaster.figures.actions import make_sums_of
from disaster.figures.models import SumDifference
from disaster.printed_figures.models import PrintedFigure
from disaster.support_records.models import SupportRecordVersion
from disaster.ward_reports.models import SupportReport
from members.task_queue.queries import Group, TaskQueue, register_task_queues

VERBS = {
    "disaster.figure_printed": "印刷した数の登録",
    "disaster.printed_figure_settled": "印刷した数の違いへの対応",
    "disaster.printed_figures_exported": "印刷した数の保存（Excel）",
    "disaster.disaster_created": "災害の登録",
    "disaster.disaster_edited": "災害の編集",
    "disaster.disaster_merged": "災害の統合",
    "disaster.merge_undone": "災害の統合の取消し",
    "disaster.supportrecord_recorded": "個票の記録",
    "disaster.supportrecord_corrected": "個票の訂正",
    "disaster.supportrecord_withdrawn": "個票の取下げ",
    "disaster.supportrecord_restored": "個票の取下げの取消し",
    "disaster.sheet_compared": "支援の記録の表を読込み",
    "disaster.sheet_failed": "支援の記録の表の取込みの失敗",
    "disaster.sheet_imported": "支援の記録の表を取込み",
    "disaster.sums_mended": "個票の計の作り直し",
    "disaster.sum_difference_confirmed": "個票の計の違いの確認",
    "disaster.statement_recorded": "公表値の記録",
    "disaster.statement_corrected": "公表値の訂正",
    "disaster.statement_withdrawn": "公表値の取下げ",
    "disaster.statement_restored": "公表値の取下げの取消し",
    "disaster.supportreport_made": "区からの報告の作成",
    "disaster.supportreport_edited": "区からの報告の編集",
    "disaster.supportreport_submitted": "区からの報告の提出",
    "disaster.supportreport_withdrawn": "区からの報告の取下げ",
    "disaster.supportreport_accepted": "区からの報告の受理",
    "disaster.supportreport_returned": "区からの報告の差戻し",
}
LINKABLE_DISASTER = Linkable(
    "disaster",
    Disaster,
    "災害支援",
    "disaster:disaster-detail",
    may_edit=lambda user, disaster: can_edit_disasters(user),
    is_public=True,
)
PRINTED_FIGURES = TaskQueue(
    "印刷した数",
    "広報紙や議会の答弁に使った災害支援の数が、今の記録と合うかを確かめます。",
    "disaster:printed-list",
    "記録と異なる印刷した数",
    lambda today: PrintedFigure.objects.differing(),
    group=Group.REGISTER,
)
SUM_DIFFERENCES = TaskQueue(
    "個票の計の違い",
    "ページに出す計を毎晩個票から計算し直し、違っていたものです。計は直っています。その間に使った数を確かめます。",
    "disaster:sum-difference-list",
    "個票と異なっていた計",
    lambda today: SumDifference.objects.waiting(),
    since="found_at",
    from_what="発見",
)
TASK_QUEUE = TaskQueue(
    "災害支援の記録",
    "災害の登録と、支援の記録・公表値の入力や訂正をします。",
    "disaster:disaster-list",
    group=Group.REGISTER,
)
REPORTS = TaskQueue(
    "区からの災害支援の報告",
    "区が報告した派遣、支援金、物資を確かめ、受理または差戻しをします。",
    "disaster:report-list",
    "確認を待つ区からの災害支援の報告",
    lambda today: SupportReport.objects.waiting(),
    since="submitted_at",
    from_what="提出",
)


def register() -> None:
    register_labels(verbs=VERBS)
    register_follow_up(SupportRecordVersion, make_sums_of)
    register_linkable(LINKABLE_DISASTER)
    import_registering("disaster")
    register_task_queues(TASK_QUEUE, REPORTS, PRINTED_FIGURES, SUM_DIFFERENCES)
