"""The resting screen, shared by both places: one large photograph and one thing to do."""

from kivy.properties import (
    AliasProperty,
    BooleanProperty,
    ListProperty,
    NumericProperty,
    OptionProperty,
    StringProperty,
)
from kivy.uix.floatlayout import FloatLayout
from kivy.uix.relativelayout import RelativeLayout

from touchpoint.touches import Begin
from touchpoint.ui import masthead, photo, words  # noqa: F401 - their rules
from touchpoint.ui.geometry import Box, rest_photo
from touchpoint.ui.kv import load_kv
from touchpoint.ui.motion import ease
from touchpoint.ui.themed import Themed


class InvitationLine(Themed, RelativeLayout):
    """What to do, said as loud as *inviting* asks."""

    text = StringProperty("")
    inviting = StringProperty("plain")


class RestPage(Themed, FloatLayout):
    """All of it is one touch target.

    The invitation is *plain* where no touch is needed, else has a *line* below it; it is a *bar*
    when somebody is here and something waits. A *welcoming* page speaks to somebody who stands
    before it: the photograph steps back and the words grow.
    """

    headline = StringProperty("")
    invitation = StringProperty("")
    privacy = StringProperty("")
    away = StringProperty("")
    pictures = ListProperty()
    languages = ListProperty()
    awake = BooleanProperty(defaultvalue=False)
    inviting = OptionProperty("plain", options=("plain", "line", "bar"))
    welcoming = BooleanProperty(defaultvalue=False)
    #: Pixels below the words that are left to something else.
    foot = NumericProperty(0)
    #: How far it has gone from resting (0) to welcoming (1).
    woken = NumericProperty(0)
    begin = Begin()

    def on_welcoming(self, *_: object) -> None:
        ease(self, self.theme, "woken", self.woken, float(self.welcoming))

    def _photo_box(self) -> Box:
        return rest_photo(self.theme, self.foot)

    photo_box = AliasProperty(_photo_box, None, bind=["theme", "foot"], rebind=True)


load_kv(__file__)
