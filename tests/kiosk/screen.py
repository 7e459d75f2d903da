"""A catalogue with films, and a kiosk that has it."""

from contract.features import FEATURES
from contract.parts import Photo, Video
from contract.styles import Catalogue
from tests.kiosk.test_visit import Floor
from tests.touchpoint.sample import CATALOGUE
from touchpoint import inputs
from touchpoint.shelf import Shelf


def poster(name: str, width: int = 1600, height: int = 900) -> Photo:
    return Photo(name=name, sizes={320: f"{name}.jpg"}, width=width, height=height)


FOLD = Video(
    file="fold.mp4",
    name="fold",
    kind="training",
    poster=poster("fold", 900, 1200),
    titles={"en": "How a jumper is folded", "fr": "Comment on plie un pull"},
    captions={"en": "fold-en.vtt", "fr": "fold-fr.vtt"},
    seconds=8,
)
SEAM = Video(file="seam.mp4", name="seam", kind="craft", titles={"en": "A seam"})
STYLED = Video(file="street.mp4", name="street", titles={"en": "Seen in the street"})
STILL = Video(file="", kind="craft", poster=poster("still"), titles={"en": "Only its poster"})


def filmed(catalogue: Catalogue = CATALOGUE) -> Catalogue:
    """The coat has all films, the scarf one of them that is of the house."""
    coat, scarf = catalogue.styles
    styles = (
        coat.model_copy(update={"videos": (SEAM, STYLED, STILL, FOLD)}),
        scarf.model_copy(update={"videos": (SEAM,)}),
    )
    return catalogue.model_copy(update={"styles": styles, "films": (FOLD,)})


FILMED = Shelf(filmed(), ("en",))
NO_FILMS = FEATURES - {"videos"}


class Cinema(Floor):
    def __init__(self) -> None:
        super().__init__()
        self.feel(inputs.CatalogueKnown(FILMED))

    def touch(self, *touches: object, after: float = 0.0) -> list[str]:
        return self.feel(*map(inputs.Touched, touches), after=after)  # type: ignore[arg-type]

    def played(self) -> list[tuple[str, float, bool]]:
        said = [d.data.model_dump() for d in self.owed if d.data.name == "video.played"]
        return [(one["video"], one["seconds"], one["completed"]) for one in said]
