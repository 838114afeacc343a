"""How much work one client may ask for, in seconds of the server's processor.

A client has some seconds at hand, which come back with time. An answer from a cache costs next to
nothing, a picture much; so whoever asks for what is costly is slowed down, and no one else. Waiting
costs nothing: that a server is busy is not the fault of who asks.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

# seconds of work at hand, and seconds of work that come back each second
AT_HAND, COMING_BACK = 15.0, 0.5
# clients that are remembered; one that was forgotten starts with a full budget
REMEMBERED = 10_000


class OverBudgetError(Exception):
    """A client has asked for too much; ``wait`` is when to come back, in seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__(f"Come back in {wait:.0f} s.")
        self.wait = wait


class Budget:
    """What each client has left."""

    def __init__(
        self,
        at_hand: float = AT_HAND,
        coming_back: float = COMING_BACK,
        clock: Callable[[], float] = time.monotonic,
        processor: Callable[[], float] = time.thread_time,
    ) -> None:
        self._at_hand, self._coming_back = at_hand, coming_back
        self._clock, self._processor = clock, processor
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    @contextmanager
    def work(self, client: str) -> Iterator[None]:
        """Do some work for a client, who pays with the time that this thread works for it.

        Raises OverBudgetError where nothing is left.
        """
        left = self.left(client)
        if left <= 0:
            raise OverBudgetError((1 - left) / self._coming_back)
        begin = self._processor()
        try:
            yield
        finally:
            self.spend(client, self._processor() - begin)

    def left(self, client: str) -> float:
        """Return the seconds that a client has left; below 0 where it owes some."""
        with self._lock:
            left, since = self._left.get(client, (self._at_hand, self._clock()))
        return min(self._at_hand, left + (self._clock() - since) * self._coming_back)

    def spend(self, client: str, seconds: float) -> None:
        """Take some seconds from a client."""
        left = self.left(client)
        with self._lock:
            self._left[client] = (left - seconds, self._clock())
            self._left.move_to_end(client)
            while len(self._left) > REMEMBERED:
                self._left.popitem(last=False)
