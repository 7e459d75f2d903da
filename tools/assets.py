"""Copies what pages and screens need out of node_modules, with licences and a checksum manifest."""

import hashlib
import json
import shutil
import subprocess
import sys
import warnings
from pathlib import Path

from tools.fonts import FACES, Face, build, stylesheet, use_price_figures

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
VENDOR = (ROOT / "hub/web/static/vendor", ROOT / "headoffice/web/static/vendor")
KIVY_FONTS = ROOT / "touchpoint/ui/fonts"
SOURCES = ("package-lock.json", "tools/assets.py", "tools/fonts.py", "tools/echarts.js")
MANIFEST = "manifest.json"

SCRIPTS = {
    "morphdom.min.js": "morphdom/dist/morphdom-umd.min.js",
}
LICENCES = {
    "morphdom.txt": "morphdom/LICENSE",
    "echarts.txt": "echarts/LICENSE",
    "echarts-notice.txt": "echarts/NOTICE",
    "zrender.txt": "zrender/LICENSE",
}
FONT_LICENCES = {f"{face.family.replace(' ', '')}.txt": f"{face.package}/LICENSE" for face in FACES}


def main() -> int:
    """Build every generated folder that is missing, altered or older than what it is made of."""
    warnings.filterwarnings("ignore", module="fontTools")
    folders = (KIVY_FONTS, *VENDOR)
    if all(is_fresh(folder) for folder in folders):
        print("assets: nothing to do")
        return 0
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
    for face in FACES:
        print(f"assets: {face.name}", flush=True)
        _write_face(face)
    _copy(FONT_LICENCES, KIVY_FONTS)
    print("assets: scripts", flush=True)
    for folder in VENDOR:
        _write_scripts(folder)
        (folder / "fonts.css").write_text(stylesheet(FACES))
    for folder in folders:
        write_manifest(folder)
    return 0


def _write_face(face: Face) -> None:
    font = build(MODULES, face)
    # The same inputs give the same bytes, so that two machines' manifests can be compared.
    font.recalcTimestamp = False
    first, *others = (folder / "fonts" for folder in VENDOR)
    first.mkdir(exist_ok=True)
    font.flavor = "woff2"
    font.save(first / f"{face.name}.woff2")
    for folder in others:
        folder.mkdir(exist_ok=True)
        shutil.copy(first / f"{face.name}.woff2", folder)
    font.flavor = None
    use_price_figures(font)
    font.save(KIVY_FONTS / f"{face.name}.ttf")


def _write_scripts(folder: Path) -> None:
    _copy(SCRIPTS, folder)
    _copy(LICENCES | FONT_LICENCES, folder / "licences")
    command = [
        str(MODULES / ".bin/esbuild"),
        "tools/echarts.js",
        "--bundle",
        "--minify",
        "--format=iife",
        "--global-name=echarts",
        "--target=es2019",
        "--legal-comments=none",
        "--log-level=warning",
        f"--outfile={folder / 'echarts.min.js'}",
    ]
    subprocess.run(command, cwd=ROOT, check=True)


def _copy(files: dict[str, str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, source in files.items():
        shutil.copyfile(MODULES / source, folder / name)


def made_from() -> str:
    """A digest of everything the folders are made of: the pinned packages and these tools."""
    return hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in SOURCES)).hexdigest()


def checksums(folder: Path) -> dict[str, str]:
    """SHA-256 of each file below `folder`, by its path there; the manifest itself left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MANIFEST
    }


def write_manifest(folder: Path) -> None:
    """Write down what `folder` holds and what it was made from."""
    manifest = {"made_from": made_from(), "files": checksums(folder)}
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n")


def is_fresh(folder: Path) -> bool:
    """Whether `folder` holds exactly what its manifest says, made from what stands here now."""
    path = folder / MANIFEST
    if not path.exists():
        return False
    manifest = json.loads(path.read_text())
    return bool(manifest == {"made_from": made_from(), "files": checksums(folder)})


if __name__ == "__main__":
    sys.exit(main())
