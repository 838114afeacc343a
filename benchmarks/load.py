"""Many readers at once, and the memory they take and give back: ``make load``.

python -m benchmarks.load [--quick]
"""

import asyncio
import sys
import time
from dataclasses import dataclass

import psutil

from benchmarks import crowd
from benchmarks.quality import machine, verdict, write_section
from benchmarks.reader import Reader
from benchmarks.stage import app, median, percentile

COUNTS = (1, 10, 50, 100)
ACTIONS = 8
# Between two things a reader does that reach the server, in seconds; scrubbing itself does not.
PAUSE = (3.0, 9.0)
# Streamlit keeps a disconnected session for two minutes.
KEPT = 150


@dataclass(frozen=True)
class Round:
    """What a number of readers at once met with; memory in MB."""

    readers: int
    waits: list[float]
    errors: list[str]
    before: float
    during: float


def main(arguments: list[str]) -> None:
    """Measure, print, and write."""
    quick = "--quick" in arguments
    counts = COUNTS[:2] if quick else COUNTS
    with app() as server:
        process = psutil.Process(server.process.pid)
        asyncio.run(_round(server.url, 2, 2, process))
        idle = _memory(process)
        rounds = [asyncio.run(_round(server.url, n, ACTIONS, process)) for n in counts]
        time.sleep(5 if quick else KEPT)
        # Streamlit forgets old sessions when something new happens.
        asyncio.run(_round(server.url, 1, 1, process))
        after = _memory(process)
    text = "\n\n".join([machine(), _table(rounds), _goals(rounds, idle, after)])
    print(text)
    if not quick:
        write_section("load", text)
    crowd.main(arguments)


async def _round(address: str, readers: int, actions: int, process: psutil.Process) -> Round:
    before = _memory(process)
    crowd = [Reader(address, number) for number in range(readers)]
    tasks = [asyncio.create_task(reader.read(actions, PAUSE)) for reader in crowd]
    peak = before
    while not all(task.done() for task in tasks):
        await asyncio.sleep(0.5)
        peak = max(peak, _memory(process))
    await asyncio.gather(*tasks)
    waits = [wait for reader in crowd for wait in reader.waits]
    errors = [error for reader in crowd for error in reader.errors]
    return Round(readers, waits, errors, before, peak)


def _memory(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 2**20


def _table(rounds: list[Round]) -> str:
    lines = [
        "Readers open the map, then scrub, filter and open a base, "
        f"{ACTIONS} times each with {PAUSE[0]:g} to {PAUSE[1]:g} seconds in between; "
        "milliseconds from a message to the end of its answer.",
        "",
        "| readers | answers | median | 95th percentile | errors | MB before | MB at most |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for r in rounds:
        middle, tail = median(r.waits) * 1000, percentile(r.waits, 95) * 1000
        lines.append(
            f"| {r.readers} | {len(r.waits)} | {middle:.0f} | {tail:.0f} | {len(r.errors)} "
            f"| {r.before:.0f} | {r.during:.0f} |"
        )
    return "\n".join(lines)


def _goals(rounds: list[Round], idle: float, after: float) -> str:
    most = rounds[-1]
    errors = [error for r in rounds for error in r.errors]
    each = (most.during - most.before) / most.readers
    lines = [
        verdict(f"errors with {most.readers} readers", len(most.errors), 0, "errors", digits=0),
        f"- memory a session: {each:.1f} MB at most.",
        verdict("memory after all have left, compared with before", 100 * after / idle, 110, "%"),
        f"- answers that showed another reader's date: {len([e for e in errors if 'asked' in e])}.",
    ]
    return "\n".join([*lines, *(f"- error: {error}" for error in sorted(set(errors))[:5])])


if __name__ == "__main__":
    main(sys.argv[1:])
