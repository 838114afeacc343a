"""What is kept stays within its size, and what nobody asks for goes first."""

from hypothesis import given
from hypothesis import strategies as st

from web.cache import Cache, Kept


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 60))))
def test_what_is_kept_never_exceeds_its_size(puts: list[tuple[int, int]]) -> None:
    cache = Cache(100)
    for key, size in puts:
        cache.put(key, Kept(bytes(size), ""))
        assert cache.size <= 100
        assert cache.size == sum(len(kept.content) for k in range(10) if (kept := cache.get(k)))


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    cache = Cache(100)
    for key in "abcd":
        cache.put(key, Kept(bytes(25), ""))
    cache.get("a")
    cache.put("e", Kept(bytes(25), ""))
    assert cache.get("a") is not None
    assert cache.get("b") is None
