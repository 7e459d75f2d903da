"""A page is sound when axe-core finds nothing and nothing is too wide, at every size of glass."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.office import sign_in
from tests.headoffice.office import Office

Size = tuple[int, int]
Look = Callable[[Page], list[str]]
#: A small phone, a tablet, and the same tablet whose reader has doubled everything.
STAFF: Mapping[str, Size] = {"320": (320, 640), "768": (768, 1024), "768 at 200 %": (384, 512)}
#: What head office works at, on the way and at the desk.
OFFICE: Mapping[str, Size] = {"320": (320, 640), "768": (768, 1024), "1280": (1280, 900)}
#: What head office's pages speak.
LANGUAGES = ("en", "fr")
#: Two frames later a page that was turned is laid out. Its charts are drawn anew a moment after, or
#: are too wide.
_LAID_OUT = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const places = [...document.querySelectorAll('[_echarts_instance_]')];
  const over = it => echarts.getInstanceByDom(it)?.getWidth() > it.clientWidth;
  const drawn = () => !places.some(it => it.clientWidth && over(it));
  const late = performance.now() + 5000;
  do { await frame(); await frame(); } while (!drawn() && performance.now() < late);
}"""
#: What is folded can be unfolded, and is looked at too.
_UNFOLD = "() => document.querySelectorAll('details').forEach(part => { part.open = true; })"
#: What lies beyond the edge, unless it is meant to be scrolled to, or to be shown where there is
#: room for it.
_TOO_WIDE = """() => [...document.querySelectorAll('body *')]
  .filter(it => !it.closest('.scroll, .live ol') && it.checkVisibility({ opacityProperty: true }))
  .filter(it => it.getBoundingClientRect().right > innerWidth + 1)
  .map(it => `too wide: ${it.tagName}.${it.className}`)"""


def too_wide(page: Page) -> list[str]:
    wide = page.evaluate("() => document.documentElement.scrollWidth - innerWidth")
    return [f"{wide} px too wide"] if wide else []


def reaches_beyond(page: Page) -> list[str]:
    found: list[str] = page.evaluate(_TOO_WIDE)
    return found


@dataclass(frozen=True, slots=True)
class Axe:
    """What axe-core finds wrong: it takes longer than all else, and looks at one size in turn."""

    look: Look
    #: Whether it looks at every page at every size.
    whole: bool = False

    def __call__(self, page: Page) -> list[str]:
        return self.look(page)

    def sizes(self, sizes: Sequence[str], turn: int) -> Sequence[str]:
        return sizes if self.whole else (sizes[turn % len(sizes)],)


def faults(
    page: Page, url: str, sizes: Mapping[str, Size], looks: Iterable[Look], axe: Axe, turn: int
) -> list[str]:
    """What is wrong with the page at *url*, opened once and turned to each of *sizes*."""
    page.goto(url)
    page.evaluate(_UNFOLD)
    found, path = [], "/" + url.split("/", 3)[3]
    for name, (width, height) in sizes.items():
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate(_LAID_OUT)
        now = [*looks, axe] if name in axe.sizes([*sizes], turn) else [*looks]
        found += [f"{path} at {name}: {fault}" for look in now for fault in look(page)]
    return found


def office_faults(
    page: Page, office: Office, language: str, paths: Iterable[str], axe: Axe
) -> list[str]:
    """What is wrong with head office's pages at *paths*, read by somebody of *language*."""
    sign_in(page, office, language)
    found = []
    for turn, path in enumerate(paths, LANGUAGES.index(language)):
        found += faults(page, office.url + path, OFFICE, (too_wide, reaches_beyond), axe, turn)
        expect(page.locator("html")).to_have_attribute("lang", language)
    return found
