"""A garment's photographs, one at a time: a finger leafs through them by a swipe or a tap."""

from typing import Any

from kivy.animation import Animation
from kivy.properties import BooleanProperty, NumericProperty, ObjectProperty, StringProperty
from kivy.uix.stencilview import StencilView
from kivy.uix.widget import Widget

from touchpoint.touches import Anywhere, ShowPhoto
from touchpoint.ui.kv import load_kv
from touchpoint.ui.motion import ease
from touchpoint.ui.photo import Photo
from touchpoint.ui.themed import Themed

#: Design pixels: a finger that moves less has tapped, one that moves more has leafed.
_TAP, _LEAF = 16, 80
#: Of a finger's way, where there is no further photograph.
_STIFF = 0.25
#: The photograph shown and those beside it; no other one is held.
_SLOTS = 3


class PhotoHalf(Widget):
    """A side of the photograph under its name; the pages feel the finger themselves."""

    target = StringProperty("")
    text = StringProperty("")


class PhotoPages(Themed, StencilView):
    """*leaf* has the pictures and the index of the one shown, which change together.

    *drag* is how far a finger has moved it, *shift* how far it still has to come. *arrived* is true
    once there is nothing more to wait for, *bare* when there is no photograph then. *middle* is
    that of the photograph at rest, which may lean to a side.
    """

    leaf = ObjectProperty(((), 0))
    count = NumericProperty(0)
    shown = NumericProperty(0)
    drag = NumericProperty(0)
    shift = NumericProperty(0)
    beside = BooleanProperty(defaultvalue=False)
    #: Pixels at its foot that something lies over.
    covered = NumericProperty(0)
    #: Whether its halves are named; they are not where they lie out of reach.
    halved = BooleanProperty(defaultvalue=True)
    held = BooleanProperty(defaultvalue=False)
    arrived = BooleanProperty(defaultvalue=False)
    bare = BooleanProperty(defaultvalue=False)
    middle = NumericProperty(0)

    def __init__(self, **kwargs: Any) -> None:
        self._finger: Any = None
        self._start = 0.0
        self._pictures: tuple[Any, ...] = ()
        self._slots = [Photo(prompt=True, lean_y="top", size_hint=(None, None)) for _ in "123"]
        super().__init__(**kwargs)
        for slot in self._slots:
            self.add_widget(slot, index=len(self.children))
            self.bind(theme=slot.setter("theme"))
            for name in ("arrived", "texture", "edged"):
                slot.fbind(name, self._told)
            slot.fbind("frame", self._centre)
        for name in ("pos", "size", "drag", "shift", "shown"):
            self.fbind(name, self._place)
        self.fbind("beside", self._told)

    def on_leaf(self, _pages: object, leaf: Any) -> None:
        pictures, shown = leaf
        before, self.shown = self.shown, shown
        if pictures != self._pictures:
            self._renew(pictures)
        else:
            self._turn(before)
        self._fill()

    def on_touch_down(self, touch: Any) -> bool:
        if self.count < 2 or not self.collide_point(*touch.pos):
            return False
        if self._finger is None:
            touch.grab(self)
            self._finger, self._start, self.held = touch, touch.x, True
            Animation.cancel_all(self, "drag")
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch is not self._finger or touch.grab_current is not self:
            return False
        way = touch.x - self._start
        further = 0 <= self.shown + (1 if way < 0 else -1) < self.count
        self.drag = way if further else way * _STIFF
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        if touch is self._finger:
            self._finger, self.held = None, False
            self._leaf_by(touch.x - self._start, touch.x)
        return True

    def _leaf_by(self, way: float, x: float) -> None:
        there = self.shown + self._step(way, x)
        if there != self.shown and 0 <= there < self.count:
            self.dispatch("on_act", ShowPhoto(int(there)))
        else:
            self.dispatch("on_act", Anywhere())
        if self._finger is None:
            ease(self, self.theme, "drag", self.drag, 0.0)

    def _step(self, way: float, x: float) -> int:
        if abs(way) <= self.theme.px(_TAP):
            return 1 if x >= self.center_x else -1
        if abs(way) < self.theme.px(_LEAF):
            return 0
        return 1 if way < 0 else -1

    def _renew(self, pictures: tuple[Any, ...]) -> None:
        """Other pictures: what a finger has begun was meant for those before."""
        self._pictures, self.count = pictures, len(pictures)
        self._finger, self.held = None, False
        Animation.cancel_all(self, "drag")
        self.drag = 0

    def _turn(self, before: float) -> None:
        by = self.shown - before
        near = abs(by) == 1
        ease(self, self.theme, "drag", self.drag + by * self.width if near else 0.0, 0.0)

    def _fill(self) -> None:
        """The shown one first: they are decoded in this order."""
        for number in (self.shown, self.shown + 1, self.shown - 1):
            there = 0 <= number < self.count
            self._slots[int(number) % _SLOTS].file = (
                self._pictures[int(number)].file if there else ""
            )
        self._told()
        self._place()

    def _place(self, *_: object) -> None:
        for number in (self.shown - 1, self.shown, self.shown + 1):
            slot = self._slots[int(number) % _SLOTS]
            slot.size = self.size
            slot.pos = (
                self.x + (number - self.shown) * self.width + self.drag + self.shift,
                self.y,
            )

    def _centre(self, *_: object) -> None:
        x, _, width, _ = self._slots[int(self.shown) % _SLOTS].frame
        self.middle = x + width / 2 - self.drag - self.shift if width else self.x + self.width / 2

    def _told(self, *_: object) -> None:
        for slot in self._slots:
            slot.lean_x = "right" if self.beside or slot.edged else "center"
        shown = self._slots[int(self.shown) % _SLOTS]
        self.arrived = shown.arrived
        self.bare = shown.arrived and shown.texture is None
        self._centre()


load_kv(__file__)
