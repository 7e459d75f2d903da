"""A view on the stage, measured: laid out, drawn once without letters, and looked through."""

from typing import Any

import numpy as np
from kivy.clock import Clock
from kivy.graphics.opengl import GL_RGBA, GL_UNSIGNED_BYTE, glReadPixels
from kivy.lang import Builder
from kivy.uix.label import Label

from tests.screens.audit.contrast import Ground, faint
from tests.screens.audit.overflow import overflow
from tests.screens.audit.overlap import overlap
from tests.screens.audit.scene import look
from tests.screens.audit.size import fine_print, out_of_reach, too_small
from tests.screens.stage import Stage

#: Of geometry alone; contrast needs the pixels.
_MEASURES = (overflow, overlap, too_small, out_of_reach, fine_print)


def faults_of(stage: Stage, view: Any) -> list[str]:
    """What is wrong with *view* in the window of *stage*; nothing when all is right."""
    stage.app.show(view)
    return faults(stage)


def faults(stage: Stage) -> list[str]:
    """What is wrong with what *stage* shows."""
    lay_out(stage)
    # Drawn first: only then are outlines where they are drawn.
    ground = ground_of(stage)
    scene = look(stage.app.root)
    return [fault for measure in _MEASURES for fault in measure(scene)] + faint(scene, ground)


def lay_out(stage: Stage) -> None:
    """Until everything has its place, photographs too; nothing is drawn."""
    for _ in range(2):
        stage.app.photos.settle()
        for _ in range(2):
            stage.now += 0.05
            Clock.tick()
            Builder.sync()
            Clock.tick_draw()
            Builder.sync()


def ground_of(stage: Stage) -> Ground:
    """What is drawn on *stage* behind the letters."""
    labels = [w for w in stage.widgets() if isinstance(w, Label)]
    before = [label.opacity for label in labels]
    for label in labels:
        label.opacity = 0
    stage.window.dispatch("on_draw")
    width, height = stage.window.size
    rows = glReadPixels(0, 0, width, height, GL_RGBA, GL_UNSIGNED_BYTE)
    for label, opacity in zip(labels, before, strict=True):
        label.opacity = opacity
    return Ground(np.frombuffer(rows, np.uint8).reshape(height, width, 4)[:, :, :3])
