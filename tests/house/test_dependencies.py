"""Each package gets the libraries it imports, and none is installed that nobody imports."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
#: Whom each extra is for; what is needed always is for everybody.
PACKAGES = {
    "": ("contract",),
    "messaging": ("messaging",),
    "catalogue": ("catalogue",),
    "telling": ("telling",),
    "touchpoint": ("touchpoint",),
    "camera": tuple(f"touchpoint/readers/{name}.py" for name in ("camera", "scene", "symbols")),
    "films": tuple(f"touchpoint/films/{name}.py" for name in ("captions", "decoding")),
    "kiosk": ("kiosk",),
    "fittingroom": ("fittingroom",),
    "hub": ("hub",),
    "headoffice": ("headoffice",),
    "simulation": ("simulation",),
}
#: Files with an extra of their own: whoever asks for their folder's does not import them.
APART = {ROOT / path for paths in PACKAGES.values() for path in paths if path.endswith(".py")}
#: Wanted without an import of ours: FastAPI's forms, what clickhouse-connect embeds, fpdf2's woff2.
UNSEEN = {"python-multipart", "chdb", "pyarrow", "brotli"}
#: Comes with a library that we declare, as its own lower half.
CARRIED = {"markupsafe": "jinja2", "pydantic-core": "pydantic", "starlette": "fastapi"}
DISTRIBUTIONS = {
    module: {re.sub(r"[-_.]+", "-", name).lower() for name in names}
    for module, names in packages_distributions().items()
}


def declared(extra: str) -> set[str]:
    """The libraries that come with *extra*, through our own other extras too."""
    wanted = EXTRAS[extra] if extra else []
    found = {_name(text) for text in PROJECT["dependencies"]}
    for text in wanted:
        own = re.fullmatch(r"parcours\[(.+)]", text)
        found |= set().union(*map(declared, own[1].split(","))) if own else {_name(text)}
    return found


def imported(package: str) -> set[str]:
    """The libraries that any module of *package*, a folder or a file, names in an import."""
    modules: set[str] = set()
    path = ROOT / package
    for file in {path} if path in APART else {*path.rglob("*.py")} - APART:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {name.name.split(".")[0] for name in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.split(".")[0])
    ours = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    foreign = modules - set(sys.stdlib_module_names) - ours
    libraries = set().union(*(DISTRIBUTIONS.get(module, {module}) for module in foreign))
    return {CARRIED.get(library, library) for library in libraries}


def _name(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found
    return found[0].lower()


def test_each_package_gets_what_it_imports() -> None:
    missing = {
        package: sorted(imported(package) - declared(extra))
        for extra, packages in PACKAGES.items()
        for package in packages
    }
    assert {package: names for package, names in missing.items() if names} == {}


def test_nothing_is_installed_that_nobody_it_is_for_imports() -> None:
    said = {"": PROJECT["dependencies"], **{k: v for k, v in EXTRAS.items() if k != "test"}}
    idle = {}
    for extra, wanted in said.items():
        served = [p for other, ps in PACKAGES.items() if _comes_with(extra, other) for p in ps]
        used = UNSEEN.union(*map(imported, served))
        names = {_name(text) for text in wanted if not text.startswith("parcours[")}
        if left := sorted(names - used):
            idle[extra] = left
    assert idle == {}


def _comes_with(extra: str, other: str) -> bool:
    """Whether whoever asks for *other* gets *extra* too, without being the simulation of all."""
    if extra in {"", other}:
        return True
    if not other or other == "simulation":
        return False
    inner = [re.fullmatch(r"parcours\[(.+)]", text) for text in EXTRAS[other]]
    return any(_comes_with(extra, name) for own in inner if own for name in own[1].split(","))
