"""A photograph of a label, read by the hub: any phone's camera is a scanner, without a script."""

import io
from typing import Final

import zxingcpp
from PIL import Image, ImageOps, UnidentifiedImageError

from contract.tags import By, TagRead, UnknownTag, identify

#: Bytes: what a phone takes at its finest.
MOST_BYTES: Final = 12 * 1024 * 1024
#: Pixels on the longer side: codes on labels are read at less, a phone's own size costs seconds.
_SIDE: Final = 1600


class NothingReadError(ValueError):
    """No code of a garment is in the picture; the text says what is."""


def gtin_in(picture: bytes) -> str:
    """The GTIN of the label in a photograph (JPEG, PNG, WebP). Raises NothingReadError."""
    try:
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(picture)))
        image.thumbnail((_SIDE, _SIDE))
        found = zxingcpp.read_barcodes(image.convert("L"), text_mode=zxingcpp.TextMode.Plain)
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise NothingReadError(
            "no picture was found; a photograph of the label is right"
        ) from error
    for code in found:
        gs1 = code.content_type == zxingcpp.ContentType.GS1
        try:
            text = (code.symbology_identifier if gs1 else "") + code.text
            return identify(TagRead(By.BARCODE, text)).gtin
        except UnknownTag:
            continue
    raise NothingReadError(
        "a code was found that is no garment's" if found else "no code was found in the picture"
    )
