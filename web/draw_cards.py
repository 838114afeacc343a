"""The process that draws cards, so that drawing takes no time from the server's readers.

It reads one query a line (JSON) and answers each with one line: the length of the picture and the
seconds of work that went into it, then the picture itself; length 0 where it could not be drawn.
"""

import json
import os
import sys
import time
import traceback
from typing import BinaryIO

from geo.answers.link import read_link
from geo.answers.view import look
from geo.exports import card
from geo.gazetteer.editions import asked_for
from geo.importer.served import served

# Readers come first.
NICENESS = 10


def main(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer questions until there are no more."""
    for line in questions:
        begin = time.process_time()
        try:
            picture = draw(json.loads(line))
        except Exception:
            traceback.print_exc()
            picture = b""
        answers.write(b"%d %f\n" % (len(picture), time.process_time() - begin))
        answers.write(picture)
        answers.flush()


def draw(query: dict[str, list[str]]) -> bytes:
    """Return the card of what a query selects."""
    gazetteer = asked_for(served()[0], "".join(query.get("v", [])))
    selection, _ = read_link(query, gazetteer)
    return card.render(look(gazetteer, selection))


if __name__ == "__main__":
    os.nice(NICENESS)
    main(sys.stdin.buffer, sys.stdout.buffer)
