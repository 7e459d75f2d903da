"""Screens hear of advice by a retained pointer, as they hear of the catalogue."""

from contract import topics
from contract.advice import Advice
from tests.hub.harness import Lyon
from tests.hub.test_projections import Reader


def test_screens_learn_of_advice_and_again_after_a_restart(lyon: Lyon) -> None:
    topic, reader = topics.ADVICE.name(store="lyon"), Reader(lyon)
    for version in "112":
        if version == "2":
            lyon.kill()
            lyon.restart()
        lyon.desk.advise(Advice(version=version, styles={}))
        lyon.run()
    pointers = [{"version": v, "url": "/v1/advice"} for v in "12"]
    assert reader.said(topic) == [pointers[0], None, pointers[1]]
