"""What a mail domain says beside the domain of a web site; there is no list to look up, only shapes."""

from typing import NamedTuple
from urllib.parse import urlsplit

from members.local_governments.prefectures import ROMAN

FREE_MAIL = frozenset(
    {
        "gmail.com", "googlemail.com", "yahoo.co.jp", "yahoo.com", "ymail.ne.jp", "icloud.com",
        "me.com", "mac.com", "outlook.com", "outlook.jp", "hotmail.com", "hotmail.co.jp", "live.jp",
        "live.com", "msn.com", "aol.com", "aol.jp", "excite.co.jp", "goo.jp", "mail.goo.ne.jp",
        "infoseek.jp", "nifty.com", "biglobe.ne.jp", "ocn.ne.jp", "docomo.ne.jp", "ezweb.ne.jp",
        "au.com", "softbank.ne.jp", "i.softbank.jp", "proton.me", "protonmail.com", "zoho.com",
        "gmx.com", "mail.com",
    }
)  # fmt: skip
JP_ORGANIZATIONAL = frozenset({"lg", "go", "co", "or", "ne", "ac", "ed", "gr", "ad"})
BODY_LABELS = frozenset({"city", "town", "vill", "pref", "metro"})


class MailDomainCheck(NamedTuple):
    """What the secretariat weighs before it believes an address."""

    domain: str
    website_domain: str
    matches: bool
    is_free: bool

    @property
    def verdict(self) -> str:
        if not self.website_domain:
            return "公式サイト不明"
        return "一致" if self.matches else "不一致"


def check_mail_domain(email: str, website: str) -> MailDomainCheck:
    """The address's domain beside the web site's: the same registrable part counts as a match."""
    domain = email.rpartition("@")[2].lower()
    site = (urlsplit(website).hostname or "").removeprefix("www.")
    matches = bool(site) and registrable_part(domain) == registrable_part(site)
    return MailDomainCheck(domain, site, matches, domain in FREE_MAIL)


def registrable_part(domain: str) -> str:
    """What one body registers: city.kushiro.lg.jp is another body than town.kushiro.lg.jp."""
    labels = domain.lower().strip(".").split(".")
    for at, label in enumerate(labels[:-2]):
        if label in BODY_LABELS and labels[-1] == "jp":
            return ".".join(labels[at:])
    return ".".join(labels[-_registrable_length(labels) :])


def _registrable_length(labels: list[str]) -> int:
    if labels[-1] != "jp" or len(labels) < 3:
        return 2
    if labels[-2] in ROMAN:  # geographic: NAME.PLACE.PREFECTURE.jp
        return 4
    return 3 if labels[-2] in JP_ORGANIZATIONAL else 2


def masked_domain(email: str) -> str:
    """The domain as somebody knows it again who knows it: c＊＊.s＊＊.l＊＊.jp."""
    *labels, last = email.rpartition("@")[2].lower().split(".")
    return ".".join([*(f"{label[:1]}＊＊" for label in labels), last])
