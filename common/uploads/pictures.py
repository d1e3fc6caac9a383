"""Pictures are re-encoded: what was hidden in the file (place, camera, payload) does not survive."""

import io
from typing import BinaryIO

from PIL import Image, ImageOps

from common.uploads import limits
from common.uploads.errors import UploadRefused

_FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/gif": "GIF", "image/webp": "WEBP"}
_SAVE = {
    "JPEG": {"quality": 90, "optimize": True, "progressive": True},
    "PNG": {"optimize": False},
    "GIF": {},
    "WEBP": {"quality": 90, "method": 4},
}


def redrawn(file: BinaryIO, kind: str) -> tuple[bytes, int, int]:
    """(bytes, width, height) of the same picture, upright, without EXIF; raises UploadRefused."""
    file.seek(0)
    try:
        return _redrawn(file, _FORMATS[kind])
    except UploadRefused:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception:  # decoders of hostile input raise nearly everything; the person needs one sentence
        raise UploadRefused(
            "は、画像として開けません。壊れていないか確かめ、保存し直してください。"
        ) from None


def _redrawn(file: BinaryIO, form: str) -> tuple[bytes, int, int]:
    # MPO is what many cameras write: a JPEG with a second picture behind it
    with Image.open(file, formats=[form, "MPO"] if form == "JPEG" else [form]) as picture:
        if picture.width * picture.height > limits.MAX_PIXELS:
            raise _too_many_pixels()
        if getattr(picture, "n_frames", 1) > 1 and picture.format != "MPO":
            raise UploadRefused("は、動く画像です。動かない画像（JPEGやPNG）にしてから選んでください。")
        colours = picture.info.get("icc_profile")
        upright = ImageOps.exif_transpose(picture)
    if form == "JPEG" and upright.mode not in ("L", "RGB"):
        upright, colours = upright.convert("RGB"), None
    upright.info = {key: value for key, value in upright.info.items() if key == "transparency"}
    options = dict(_SAVE[form])
    if colours and form != "GIF":
        options["icc_profile"] = colours
    drawn = io.BytesIO()
    upright.save(drawn, form, **options)
    return drawn.getvalue(), upright.width, upright.height


def _too_many_pixels() -> UploadRefused:
    limit = limits.MAX_PIXELS // 10_000
    return UploadRefused(
        f"は、画素数が多すぎます。{limit:,}万画素（例：7,000×5,500）までに縮小してください。"
    )
