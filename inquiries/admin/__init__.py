from inquiries.admin.inquiry import InquiryAdmin

__all__ = ["InquiryAdmin"]
