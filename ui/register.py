"""One clock, one register a field: what a reader sees, and whose change of it counts.

Every field (time, base, filters, …) has a value and a version: a number that grows with each change
(a Lamport clock) and the name of who made it. The greater version wins, field by field; an echo
changes nothing. ``register.js`` is the same for maps and side bar, and docs/architecture.md has the
protocol as a table. Nothing else counts messages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

# The field's part of an address: {"date": ["2005-06-01"]}.
Value = dict[str, list[str]]

NOBODY = ""
# Longer names, greater numbers and more words than anybody needs are nonsense.
_LONGEST_NAME, _GREATEST, _MOST_WORDS = 40, 10**12, 10_000


class Entry(NamedTuple):
    """A value and its version: the clock, and who set it."""

    value: Value
    n: int
    who: str

    def is_newer(self, other: "Entry | None") -> bool:
        """Return whether this entry has a greater version than another, or there is no other."""
        return other is None or (self.n, self.who) > (other.n, other.who)


class Message(NamedTuple):
    """What a map or the side bar says: which page it knows, and what it changed.

    ``before`` lists the fields that it changed before it knew that page.
    """

    page: str
    fields: dict[str, Entry]
    before: frozenset[str]


@dataclass(frozen=True)
class Register:
    """All fields as the page knows them; ``who`` is the page's name, ``clock`` the greatest n."""

    who: str
    fields: Mapping[str, Entry]
    clock: int = 0

    def value(self, name: str) -> Value:
        """Return the value of a field, empty where it has none."""
        return self.fields[name].value if name in self.fields else {}

    def change(self, values: Mapping[str, Value]) -> "Register":
        """Return the register with some values changed by the page; equal ones are no change."""
        n = self.clock + 1
        changed = {
            name: Entry(value, n, self.who)
            for name, value in values.items()
            if name not in self.fields or value != self.value(name)
        }
        return replace(self, fields={**self.fields, **changed}, clock=n) if changed else self

    def hear(self, message: Message) -> "Register":
        """Return the register with what a map or the side bar has changed.

        A change that the page made before it was met wins over what it could not know: it is
        stamped again.
        """
        before = message.before if message.page == self.who else message.fields.keys()
        newer = {
            name: entry
            for name, entry in message.fields.items()
            if entry.is_newer(self.fields.get(name))
        }
        clock = max([self.clock, *(entry.n for entry in newer.values())])
        again = [
            name
            for name in newer
            if name in before and name in self.fields and self.fields[name].who == self.who
        ]
        if again:
            clock += 1
            newer |= {name: self.fields[name]._replace(n=clock) for name in again}
        return replace(self, fields={**self.fields, **newer}, clock=clock)


def opened(who: str, values: Mapping[str, Value]) -> Register:
    """Return the register of a new page that knows its address only: every version is 0."""
    return Register(who, {name: Entry(value, 0, NOBODY) for name, value in values.items()})


def read_message(said: object) -> Message | None:
    """Return what a map or the side bar has said, None where that is no message.

    What comes over the network may be anything: a field that is malformed is left out.
    """
    if not isinstance(said, Mapping) or not isinstance(said.get("fields"), Mapping):
        return None
    entries = {name: _entry(raw) for name, raw in said["fields"].items() if isinstance(name, str)}
    fields = {name: entry for name, entry in entries.items() if entry is not None}
    page, before = said.get("page"), said.get("before")
    names = before if isinstance(before, list) else []
    known = page if isinstance(page, str) else NOBODY
    return Message(known, fields, frozenset(name for name in names if isinstance(name, str)))


def _entry(raw: object) -> Entry | None:
    if not isinstance(raw, list) or len(raw) != 3:
        return None
    value, n, who = raw
    whole = isinstance(n, int) and not isinstance(n, bool) and 0 <= n <= _GREATEST
    named = isinstance(who, str) and len(who) <= _LONGEST_NAME
    return Entry(value, n, who) if whole and named and _is_value(value) else None


def _is_value(value: object) -> bool:
    return isinstance(value, dict) and all(
        isinstance(key, str)
        and isinstance(words, list)
        and len(words) <= _MOST_WORDS
        and all(isinstance(word, str) for word in words)
        for key, words in value.items()
    )
