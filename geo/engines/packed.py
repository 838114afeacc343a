"""The changes of a view as bytes: a line of JSON, and arrays of whole numbers after it.

The arrays, one after another, each in the smallest of one, two or four bytes that holds it (little
endian; the line says which): for each pair of a cell and an operator ``x``, ``y`` (from the corner
that the line names), ``operator`` and ``length``, how many changes it has; then for each change its
``step`` and how many begin and end there. ``cells/changes.js`` reads it.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

COUNTS = ("certain_begins", "certain_ends", "there_begins", "there_ends")
_WIDTHS = ((1, np.uint8), (2, np.uint16), (4, np.uint32))


def packed(changes: pa.Table, operators: Sequence[str], about: Mapping[str, Any]) -> bytes:
    """Return changes (:func:`geo.engines.questions.changes`) as bytes.

    An operator is its place among ``operators``; all others together come after the last of these.
    """
    x, y, step = (changes.column(name).to_numpy().astype(np.int64) for name in ("x", "y", "step"))
    operator = _codes(changes.column("operator"), operators)
    counts = [changes.column(name).to_numpy().astype(np.int64) for name in COUNTS]
    corner = [int(x.min()), int(y.min())] if len(x) else [0, 0]
    order = np.lexsort((step, operator, x, y))
    x, y, operator, step = (column[order] for column in (x, y, operator, step))
    new = np.ones(len(x), dtype=bool)
    new[1:] = (np.diff(x) != 0) | (np.diff(y) != 0) | (np.diff(operator) != 0)
    begins = np.flatnonzero(new)
    arrays = {
        "x": x[begins] - corner[0],
        "y": y[begins] - corner[1],
        "operator": operator[begins],
        "length": np.diff(np.append(begins, len(x))),
        "step": step,
        **{name: column[order] for name, column in zip(COUNTS, counts, strict=True)},
    }
    laid = {name: _narrow(array) for name, array in arrays.items()}
    line = {
        **about,
        "corner": corner,
        "arrays": [[name, made.itemsize, len(made)] for name, made in laid.items()],
    }
    head = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
    return head + b"".join(made.tobytes() for made in laid.values())


def _codes(column: pa.ChunkedArray, operators: Sequence[str]) -> NDArray[np.int64]:
    places = {word: place for place, word in enumerate(operators)}
    coded = column.combine_chunks().dictionary_encode()
    if isinstance(coded, pa.ChunkedArray):
        coded = coded.combine_chunks()
    words = [places.get(word, len(operators)) for word in coded.dictionary.to_pylist()]
    return np.array(words or [0], dtype=np.int64)[coded.indices.to_numpy(zero_copy_only=False)]


def _narrow(array: NDArray[np.int64]) -> NDArray[Any]:
    top = int(array.max()) if len(array) else 0
    kind = next(kind for width, kind in _WIDTHS if top < 256**width)
    return array.astype(np.dtype(kind).newbyteorder("<"))
