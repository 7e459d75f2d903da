"""A program that answers people is not held up while the collector looks through everything."""

import gc

#: New objects before the youngest are looked through, such looks before the next generation is,
#: and of these before everything. Python's own 700, 10 and 10 look through a hub of 230,000
#: objects every 15 s, for a quarter of a second of one core in which it answers nobody.
_SELDOM = (5_000, 20, 50)


def settle() -> None:
    """What is loaded by now stays to the end and is never looked through again.

    Called once, as a program has started. What comes later is looked through as before, and all of
    it together seldom.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_SELDOM)
    gc.enable()
