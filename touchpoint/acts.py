"""What a screen does at the hub's word: say its name, show itself, begin anew, end a visit."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from touchpoint.conductor import Conductor
from touchpoint.inputs import EndVisit
from touchpoint.obeying import Answer
from touchpoint.remote.door import encoded
from touchpoint.remote.glass import Frame, Glass
from touchpoint.screenshots import Picture
from touchpoint.starting import Start
from touchpoint.words import Speech


class NamedWindow(Protocol):
    def identify(self, name: str, line: str) -> None: ...
    def stop(self) -> None: ...


@dataclass
class Acts:
    """On the screen's thread. *name* is what people call this touchpoint, *line* its own name.

    *glass* is what the window's frames are read from, *send* hands one to the hub and answers.
    """

    window: NamedWindow
    conductor: Conductor[Any]
    glass: Glass
    send: Callable[[Frame, Answer], None]
    name: str
    line: str
    #: Whether the program is to be started again once it has ended.
    again: bool = False

    def by_verb(self) -> Mapping[str, Callable[[Answer], None]]:
        return {
            "identify": self.identify,
            "screenshot": self.screenshot,
            "reload": self.reload,
            "end_visit": self.end_visit,
        }

    def identify(self, answer: Answer) -> None:
        self.window.identify(self.name, self.line)
        answer("done")

    def screenshot(self, answer: Answer) -> None:
        """Only of a glass before which nobody is: nobody's visit is anybody else's to see."""
        if self.conductor.resting:
            self.glass.frame(partial(self._seen, answer))
        else:
            answer("busy")

    def reload(self, answer: Answer) -> None:
        self.conductor.keep()
        answer("done")
        self.again = True
        self.window.stop()

    def end_visit(self, answer: Answer) -> None:
        self.conductor.take((EndVisit(),))
        answer("done")

    def _seen(self, answer: Answer, frame: Frame) -> None:
        # Somebody may have come while the frame was drawn.
        if self.conductor.resting:
            self.send(frame, answer)
        else:
            answer("busy")


def acts_of(
    start: Start[Any], window: NamedWindow, conductor: Conductor[Any], glass: Glass
) -> Acts:
    """Those of the touchpoint that *start* is for."""
    hub, name = start.settings.hub, start.settings.touchpoint
    picture = Picture(hub.url, (name, start.secret), hub.ca)
    return Acts(
        window,
        conductor,
        glass,
        lambda frame, answer: picture.send(partial(encoded, frame, "JPEG"), answer),
        called(name, start.words.speech(start.words.languages[0])),
        name,
    )


def called(touchpoint: str, speech: Speech) -> str:
    """`cabin-3` as the store's people say it: `Cabin 3`."""
    kind, _, number = touchpoint.rpartition("-")
    match kind:
        case "cabin":
            return speech.say("Cabin {number}", number=number)
        case "kiosk":
            return speech.say("Kiosk {number}", number=number)
        case _:
            plain = touchpoint.replace("-", " ")
            return plain[:1].upper() + plain[1:]
