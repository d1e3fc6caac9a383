"""What is typed on the way of the copies."""

import datetime
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from common import japanese_calendar

REASON = {"step": "dispatched", "reason": "別の区と取り違えました。"}


def days_ago(number):
    return japanese_calendar.today() - datetime.timedelta(days=number)


def url(pamphlet, what="delivery"):
    return f"/board/pamphlets/{pamphlet.pk}/{what}/"


def typed(*answers, on=None, **changed):
    data = {"dispatched_on": (on or days_ago(3)).isoformat(), "carrier": "見本運輸"}
    for answer in answers:
        data |= {
            f"a{answer.pk}-chosen": "on",
            f"a{answer.pk}-boxes": "２",
            f"a{answer.pk}-slip_number": "0012",
        }
    return data | changed


def receipt(count="３００", on=None, **more):
    return {"received_on": (on or days_ago(2)).isoformat(), "received_count": count, **more}


def report(handed_out="250", left_over="40", on=None, **more):
    day = (on or days_ago(1)).isoformat()
    return {
        "finished_on": day,
        "handed_out": handed_out,
        "left_over": left_over,
        "remark": "",
        "alt": "",
        **more,
    }


def photo(name="棚.png"):
    written = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(written, "PNG")
    return SimpleUploadedFile(name, written.getvalue(), "image/png")


def undo(client, pamphlet, delivery, step, reason="誤り"):
    path = f"/board/pamphlets/{pamphlet.pk}/deliveries/{delivery.answer_id}/undo/"
    return client.post(path, {f"u{delivery.answer_id}-step": step, f"u{delivery.answer_id}-reason": reason})
