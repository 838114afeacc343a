"""How operators look, for map, charts, legend and exports alike."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import cycle

SHAPES = ("circle", "square", "triangle", "diamond", "pentagon", "hexagon", "star", "cross")

# The palette of Okabe and Ito (2008), which stays distinct for colour-blind readers, and two more
# dark tones; shape and letter tell operators apart without any colour.
_KNOWN = {
    "United States": ("#0072B2", "U", "circle"),
    "Russia": ("#C24E00", "R", "square"),
    "Germany": ("#007A5A", "G", "triangle"),
    "France": ("#CC79A7", "F", "diamond"),
    "India": ("#E69F00", "I", "pentagon"),
    "China": ("#7B3294", "C", "hexagon"),
    "Coalition partners": ("#56B4E9", "P", "star"),
    "Soviet Union": ("#7D6130", "S", "cross"),
}
REST = "#6f7780"
_SPARE = ("#0072B2", "#C24E00", "#007A5A", "#CC79A7", "#E69F00", "#7B3294", "#56B4E9", "#7D6130")


@dataclass(frozen=True)
class OperatorStyle:
    """The look of one operator; ``ink`` is the colour of a letter on ``colour``."""

    operator: str
    colour: str
    letter: str
    shape: str
    ink: str


def operator_styles(operators: Iterable[str]) -> dict[str, OperatorStyle]:
    """Return each operator its look; unknown ones get the next free colour and shape by name."""
    names = sorted(set(operators))
    strangers = [name for name in names if name not in _KNOWN]
    looks = {name: _KNOWN[name] for name in names if name in _KNOWN}
    taken = {(colour, shape) for colour, _, shape in looks.values()}
    free = (pair for pair in cycle(_pairs()) if pair not in taken)
    for name, (colour, shape) in zip(strangers, free, strict=False):
        looks[name] = (colour, name.strip()[:1].upper() or "?", shape)
    return {
        name: OperatorStyle(name, colour, letter, shape, _ink(colour))
        for name, (colour, letter, shape) in sorted(looks.items())
    }


def own_colours(operators: Iterable[str]) -> dict[str, str]:
    """Return a colour of its own for each of the first operators, as far as there are colours.

    The others have REST, where no shape tells them apart.
    """
    names = list(dict.fromkeys(operators))
    taken = {name: _KNOWN[name][0] for name in names if name in _KNOWN}
    free = [colour for colour in _SPARE if colour not in taken.values()]
    strangers = [name for name in names if name not in _KNOWN]
    return {**taken, **dict(zip(strangers, free, strict=False))}


def _pairs() -> Iterator[tuple[str, str]]:
    """Every colour with every shape, so that neighbours differ in both."""
    for turn in range(len(SHAPES)):
        for k, colour in enumerate(_SPARE):
            yield colour, SHAPES[(k + turn + 1) % len(SHAPES)]


def _ink(colour: str) -> str:
    """Black or white, whichever has the higher contrast (WCAG 2.2, relative luminance)."""
    channels = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return "#ffffff" if 1.05 / (luminance + 0.05) >= (luminance + 0.05) / 0.05 else "#000000"
