from inquiries.inquiries.models import Inquiry


def inquiry_with_asker(inquiry_id: int) -> Inquiry:
    rows = Inquiry.objects.select_related("organization__local_government", "section")
    return rows.get(pk=inquiry_id)
