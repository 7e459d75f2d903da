"""Languages a text may come in: codes of real ones, and only those that screens can draw."""

from __future__ import annotations

from collections.abc import Callable

from babel import Locale, UnknownLocaleError

from catalogue.problems import Misfit


def check_language(code: str) -> None:
    """Raises Misfit when *code* is no language's, or of one written from right to left."""
    try:
        locale = _locale(code)
    except (ValueError, UnknownLocaleError):
        raise Misfit(f"language {code!r}", "the code of a language such as fr or pt-BR") from None
    if locale.text_direction == "rtl":
        raise Misfit(
            f"language {code!r} ({locale.english_name}), written from right to left",
            "one written from left to right: screens would turn its sizes and prices around",
        )


def drawable(code: str, tell: Callable[[Misfit], None]) -> bool:
    """Whether a text in *code* may come in; if not, *tell* hears why."""
    try:
        check_language(code)
    except Misfit as misfit:
        tell(misfit)
        return False
    return True


def _locale(code: str) -> Locale:
    """What is known of *code*; of a country that is not known with it, the language's own."""
    try:
        return Locale.parse(code, sep="-")
    except UnknownLocaleError:
        language, *more = code.split("-")
        script = [part for part in more if len(part) == 4 and part.isalpha()]
        return Locale.parse("-".join((language, *script)), sep="-")
