"""The kiosk's pictures: garments laid on its reader, one after the other."""

from contract.tags import By
from simulation.pictures.studio import KIOSK, Studio
from simulation.pictures.ways import Hanging
from simulation.rack import piece_of

#: Style, colour and size of each garment that is laid down.
COAT = ("coat-sevigne", "Noir", "38")
TROUSERS = ("trousers-rivoli", "Écru", "36")
SKIRT = ("skirt-mabillon", "Sapin", "36")
#: A garment that no catalogue has.
_NOWHERE = "4006381333931"
JEANS = ("jeans-oberkampf", "Brut", "36")


def photograph_kiosk(studio: Studio, hanging: Hanging) -> None:
    start = f"kiosk-{hanging.key}"
    if not studio.chosen.any("kiosk", hanging.key):
        return
    studio.told(f"  The kiosk, {hanging.title}")
    studio.hang(hanging, KIOSK)
    glass = studio.glass(KIOSK)

    def lay(garment: tuple[str, str, str]) -> None:
        gtin = studio.gtins[garment]
        glass.tap(piece_of(gtin, garment[0], By.NFC, 1001).code, By.NFC)
        studio.until(lambda: gtin in glass.scene()["gtins"], f"the kiosk shows {gtin}")

    studio.snap(KIOSK, f"{start}-rest")
    glass.press("rest.begin")
    studio.snap(KIOSK, f"{start}-welcome")
    _look_around(studio, start)
    for key, garment in (("strike", TROUSERS), ("long", SKIRT), ("none", JEANS), ("garment", COAT)):
        lay(garment)
        studio.snap(KIOSK, f"{start}-{key}")
    glass.press("colour.gris")
    studio.snap(KIOSK, f"{start}-colour")
    if studio.wants(f"{start}-still-here"):
        studio.until(lambda: "still.here" in glass.targets(), "the last question")
        studio.snap(KIOSK, f"{start}-still-here")
        glass.press("still.here")
    if studio.wants(f"{start}-unknown"):
        glass.tap("https://shop.example/umbrella", By.QR)
        studio.until(lambda: glass.scene()["notice"], "the notice")
        studio.snap(KIOSK, f"{start}-unknown")
    if studio.wants(f"{start}-no-page"):
        glass.tap(_NOWHERE, By.BARCODE)
        studio.until(lambda: glass.scene()["gtins"] == [f"0{_NOWHERE}"], "an unknown garment")
        studio.snap(KIOSK, f"{start}-no-page")
    if studio.wants(f"{start}-away"):
        lay(COAT)
        studio.run.programs["hub"].stop()
        studio.until(lambda: bool(glass.scene()["away"]), "the kiosk misses the hub")
        studio.snap(KIOSK, f"{start}-away")
        studio.hub()
    glass.press("done")


def _look_around(studio: Studio, start: str) -> None:
    """Home, a category and a search, and back to the resting screen."""
    glass = studio.glass(KIOSK)

    def press(target: str, screen: str) -> None:
        studio.until(lambda: glass.press(target), f"{target} can be touched")
        studio.until(lambda: glass.scene()["screen"] == screen, f"the {screen} is shown")

    press("around", "home")
    studio.snap(KIOSK, f"{start}-home")
    press("aisle.all", "list")
    studio.snap(KIOSK, f"{start}-category")
    press("back", "home")
    press("search", "search")
    for letter in "co":
        press(f"key.{letter}", "search")
    studio.snap(KIOSK, f"{start}-search")
    press("done", "rest")
