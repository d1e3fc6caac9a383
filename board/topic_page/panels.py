"""How a topic stands, in one line and, where it is long, in its 要点; what may be done, for one menu."""

import datetime

from board.topics.details import Details
from board.topics.labels import LONG, deadline_name, sought_in_short
from board.topics.models import Topic
from common.formats import row_url
from common.japanese_calendar import wareki
from common.work_items import Standing, due_with_days, key_points

Kind, Stage = Topic.Kind, Topic.Stage


def standing_of(topic: Topic) -> Standing:
    """Who has read it where that is asked for, the replies, and until when one may reply."""
    asks = topic.asks_read_receipts
    words = [f"{topic.read_count:,}/{topic.addressee_count:,}団体が既読"] if asks else []
    words.append(f"返信{topic.reply_count:,}件" if topic.reply_count else "返信はまだありません")
    if topic.closed_at:
        words.append(f"{wareki(topic.closed_at)}に終了")
    elif topic.is_open and topic.deadline:
        words.append(f"{deadline_name(topic)}は{due_with_days(topic.deadline)}")
    return Standing("、".join(words), topic.read_count if asks else 0, topic.addressee_count if asks else 0)


def key_points_of(topic: Topic, details: Details) -> list[tuple[str, str]]:
    """要点 of a long topic; none of a short one. The topic is that of `topic_with_panels`."""
    if topic.reply_count < LONG:
        return []
    open_due = topic.deadline if topic.is_open else None
    return key_points(
        state=f"{topic.state_label}、{wareki(_since(topic))}から",
        asked=_asked(topic, dict(details)),
        decided=_decided(topic),
        due=f"{deadline_name(topic)} {due_with_days(open_due)}" if open_due else "",
        turn=_turn(topic) if topic.is_open else "",
    )


def _since(topic: Topic) -> datetime.date:
    if topic.closed_at or not topic.stage_steps:
        return topic.closed_at or topic.published_at
    return datetime.date.fromisoformat(topic.stage_steps[-1]["on"])


def _asked(topic: Topic, details: dict) -> str:
    if topic.kind == Kind.PROPOSAL:
        wards = details.get("希望する区", "選んだ団体")
        sought = sought_in_short(topic)
        return f"{wards}：{sought}" if sought else wards
    if topic.kind == Kind.CALL:
        return "　".join(str(details[label]) for label in ("開催日", "場所") if details.get(label))
    return ""


def _decided(topic: Topic) -> str:
    agreed = [step["on"] for step in topic.stage_steps if step["stage"] == Stage.AGREED]
    words = [f"{wareki(datetime.date.fromisoformat(agreed[-1]))}に成立"] if agreed else []
    answers = len(topic.official_rows)
    return "、".join([*words, f"{answers}団体が団体として回答"] if answers else words)


def _turn(topic: Topic) -> str:
    """Who must act now."""
    match topic.stage:
        case Stage.RECRUITING:
            return "希望する区・団体（返信）"
        case Stage.TALKING | Stage.AGREED:
            return f"{topic.organization.full_name}（段階を進める）"
    return "参加を希望する団体（申込）" if topic.kind == Kind.CALL else ""


def menu_of(topic: Topic, page: dict) -> list[tuple[str, str]]:
    """Address and words of what the reader may do with the topic, by what the `page` found out."""
    may, moderation = page["may"], page["moderation"]
    entries = (
        (may["edit"], "topic-edit", "編集する"),
        (may["edit"] and page["files"], "topic-files", "添付ファイルの説明を書く"),
        (may["close"], "topic-close", "受付を終了する"),
        (may["reopen"], "topic-reopen", "受付を再開する"),
        (may["audience"], "topic-audience", "公開範囲を変える"),
        (page["may_assign"] and not page["assignment"], "topic-assign", "団体内の担当者を決める"),
        (True, "topic-print", "印刷用ページを開く"),
        (topic.edited_at or topic.has_history, "topic-history", "編集の記録を見る"),
        (moderation["retract"], "topic-retract", "投稿を撤回する"),
        (moderation["report"], "topic-report", "事務局に通報する"),
        (moderation["move"], "topic-move", "種類を変える"),
        (moderation["pin"], "topic-pin", "先頭に固定する"),
        (moderation["merge"], "topic-merge", "別の投稿に統合する"),
        (moderation["lock"], "topic-lock", "書込みを止める"),
        (moderation["hide"], "topic-hide", "非表示にする"),
        (moderation["purge"], "topic-purge", "完全に削除する"),
    )
    return [(row_url(f"board:{name}", topic.pk), words) for is_allowed, name, words in entries if is_allowed]
