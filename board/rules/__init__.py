from board.rules.archive import can_ask_archive, can_stop_archive
from board.rules.assignment import can_assign_topic, can_finish_assignment
from board.rules.life import can_change_audience, can_reopen_topic, can_step_topic, owns_topic
from board.rules.marks import (
    can_bookmark_topic,
    can_pin_topic,
    can_see_readings,
    can_unpin_topic,
    leaves_reading,
)
from board.rules.order import (
    can_decide_held,
    can_decide_report,
    can_lock_topic,
    can_merge_topic,
    can_move_topic,
    can_report_post,
    can_unlock_topic,
    can_unmerge_topic,
)
from board.rules.reply import (
    can_describe_reply_files,
    can_edit_reply,
    can_hide_reply,
    can_post_reply,
    can_read_reply,
    can_show_reply,
)
from board.rules.standing import can_mark_reply
from board.rules.talk import can_be_talked_with, can_begin_talk, can_talk_with
from board.rules.topic import (
    can_close_topic,
    can_discard_topic,
    can_edit_topic,
    can_hide_topic,
    can_post_topic,
    can_publish_topic,
    can_restore_version,
    can_show_topic,
    can_write_aside,
    works_for,
)
from board.rules.watch import can_edit_notices

__all__ = [
    "can_ask_archive",
    "can_assign_topic",
    "can_be_talked_with",
    "can_begin_talk",
    "can_bookmark_topic",
    "can_change_audience",
    "can_close_topic",
    "can_decide_held",
    "can_decide_report",
    "can_describe_reply_files",
    "can_discard_topic",
    "can_edit_notices",
    "can_edit_reply",
    "can_edit_topic",
    "can_finish_assignment",
    "can_hide_reply",
    "can_hide_topic",
    "can_lock_topic",
    "can_mark_reply",
    "can_merge_topic",
    "can_move_topic",
    "can_pin_topic",
    "can_post_reply",
    "can_post_topic",
    "can_publish_topic",
    "can_read_reply",
    "can_reopen_topic",
    "can_report_post",
    "can_restore_version",
    "can_see_readings",
    "can_show_reply",
    "can_show_topic",
    "can_step_topic",
    "can_stop_archive",
    "can_talk_with",
    "can_unlock_topic",
    "can_unmerge_topic",
    "can_unpin_topic",
    "can_write_aside",
    "leaves_reading",
    "owns_topic",
    "works_for",
]
