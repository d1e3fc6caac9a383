"""How much may be attached: one place for forms, checks and what the page says."""

from common.uploads.kinds import ALLOWED

MB = 1024 * 1024
MAX_FILES = 20
MAX_SIZE = 20 * MB
MAX_TOTAL = 50 * MB
MAX_REQUEST = 4 * MAX_TOTAL  # beyond this it is no mistake of a person any more
MAX_PIXELS = 40_000_000

HELP = f"{ALLOWED}。1件{MAX_SIZE // MB}MBまで、合計{MAX_TOTAL // MB}MBまで、{MAX_FILES}件まで。"


def room_for(name: str, size: int, *, count: int, total: int) -> str:
    """Why a file does not fit beside `count` files of `total` bytes: a Japanese sentence, or ""."""
    if size > MAX_SIZE:
        return f"「{name}」は大きすぎます。1件{MAX_SIZE // MB}MBまでにしてください。"
    if count >= MAX_FILES:
        return f"「{name}」は添付できませんでした。添付は{MAX_FILES}件までにしてください。"
    if total + size > MAX_TOTAL:
        return f"「{name}」は添付できませんでした。添付は合計{MAX_TOTAL // MB}MBまでにしてください。"
    return ""
