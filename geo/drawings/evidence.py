"""The evidence for a period, drawn: its bar with soft ends, and a mark for every source.

Marks above the bar claim a start, those below it an end; the filled ones give the date, pale ones
fit it, dashed ones had announced it, hollow ones are not used. A mark lies at the date it claims,
with a line where it leaves several days open.
"""

from html import escape
from itertools import count
from pathlib import Path

from geo.answers.evidence import Claim, Edge, Evidence
from geo.drawings.time_axis import TimeAxis, around
from geo.style import OperatorStyle
from geo.time.dates import OPEN_FUTURE, OPEN_PAST
from geo.vocabulary import HELD

STYLE = Path(__file__).parent / "evidence.css"
# pixels: radius of a mark, from one to the next above it, height of the bar and of the labels;
# evidence.css has the same
RADIUS, STEP, BAR, LABELS = 5, 13, 10, 18
# marks closer than so many per cent are put above each other
CLOSE = 3.6
# what is not certain, as in the lanes of the bases
FAINT = 0.4


def draw(evidence: Evidence, style: OperatorStyle) -> str:
    """Return the drawing of a period as HTML; its label says the same in words."""
    axis = around(*evidence.days)
    above, below = (_levels(edge, axis) for edge in evidence.edges)
    top = STEP * (1 + max(above.values(), default=-1)) + 4
    foot = top + BAR + STEP * (1 + max(below.values(), default=-1)) + 4
    marks = "".join(
        _mark(claim, axis, y, style)
        for levels, way, edge in ((above, -1, top), (below, 1, top + BAR))
        for claim, level in levels.items()
        for y in [edge + way * (STEP * level + RADIUS + 4)]
    )
    return (
        f'<div class="evidence" role="img" aria-label="{escape(in_words(evidence))}" '
        f'style="height:{foot + LABELS}px">'
        f"{_axis(axis, foot)}{_bar(evidence, axis, top, style)}{marks}</div>"
    )


def in_words(evidence: Evidence) -> str:
    """Return what the drawing shows: "Start, 5 October 2001: 3 independent works say so. End …"."""
    return " ".join(
        f"{edge.prop.capitalize()}, {edge.says}: {edge.support}." for edge in evidence.edges
    )


def _levels(edge: Edge, axis: TimeAxis) -> dict[Claim, int]:
    """How far from the bar each mark lies, so that none lies on another."""
    taken: list[tuple[float, int]] = []
    levels = {}
    for claim in edge.claims:
        if _place(claim) is None:
            continue
        x = axis.x(_place(claim) or 0)
        free = (k for k in count() if all(j != k or abs(x - at) >= CLOSE for at, j in taken))
        levels[claim] = next(free)
        taken.append((x, levels[claim]))
    return levels


def _place(claim: Claim) -> int | None:
    """The day at which a claim is marked: the middle of what it may mean."""
    known = [day for day in (claim.low, claim.high) if OPEN_PAST < day < OPEN_FUTURE]
    return sum(known) // len(known) if known else None


def _mark(claim: Claim, axis: TimeAxis, y: float, style: OperatorStyle) -> str:
    x = axis.x(_place(claim) or 0)
    low, high = axis.x(claim.low), axis.x(claim.high)
    reach = (
        f'<i class="reach" style="left:{low}%;width:{high - low:.2f}%;top:{y}px;'
        f'background:{style.colour}"></i>'
        if high - low > 1
        else ""
    )
    told = escape(_told(claim))
    look = f"left:{x}%;top:{y}px;--fill:{style.colour};border-color:{style.colour}"
    return f'{reach}<i class="mark {claim.use}" style="{look}" title="{told}"></i>'


def _told(claim: Claim) -> str:
    parts = [f"{claim.publisher or claim.title}: {claim.says}", claim.use_in_words]
    return ", ".join(parts) + (f". {claim.reason}" if claim.reason else "")


def _bar(evidence: Evidence, axis: TimeAxis, top: float, style: OperatorStyle) -> str:
    start, sure = evidence.start_earliest, evidence.start_latest
    until, end = evidence.end_earliest, evidence.end_latest
    spans = [(sure, until, 1.0)] if sure <= until else []
    spans += [(start, min(sure, end + 1), FAINT), (max(until, start - 1), end, FAINT)]
    rumour = "" if evidence.status in HELD else " rumour"
    return "".join(
        f'<i class="bar{rumour}" style="left:{axis.x(low)}%;width:{_wide(axis, low, high)}%;'
        f'top:{top}px;background:{style.colour};color:{style.colour};opacity:{opacity}"></i>'
        for low, high, opacity in spans
        if low < high or opacity == 1.0
    )


def _wide(axis: TimeAxis, low: int, high: int) -> float:
    return round(max(axis.x(high) - axis.x(low), 0.3), 2)


def _axis(axis: TimeAxis, foot: float) -> str:
    lines = [f'<i class="axis" style="top:{foot}px"></i>']
    for day, label in axis.labels():
        x = axis.x(day)
        side = "start" if x < 5 else "end" if x > 95 else "middle"
        lines.append(f'<i class="year" style="left:{x}%;height:{foot + 4}px"></i>')
        lines.append(f'<b class="{side}" style="left:{x}%;top:{foot + 3}px">{label}</b>')
    return "".join(lines)
