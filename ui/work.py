"""Work of some seconds that goes on in the background, says how far it is, and can be ended."""

import threading
from collections.abc import Callable

Progress = Callable[[float], None]


class _EndedError(Exception):
    """The work is no longer wanted."""


class Work:
    """Some work in a thread of its own: what it makes, or how far it is."""

    def __init__(self, make: Callable[[Progress], bytes]) -> None:
        """Begin; ``make`` is given a function that it is to tell how much is done (0 to 1)."""
        self.done = 0.0
        self.made: bytes | None = None
        self.error: Exception | None = None
        self._make = make
        self._ended = threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def end(self) -> None:
        """Let the work end the next time it says how far it is."""
        self._ended.set()

    @property
    def is_over(self) -> bool:
        """Whether there is something made, or a reason why not."""
        return self.made is not None or self.error is not None

    def _run(self) -> None:
        try:
            self.made = self._make(self._hear)
        except Exception as error:
            # Whoever waits for it raises it.
            self.error = error

    def _hear(self, done: float) -> None:
        if self._ended.is_set():
            raise _EndedError
        self.done = done
