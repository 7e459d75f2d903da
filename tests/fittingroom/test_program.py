"""The mirror as a real program: what its settings say of languages is what its window says."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from contract.styles import Catalogue
from tests.kiosk.program import SETTINGS, until
from tests.processes import ROOT, running
from tests.touchpoint.sample import COAT, NAVY_38, sold
from touchpoint.larder import Larder

#: The source is French, and there is English beside it.
ABROAD = COAT.model_copy(update={"texts": {code: COAT.texts[code] for code in ("fr", "en")}})
LANGUAGES = 'languages = ["de", "it"]\nfallback = ["es", "en"]\n'


@pytest.mark.system
@pytest.mark.timeout(480)
def test_product_text_falls_back_as_the_settings_say(tmp_path: Path, free_port: int) -> None:
    (tmp_path / "secret").write_text("secret\n")
    settings = tmp_path / "mirror.toml"
    settings.write_text(LANGUAGES + SETTINGS.format(folder=tmp_path, port=free_port))
    state = tmp_path / "state"
    larder = Larder(state)
    larder.keep(Catalogue(version="1", languages=("fr", "en"), styles=(ABROAD,)))
    larder.keep_sold(sold())
    env = {name: value for name, value in os.environ.items() if name != "DISPLAY"}
    url, module = f"http://127.0.0.1:{free_port}", [sys.executable, "-m"]

    def said(target: str) -> str:
        targets = requests.get(f"{url}/targets", timeout=60).json()
        return str(targets.get(target, {}).get("text", ""))

    command = [*module, "fittingroom", "--config", str(settings), "--offscreen"]
    with running(command, env=env):
        assert until(lambda: (state / "tag.sock").exists() and said("rest.begin") != "")
        assert said("rest.begin") == "Zum Beginnen berühren"
        put = [*module, "touchpoint.readers", "put", str(state / "tag.sock")]
        code = f"https://id.example/01/{NAVY_38}/21/A1"
        subprocess.run([*put, code, "--by", "uhf"], cwd=ROOT, check=True)
        assert until(lambda: said("rest.begin") == "Berühren, um Ihre Auswahl zu sehen")
        for target in ("rest.begin", "back"):
            assert until(lambda: said(target) != "")  # noqa: B023 - asked at once
            requests.post(f"{url}/press", json={"name": target}, timeout=60)
        assert until(lambda: said(f"garment.{NAVY_38}") != "")
        assert (said(f"garment.{NAVY_38}"), said("language.it")) == ("Wool coat", "Italiano")
