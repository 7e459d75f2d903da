"""Nudges from threads to pages."""

import asyncio
import threading

from hub.nudges import Nudges


def test_nudge_from_a_thread_reaches_every_page_once() -> None:
    async def page(nudges: Nudges, ready: asyncio.Event) -> list[str]:
        topics = aiter(nudges.subscribe())
        first = asyncio.ensure_future(anext(topics))
        await asyncio.sleep(0)
        ready.set()
        return [await first, *[topic async for topic in topics]]

    async def pages() -> list[list[str]]:
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

    assert asyncio.run(pages()) == [["requests", "stock"], ["requests", "stock"]]


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
    async def late() -> list[str]:
        nudges = Nudges()
        nudges.close()
        return [topic async for topic in nudges.subscribe()]

    assert asyncio.run(late()) == []
