"""The signs of operators as paths of SVG, as the map in a browser draws them.

They fit a circle of radius 11 around the origin; ``geo/maps/scripts/draw/marker_icons.js`` has the
same shapes.
"""

import math
from html import escape

from geo.style import OperatorStyle


def _polygon(sides: int, radius: float, inner: float | None = None) -> str:
    steps = sides * 2 if inner else sides
    points = []
    for k in range(steps):
        away = inner if inner and k % 2 else radius
        angle = math.radians(k / steps * 360 - 90)
        points.append(f"{away * math.cos(angle):.2f},{away * math.sin(angle):.2f}")
    return f"M{' '.join(points)}Z"


SHAPES = {
    "circle": "M-10.5,0a10.5,10.5 0 1 1 21,0a10.5,10.5 0 1 1 -21,0Z",
    "square": "M-9.5,-9.5h19v19h-19Z",
    "triangle": "M0,-12 11.5,9 -11.5,9Z",
    "diamond": "M0,-12.5 12.5,0 0,12.5 -12.5,0Z",
    "pentagon": _polygon(5, 12),
    "hexagon": _polygon(6, 12),
    "star": _polygon(6, 13, 9),
    "cross": "M-5,-11 5,-11 5,-5 11,-5 11,5 5,5 5,11 -5,11 -5,5 -11,5 -11,-5 -5,-5Z",
}
# what an operator has of a marker that it shares, in pixels
SHARE = 17

# An operator's style and the look of its sign: solid, hollow, dashed or closed.
Part = tuple[OperatorStyle, str]


def sign(parts: list[Part], *, small: bool = False) -> str:
    """Return the sign of a base as SVG around the origin; colours that change come by class.

    ``small`` is for bases that only help to find one's way.
    """
    if len(parts) == 1:
        style, look = parts[0]
        path = f'<path d="{SHAPES.get(style.shape, SHAPES["circle"])}" {_paint(style, look)}/>'
        drawn = path + _letter(style, look, 0, 2 if style.shape == "triangle" else 0)
    else:
        left = -len(parts) * SHARE / 2
        drawn = "".join(
            f'<rect x="{left + k * SHARE:g}" y="-10" width="{SHARE}" height="20" rx="3" '
            f"{_paint(style, look)}/>{_letter(style, look, left + (k + 0.5) * SHARE, 0)}"
            for k, (style, look) in enumerate(parts)
        )
    return f'<g transform="scale(.72)">{drawn}</g>' if small else drawn


def _paint(style: OperatorStyle, look: str) -> str:
    colour = escape(style.colour)
    return f'class="sight-sign sight-{look}"' + {
        "solid": f' fill="{colour}"',
        "closed": "",
    }.get(look, f' style="--own:{colour}"')


def _letter(style: OperatorStyle, look: str, x: float, y: float) -> str:
    ink = f' fill="{escape(style.ink)}"' if look == "solid" else f' class="sight-{look}-letter"'
    return f'<text x="{x:g}" y="{y + 4:g}"{ink}>{escape(style.letter)}</text>'
