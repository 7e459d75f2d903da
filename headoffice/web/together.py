"""Asks a page's questions beside one another: the engine answers several at a time."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final, ParamSpec, TypeVar

from headoffice.figures import Ask

P = ParamSpec("P")
T = TypeVar("T")
#: The engine has four lines (headoffice.store.clickhouse); whoever waits for one keeps no other.
_THREADS: Final = 8
_pool: Final = ThreadPoolExecutor(_THREADS, thread_name_prefix="question")


def soon(question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
    """Begin to ask. What is given back waits for the answer, or raises what *question* raised.

    *question* asks nothing `soon` or `at_once` itself: all threads would wait for what none is left
    to ask.
    """
    return _pool.submit(question, *args, **kwargs).result


def at_once(
    ask: Ask, names: Iterable[str], params: Iterable[Mapping[str, Any]]
) -> Iterator[Sequence[Mapping[str, Any]]]:
    """As `map(ask, names, params)`, asked beside one another."""
    return _pool.map(ask, names, params)
