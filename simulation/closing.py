"""How a counted store closes: what it said while it closed is handed over before anybody counts."""

from collections.abc import Callable

#: A store that still holds something after so many openings is counted as it is.
MOST_OPENINGS = 3


def close_empty(
    stop: Callable[[], None],
    held: Callable[[], int],
    hand_over: Callable[[int], bool],
    most: int = MOST_OPENINGS,
) -> None:
    """Stop the store, and open it again as long as *held* events were made too late to leave it.

    A screen speaks until its last moment: a garment taken off the reader is gone a second later,
    and its health is said once a minute. *hand_over* opens the store as on the next morning and
    says whether all of it arrived; if not, that is what the run has to show.
    """
    stop()
    for _ in range(most):
        waiting = held()
        if not waiting:
            return
        arrived = hand_over(waiting)
        stop()
        if not arrived:
            return
