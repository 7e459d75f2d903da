"""One idea a change, 180 to 320 ms, easing out; nothing at all for those who prefer none."""

from kivy.animation import Animation
from kivy.uix.widget import Widget

from touchpoint.ui.theme import Theme

SECONDS = 0.28


def ease(widget: Widget, theme: Theme, name: str, start: float, end: float) -> None:
    """Bring property *name* of *widget* from *start* to *end*; at once when motion is reduced."""
    Animation.cancel_all(widget, name)
    if theme.reduced_motion:
        setattr(widget, name, end)
        return
    setattr(widget, name, start)
    Animation(**{name: end}, d=SECONDS, t="out_cubic").start(widget)
