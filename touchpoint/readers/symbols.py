"""The codes in one picture, found by zxing-cpp: QR, Data Matrix, EAN-13 and UPC-A."""

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from contract.tags import By
from touchpoint.readers.agreement import Code

_FORMATS = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.DataMatrix,
        zxingcpp.BarcodeFormat.EAN13,
        zxingcpp.BarcodeFormat.UPCA,
    ]
)
_GS1 = zxingcpp.ContentType.GS1


def find_codes(picture: NDArray[np.uint8], *, inverted: bool) -> list[Code]:
    """Those in a grey *picture*; white on black too when *inverted*."""
    found = zxingcpp.read_barcodes(
        picture, formats=_FORMATS, try_invert=inverted, text_mode=zxingcpp.TextMode.Plain
    )
    return [_code(barcode) for barcode in found if barcode.text.strip()]


def _code(barcode: zxingcpp.Barcode) -> Code:
    """Element strings get their symbology identifier, as from a scanner; else they look alike."""
    prefix = barcode.symbology_identifier if barcode.content_type == _GS1 else ""
    linear = barcode.symbology == zxingcpp.BarcodeFormat.EANUPC
    return Code(By.BARCODE if linear else By.QR, prefix + barcode.text)
