"""Work in the background: it says how far it is, gives what it made, and ends when asked."""

import threading

from ui.work import Progress, Work


def wait_until_over(work: Work) -> None:
    deadline = threading.Event()
    for _ in range(200):
        if work.is_over:
            return
        deadline.wait(0.02)
    raise TimeoutError


def test_what_is_made_is_there_in_the_end() -> None:
    def make(progress: Progress) -> bytes:
        progress(0.5)
        return b"made"

    work = Work(make)
    wait_until_over(work)
    assert (work.made, work.done, work.error) == (b"made", 0.5, None)


def test_work_that_is_ended_makes_nothing_more() -> None:
    begun, go_on = threading.Event(), threading.Event()
    steps: list[int] = []

    def make(progress: Progress) -> bytes:
        for k in range(3):
            progress(k / 3)
            steps.append(k)
            begun.set()
            go_on.wait(10)
        return b"made"

    work = Work(make)
    assert begun.wait(10)
    work.end()
    go_on.set()
    wait_until_over(work)
    assert work.made is None
    assert steps == [0]


def test_what_goes_wrong_is_kept_for_whoever_waits() -> None:
    def make(progress: Progress) -> bytes:
        raise ValueError("no room")

    work = Work(make)
    wait_until_over(work)
    assert str(work.error) == "no room"
