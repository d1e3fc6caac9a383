"""Background work for order: who is told what the secretariat did; every job may run twice without harm."""

from procrastinate.contrib.django import app

from board import telling_order
from office.jobs import RETRY


@app.task(name="board.tell_owner", retry=RETRY)
def tell_owner(entry_id: int) -> None:
    telling_order.tell_owner(entry_id)


@app.task(name="board.tell_merged", retry=RETRY)
def tell_merged(entry_id: int) -> None:
    telling_order.tell_merged(entry_id)


@app.task(name="board.tell_reported", retry=RETRY)
def tell_reported(report_id: int) -> None:
    telling_order.tell_reported(report_id)


@app.task(name="board.tell_report_decided", retry=RETRY)
def tell_report_decided(report_id: int) -> None:
    telling_order.tell_report_decided(report_id)


@app.task(name="board.tell_held", retry=RETRY)
def tell_held(held_id: int) -> None:
    telling_order.tell_held(held_id)


@app.task(name="board.tell_held_decided", retry=RETRY)
def tell_held_decided(held_id: int) -> None:
    telling_order.tell_held_decided(held_id)
