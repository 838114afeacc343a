"""Answers that are kept for the next one who asks, up to a number of bytes."""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Kept:
    """An answer to keep: its bytes, their media type, and where what follows it is, if anything.

    ``cost`` are the seconds that another process has worked for it.
    """

    content: bytes
    media_type: str
    following: str = ""
    cost: float = 0.0

    @cached_property
    def tag(self) -> str:
        """The entity tag: another one for another answer, whatever made it another."""
        found = hashlib.sha256(self.content)
        found.update(f"\n{self.media_type}\n{self.following}".encode())
        return f'"{found.hexdigest()[:20]}"'


class Cache:
    """Answers by key; those asked for longest ago go first. Safe for many threads."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, Kept] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def get(self, key: Hashable) -> Kept | None:
        """Return what is kept under a key, None where nothing is."""
        with self._lock:
            answer = self._kept.get(key)
            if answer is not None:
                self._kept.move_to_end(key)
            return answer

    def put(self, key: Hashable, answer: Kept) -> None:
        """Keep an answer; what is larger than a quarter of the cache is not kept."""
        if len(answer.content) > self._most // 4:
            return
        with self._lock:
            former = self._kept.pop(key, None)
            self._size += len(answer.content) - (len(former.content) if former else 0)
            self._kept[key] = answer
            while self._size > self._most:
                _, gone = self._kept.popitem(last=False)
                self._size -= len(gone.content)

    @property
    def size(self) -> int:
        """The number of bytes that are kept."""
        return self._size
