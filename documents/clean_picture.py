"""Photographs: drawn anew, without place, day, device or anything else that is not seen."""

import io
import warnings
from contextlib import suppress
from typing import Final

from PIL import Image, ImageCms, ImageOps

from documents.copies import CleanerBounds, Copy, MediaType, NoCopy, NotCleaned

THUMBNAIL: Final = (320, 320)
WRITTEN_AS: Final = {MediaType.JPEG: "JPEG", MediaType.PNG: "PNG"}
QUALITY: Final = 90


def cleaned(content: bytes, kind: MediaType, bounds: CleanerBounds) -> Copy:
    """Raises `NotCleaned`."""
    picture = read(content, WRITTEN_AS[kind], bounds)
    made = io.BytesIO()
    if kind is MediaType.JPEG:
        picture.save(made, "JPEG", quality=QUALITY)
    else:
        picture.save(made, "PNG", optimize=False)
    return Copy(kind, 1, made.getvalue(), small(picture))


def read(content: bytes, kind: str, bounds: CleanerBounds) -> Image.Image:
    """Its pixels, upright and in the usual colours, and nothing that was beside them."""
    Image.MAX_IMAGE_PIXELS = None  # counted here, before anything is unpacked
    warnings.simplefilter("ignore")
    try:
        picture = Image.open(io.BytesIO(content), formats=(kind,))
        if picture.width * picture.height > bounds.pixels:
            raise NotCleaned(NoCopy.TOO_LARGE_INSIDE)
        picture.load()
        upright = ImageOps.exif_transpose(picture)
        shown = _usual_colours(upright)
    except (OSError, ValueError, SyntaxError, KeyError, IndexError, TypeError):
        raise NotCleaned(NoCopy.DAMAGED) from None
    bare = Image.new(shown.mode, shown.size)
    bare.paste(shown)
    return bare


def _usual_colours(picture: Image.Image) -> Image.Image:
    """In sRGB, or its grey; a profile that says nothing of use is left out as any other."""
    wanted = "L" if picture.mode in {"1", "L", "I", "I;16", "F"} else "RGB"
    if picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info:
        wanted = "RGBA"
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in {"RGB", "CMYK"}:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            usual = ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(picture, own, usual, outputMode="RGB")
            if changed is not None:
                return changed
    if picture.mode == "I;16":  # sixteen bits of grey: the upper eight are seen
        return picture.point(lambda value: value / 256).convert("L")
    return picture if picture.mode == wanted else picture.convert(wanted)


def small(picture: Image.Image) -> bytes:
    """On white, for a list."""
    shown = picture.copy()
    shown.thumbnail(THUMBNAIL)
    if shown.mode == "RGBA":
        page = Image.new("RGB", shown.size, "white")
        page.paste(shown, mask=shown.getchannel("A"))
        shown = page
    made = io.BytesIO()
    shown.convert("RGB").save(made, "JPEG", quality=80)
    return made.getvalue()
