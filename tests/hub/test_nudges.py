"""Nudges from threads to pages."""

import asyncio
import threading

import pytest

from hub import nudges as kinds
from hub.nudges import Nudges, call


def test_nudge_from_a_thread_reaches_every_page_once() -> None:
    async def page(nudges: Nudges, ready: asyncio.Event) -> list[tuple[str, ...]]:
        topics = aiter(nudges.subscribe())
        first = asyncio.ensure_future(anext(topics))
        await asyncio.sleep(0)
        ready.set()
        return [await first, *[topic async for topic in topics]]

    async def pages() -> list[list[tuple[str, ...]]]:
        nudges = Nudges()
        ready = [asyncio.Event(), asyncio.Event()]
        tasks = [asyncio.create_task(page(nudges, r)) for r in ready]
        for event in ready:
            await event.wait()

        def work() -> None:
            for topic in ("requests", "stock", "requests"):
                nudges.publish(topic)
            nudges.close()

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        return await asyncio.gather(*tasks)

    assert asyncio.run(pages()) == [[("requests", "stock")], [("requests", "stock")]]


def test_nudge_to_a_page_whose_loop_is_gone_is_dropped() -> None:
    nudges = Nudges()

    async def leave() -> None:
        topics = aiter(nudges.subscribe())
        task = asyncio.ensure_future(anext(topics))
        await asyncio.sleep(0)
        nudges.publish("requests")
        await task

    asyncio.run(leave())
    nudges.publish("requests")


def test_page_that_comes_after_the_end_is_not_kept() -> None:
    async def late() -> list[tuple[str, ...]]:
        nudges = Nudges()
        nudges.close()
        return [topic async for topic in nudges.subscribe()]

    assert asyncio.run(late()) == []


def test_call_is_heard_at_once_by_whom_it_calls_and_by_nobody_else(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # So long that what is gathered does not come within this test.
    monkeypatch.setattr(kinds, "GATHER", (60.0, 60.0))
    ines, malo = call(associate="ines"), call(associate="malo")

    async def lines() -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
        nudges = Nudges()
        called = aiter(nudges.subscribe(frozenset({ines, call(device="till-1")})))
        other = nudges.subscribe(frozenset({malo}))
        first = asyncio.ensure_future(anext(called))
        second = asyncio.ensure_future(anext(other))
        await asyncio.sleep(0)
        nudges.publish(ines, "later", "floor")
        heard = await first
        # The end brings what was gathered by then.
        nudges.close()
        return heard, [await second, *[topics async for topics in other]]

    heard, gathered = asyncio.run(lines())
    assert heard == ("requests", "later", "floor")
    assert gathered == [("later", "floor")]


def test_what_calls_nobody_comes_a_moment_later_and_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(kinds, "GATHER", (0.05, 0.05))

    async def line() -> tuple[str, ...]:
        nudges = Nudges()
        topics = aiter(nudges.subscribe())
        first = asyncio.ensure_future(anext(topics))
        await asyncio.sleep(0)
        for topic in ("stock", "later", "stock"):
            nudges.publish(topic)
        return await first

    assert asyncio.run(line()) == ("stock", "later")
