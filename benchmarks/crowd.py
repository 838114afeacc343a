"""A crowd at the door, and programs beside it: part of ``make load``.

python -m benchmarks.crowd [--quick]

Readers come through nginx to one copy of the app a core, as ``make serve`` has it; programs ask one
process directly.
"""

import asyncio
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter
from urllib.parse import urlencode, urlsplit

from benchmarks.quality import machine, verdict, write_section
from benchmarks.reader import COUNTRIES, Reader
from benchmarks.stage import app, median, percentile
from support.server import Server, free_port, wait_until_healthy
from tools.serve import Site

# readers that come together, the seconds within which they come, and what each does then
CROWDS, WITHIN, ACTIONS, PAUSE = (100, 300), 10.0, 4, (3.0, 9.0)
# programs that ask at once, and for how many seconds
PROGRAMS, SECONDS = 4, 10.0
# readers beside whom programs ask
BESIDE = 20


@dataclass
class Asked:
    """What programs were answered: seconds each, and what went wrong."""

    waits: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.waits) / self.seconds


def main(arguments: list[str]) -> None:
    """Measure, print, and write."""
    quick = "--quick" in arguments
    before = os.getloadavg()[1]
    found = _measured(quick=quick)
    busy = (
        f"Programs that were running on the machine or waiting for it: {before:.1f} before, "
        f"{os.getloadavg()[1]:.1f} after (the average of five minutes)."
    )
    text = "\n\n".join([machine(), busy, found])
    print(text)
    if not quick:
        write_section("crowd", text)


def _measured(*, quick: bool) -> str:
    lines = ["### A crowd at the door", ""]
    with _served() as (address, copies):
        asyncio.run(_crowd(address, 2 * copies, 1.0))
        for count in CROWDS[:1] if quick else CROWDS:
            readers = asyncio.run(_crowd(address, count, WITHIN))
            lines += _told(readers, count, copies)
    lines += ["", "### Programs", ""]
    with app() as server:
        # A server that has just started takes longer for its first readers.
        asyncio.run(_crowd(server.url, 2, 1.0))
        alone = asyncio.run(_crowd(server.url, BESIDE, 1.0))
        asked = asyncio.run(_programs(server.url, SECONDS))
        beside = asyncio.run(_both(server.url))
    lines += _told_of_programs(asked, alone, beside)
    return "\n".join(lines)


@contextmanager
def _served() -> Iterator[tuple[str, int]]:
    """The app behind nginx, one copy a core; gives its address and the number of copies."""
    copies = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder), [free_port() for _ in range(copies)], Path(os.devnull))
        port = free_port()
        try:
            site.start(port)
            for own, process in site.copies.items():
                wait_until_healthy(Server(f"http://127.0.0.1:{own}", process, Path(os.devnull)))
            yield f"https://127.0.0.1:{port}", copies
        finally:
            site.stop()


async def _crowd(address: str, count: int, within: float) -> list[Reader]:
    readers = [Reader(address, number) for number in range(count)]

    async def come(reader: Reader) -> None:
        await asyncio.sleep(random.Random(reader.number).uniform(0, within))
        await reader.read(ACTIONS, PAUSE)

    await asyncio.gather(*(come(reader) for reader in readers))
    return readers


async def _programs(address: str, seconds: float) -> Asked:
    asked = Asked()
    begin = perf_counter()
    await asyncio.gather(*(_program(address, k, seconds, asked) for k in range(PROGRAMS)))
    asked.seconds = perf_counter() - begin
    return asked


async def _program(address: str, number: int, seconds: float, asked: Asked) -> None:
    """Ask one question after the other on one connection; no question comes twice soon."""
    draw = random.Random(number)
    parts = urlsplit(address)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    end = perf_counter() + seconds
    while perf_counter() < end:
        day = (
            f"{draw.randrange(2001, 2022)}-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}"
        )
        query = urlencode({"date": day, "country": draw.choice(COUNTRIES)})
        begin = perf_counter()
        writer.write(f"GET /api/v1/bases?{query} HTTP/1.1\r\nHost: {parts.netloc}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.split("content-length: ")[1].split("\r\n")[0])
        await reader.readexactly(length)
        asked.waits.append(perf_counter() - begin)
        if " 200 " not in head.split("\r\n")[0]:
            asked.errors.append(head.split("\r\n")[0])
    writer.close()


async def _both(address: str) -> list[Reader]:
    """Readers, with programs that ask all the while at a tenth of what they could."""
    stop = asyncio.Event()

    async def ask() -> None:
        while not stop.is_set():
            await _programs(address, 0.2)
            await asyncio.sleep(1.8)

    asking = asyncio.create_task(ask())
    readers = await _crowd(address, BESIDE, 1.0)
    stop.set()
    await asking
    return readers


def _waits(readers: list[Reader]) -> list[float]:
    return [wait * 1000 for reader in readers for wait in reader.waits]


def _told(readers: list[Reader], count: int, copies: int) -> list[str]:
    waits = _waits(readers)
    errors = [error for reader in readers for error in reader.errors]
    what = f"{count} readers within {WITHIN:g} s, {copies} copies"
    middle = f"- {what}: median {median(waits):.0f} ms of {len(waits)} answers."
    return [
        middle,
        verdict(f"{what}: 95th percentile", percentile(waits, 95), 1000, "ms", digits=0),
        verdict(f"{what}: errors", len(errors), 0, "errors", digits=0),
        *(f"- error: {error}" for error in sorted(set(errors))[:3]),
    ]


def _told_of_programs(asked: Asked, alone: list[Reader], beside: list[Reader]) -> list[str]:
    before, after = (percentile(_waits(readers), 95) for readers in (alone, beside))
    tail = percentile([wait * 1000 for wait in asked.waits], 95)
    what = f"answers a second to {PROGRAMS} programs, one process"
    ratio = f"95th percentile of {BESIDE} readers, with programs compared with alone"
    return [
        verdict(what, asked.rate, 300, "answers", least=True, digits=0),
        f"- programs: 95th percentile {tail:.0f} ms, {len(asked.errors)} errors.",
        f"- {BESIDE} readers, 95th percentile: {before:.0f} ms alone, {after:.0f} beside programs.",
        verdict(ratio, after / before, 1.3, "times", digits=2),
    ]


if __name__ == "__main__":
    main(sys.argv[1:])
