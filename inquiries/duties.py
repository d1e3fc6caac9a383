"""What the secretariat has to do with inquiries, for its desk and its my-page."""

from inquiries.models import InquiryAnswer
from members.desk import Duty

DUTIES = (
    Duty(
        "期限を過ぎた照会の回答",
        "受付中の照会のうち、回答期限を過ぎても回答のない団体を確かめ、電話などで連絡します。",
        "inquiries:late-list",
        "期限を過ぎた照会の回答",
        lambda: InquiryAnswer.objects.late(),
    ),
)
