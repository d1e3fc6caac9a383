from board.actions.archive import ask_archive, build_piece, stop_archive
from board.actions.assignment import AssignedMeanwhile, assign_topic, finish_assignment
from board.actions.audience import CutsOff, change_audience
from board.actions.bookmark import put_bookmark, remove_bookmark
from board.actions.draft import autosave_topic, keep_aside, restore_version
from board.actions.files import describe_files
from board.actions.held import approve_held, hold_reply, return_held
from board.actions.life import SteppedBefore, close_overdue, last_step, reopen_topic, step_topic
from board.actions.link_card import describe_link, read_link_again
from board.actions.merge import merge_topic, unmerge_topic
from board.actions.order import lock_topic, move_topic, unlock_topic
from board.actions.pin import pin_topic, unpin_topic
from board.actions.reply import QuoteHidden, TopicClosed, hide_reply, post_reply, show_reply
from board.actions.reply_edit import edit_reply, keep_reply_aside
from board.actions.report import decide_report, report_post
from board.actions.saved_filter import delete_filter, move_filter, rename_filter, save_filter
from board.actions.schedule import publish_scheduled, schedule_topic, unschedule_topic
from board.actions.standing import mark_reply
from board.actions.talk import TalkExists, begin_talk
from board.actions.topic import (
    close_topic,
    demand_latest,
    discard_topic,
    draft_topic,
    edit_topic,
    hide_topic,
    publish_topic,
    show_topic,
)
from board.actions.watch import (
    add_watch,
    change_watch,
    keep_topic_watch,
    remove_watch,
    reset_watches,
    set_rhythm,
    set_topic_watch,
)

__all__ = [
    "AssignedMeanwhile",
    "CutsOff",
    "QuoteHidden",
    "SteppedBefore",
    "TalkExists",
    "TopicClosed",
    "add_watch",
    "approve_held",
    "ask_archive",
    "assign_topic",
    "autosave_topic",
    "begin_talk",
    "build_piece",
    "change_audience",
    "change_watch",
    "close_overdue",
    "close_topic",
    "decide_report",
    "delete_filter",
    "demand_latest",
    "describe_files",
    "describe_link",
    "discard_topic",
    "draft_topic",
    "edit_reply",
    "edit_topic",
    "finish_assignment",
    "hide_reply",
    "hide_topic",
    "hold_reply",
    "keep_aside",
    "keep_reply_aside",
    "keep_topic_watch",
    "last_step",
    "lock_topic",
    "mark_reply",
    "merge_topic",
    "move_filter",
    "move_topic",
    "pin_topic",
    "post_reply",
    "publish_scheduled",
    "publish_topic",
    "put_bookmark",
    "read_link_again",
    "remove_bookmark",
    "remove_watch",
    "rename_filter",
    "reopen_topic",
    "report_post",
    "reset_watches",
    "restore_version",
    "return_held",
    "save_filter",
    "schedule_topic",
    "set_rhythm",
    "set_topic_watch",
    "show_reply",
    "show_topic",
    "step_topic",
    "stop_archive",
    "unlock_topic",
    "unmerge_topic",
    "unpin_topic",
    "unschedule_topic",
]
