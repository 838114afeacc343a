"""A reader, a page, its side bar and its maps over a bad network, without a browser.

The page is ``ui.register``; maps and side bar are ``register.js`` in Deno. This module moves their
messages about, loses, repeats and delays them, and keeps book of every change that was made.
"""

import json
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

HOST = Path(__file__).parent / "parties.js"
FIELDS = ("time", "base", "filters", "rings")
# What each party lets its reader change.
MAP, SIDE = ("time", "base"), ("filters",)
# Fields as a party and the page both write them.
Values = dict[str, dict[str, list[str]]]


class Scripts:
    """Deno with the parties of one version of ``register.js``."""

    def __init__(self, deno: str, source: Path) -> None:
        command = [deno, "run", "--quiet", "--allow-read", str(HOST), source.as_uri()]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def call(self, *message: object) -> dict[str, Any]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(message) + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "register.js failed"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe
            pipe.close()


class Party:
    """A map or the side bar, and what its reader sees of each field."""

    def __init__(self, scripts: Scripts, who: str) -> None:
        self.who = who
        self._scripts = scripts
        self.fields: dict[str, list[Any]] = {}
        self.shown: Values = {}
        self.owes = False
        self.hands: set[str] = set()
        self.moved: set[str] = set()
        self.call("new", who)

    def call(self, method: str, *args: object) -> Any:
        answer = self._scripts.call(self.who, method, *args)
        self.fields, self.shown, self.owes = answer["fields"], answer["shown"], answer["owes"]
        return answer["given"]

    def hear(self, method: str, *args: object) -> None:
        """Hear something; what a hand is on must not move, and nothing goes back in time."""
        before, versions = dict(self.shown), {f: e[1:] for f, e in self.fields.items()}
        told = self.call(method, *args)
        assert not set(told or ()) & (self.hands | self.moved), "a map is told to show what is held"
        for name in (self.hands | self.moved) & before.keys():
            assert self.shown[name] == before[name], f"{name} jumped under a hand"
        for name, version in versions.items():
            assert self.fields[name][1:] >= version, f"{name} went back to an older version"


@dataclass
class Change:
    """One change of one field; ``seen`` are the changes of it that its maker knew."""

    name: str
    value: str
    seen: frozenset[str]


@dataclass
class Sent:
    """A message on its way: to whom, what, and how it is heard."""

    receiver: str
    content: Any
    kind: str


@dataclass
class World:
    """All parties, what is on its way between them, and every change that was made."""

    rules: ModuleType
    scripts: Scripts
    run: int
    page: Any = None
    parties: dict[str, Party] = field(default_factory=dict)
    maps: list[str] = field(default_factory=list)
    network: list[Sent] = field(default_factory=list)
    changes: dict[str, Change] = field(default_factory=dict)
    address: dict[str, str] = field(default_factory=dict)
    visited: list[dict[str, str]] = field(default_factory=list)
    lost: set[str] = field(default_factory=set)
    _number: int = 0
    _unmet: dict[str, dict[str, str]] = field(default_factory=dict)
    messages: int = 0
    _written: int = 0

    def begin(self, maps: int) -> None:
        """Open the page with its side bar and its maps."""
        self.address = {name: self._value(name) for name in FIELDS}
        for name, value in self.address.items():
            self.changes[value] = Change(name, value, frozenset())
        self._open_server()
        self._add("side")
        for _ in range(maps):
            self.maps.append(self._add("map"))
        self.run_page()
        self.deliver_all()

    # What the reader does.

    def press(self, which: int, name: str) -> None:
        party = self._map(which)
        party.hands.add(name)
        party.call("hold", name)

    def move(self, which: int, name: str) -> None:
        party = self._map(which)
        party.moved.add(name)
        party.call("move", name, as_value(self._value(name)))

    def let_go(self, which: int, name: str) -> None:
        party = self._map(which)
        party.hands.discard(name)
        party.call("letGo", name)

    def settle(self, which: int) -> None:
        """The hand has rested long enough: what it moved is a change, and is said."""
        self._settle(self._map(which))
        self._speak(self._map(which))

    def choose_filter(self) -> None:
        """A filter goes to the maps at once, and to the page."""
        side = self._side()
        value = self._value("filters")
        known = self._seen(side.fields.get("filters"))
        side.call("change", "filters", as_value(value))
        self._note("filters", value, known)
        for who in self.maps:
            self._send(who, {"filters": side.fields["filters"]}, "peer")
        self._speak(side)

    def change_on_page(self, name: str) -> None:
        """A date typed on the page, a row chosen in its table, a radius of its rings."""
        self._change_page({name: self._value(name)})
        self.run_page()

    def go_back(self, steps: int) -> None:
        """Back or Forward: the page takes over what an address says that was shown before."""
        if self.visited:
            self._change_page(self.visited[steps % len(self.visited)])
            self.run_page()

    def open_page(self, maps: int) -> None:
        """Other maps take the place of these; what they had on their way is lost with them."""
        for who in self.maps:
            party = self.parties[who]
            party.hands.clear()
            self._settle(party)
            owed = party.call("message")["fields"]
            if owed:
                self._send(self._side().who, owed, "inherited")
            del self.parties[who]
        gone = set(self.maps)
        self.network = [s for s in self.network if s.receiver not in gone]
        self.network = [s for s in self.network if s.kind != "said" or s.content["who"] not in gone]
        self.maps = [self._add("map") for _ in range(maps)]
        # What is handed over within the browser arrives.
        for sent in [s for s in self.network if s.kind == "inherited"]:
            self.network.remove(sent)
            self._arrive(sent)
        self._lose_all_but({entry.value["v"][0] for entry in self.page.fields.values()})
        self.run_page()

    # What the network and the server do.

    def deliver(self, which: int) -> None:
        if self.network:
            self._arrive(self.network.pop(which % len(self.network)))

    def repeat(self, which: int) -> None:
        if self.network:
            self._arrive(self.network[which % len(self.network)])

    def lose(self, which: int) -> None:
        said = [s for s in self.network if s.kind in ("said", "answer", "peer")]
        if said:
            self.network.remove(said[which % len(said)])

    def say_again(self) -> None:
        for party in self.parties.values():
            self._speak(party)

    def restart_server(self) -> None:
        """A server goes down; the next one knows the address that the browser has."""
        changed = {n for p in self.parties.values() for n, e in p.fields.items() if e[1]}
        # An address says less than anybody's change.
        self._lose_all_but({v for n, v in self.address.items() if n not in changed})
        self.network = [s for s in self.network if s.kind in ("peer", "inherited")]
        self._open_server()
        self.run_page()

    def run_page(self) -> None:
        """A run of the page: the address is written, and its maps and side bar get an answer."""
        self._number += 1
        shown = {name: entry.value["v"][0] for name, entry in self.page.fields.items()}
        self.network.append(Sent("browser", (self._number, shown), "address"))
        fields = {name: [e.value, e.n, e.who] for name, e in self.page.fields.items()}
        for who in self.parties:
            self._send(who, {"page": self.page.who, "fields": fields}, "answer")

    def deliver_all(self) -> None:
        """Let everything arrive, and let everybody say again what the page lacks."""
        for _ in range(12):
            while self.network:
                self._arrive(self.network.pop(0))
            self.say_again()
            if not self.network:
                return
        raise AssertionError("they never stop talking")

    def rest(self) -> None:
        """All hands let go, everything settles and arrives."""
        for party in list(self.parties.values()):
            for name in list(party.hands):
                party.hands.discard(name)
                party.call("letGo", name)
            self._settle(party)
        # A browser whose connection was cut has the page run once more.
        self.run_page()
        self.deliver_all()

    # What must hold.

    def check(self) -> None:
        """Everybody has the greatest version, the address is true, and no change was undone."""
        told = {name: [e.value, e.n, e.who] for name, e in self.page.fields.items()}
        for party in self.parties.values():
            assert party.fields == {n: e for n, e in told.items() if n in party.fields}
            for name in party.fields:
                assert party.shown[name] == told[name][0], "what is shown is not what counts"
        assert self.address == {name: entry[0]["v"][0] for name, entry in told.items()}
        for name, value in self.address.items():
            for other in self.changes.values():
                undone = other.name == name and value in other.seen and other.value not in self.lost
                assert not undone, f"{other.value} was undone by the older {value}"

    # How it works.

    def _value(self, name: str) -> str:
        self._number += 1
        return f"{name}{self._number}"

    def _map(self, which: int) -> Party:
        return self.parties[self.maps[which % len(self.maps)]]

    def _side(self) -> Party:
        return next(p for p in self.parties.values() if p.who.startswith("side"))

    def _add(self, kind: str) -> str:
        self._number += 1
        # Its rank among equal versions is anybody's.
        who = f"{kind}:{(self._number * 7919) % 100:02d}{self._number}-{self.run}"
        self.parties[who] = Party(self.scripts, who)
        return who

    def _open_server(self) -> None:
        self._number += 1
        values = {name: as_value(value) for name, value in self.address.items()}
        self.page = self.rules.opened(f"hub:{self._number}", values)
        # Whatever its maps and side bar knew when it came is older than what it will change.
        self._unmet = {
            name: {v for p in self.parties.values() for v in self._seen(p.fields.get(name))}
            for name in FIELDS
        }

    def _seen(self, entry: Any) -> frozenset[str]:
        if entry is None:
            return frozenset()
        value = entry[0]["v"][0]
        assert value in self.changes, f"{value} counts before it has settled"
        return self.changes[value].seen | {value}

    def _note(self, name: str, value: str, seen: Iterable[str]) -> None:
        self.changes[value] = Change(name, value, frozenset(seen))

    def _lose_all_but(self, kept: set[str]) -> None:
        """What nobody knows who is still there is lost, however it is gone about."""
        known = kept | {e[0]["v"][0] for p in self.parties.values() for e in p.fields.values()}
        known = {value for word in known for value in self._seen([{"v": [word]}])}
        self.lost |= self.changes.keys() - known

    def _settle(self, party: Party) -> None:
        moved = {name: party.shown[name]["v"][0] for name in party.moved}
        known = {name: self._seen(party.fields.get(name)) for name in moved}
        party.moved.clear()
        party.call("settle")
        for name, value in moved.items():
            self._note(name, value, known[name])

    def _change_page(self, values: dict[str, str]) -> None:
        for name, value in values.items():
            entry = self.page.fields[name]
            if entry.value["v"][0] == value:
                continue
            known = self._seen([entry.value]) | frozenset(self._unmet[name])
            # Going back makes a change of its own, though its value is an old one.
            self._number += 1
            own = value if value not in self.changes else f"{value}'{self._number}"
            self._note(name, own, known)
            self.page = self.page.change({name: as_value(own)})

    def _speak(self, party: Party) -> None:
        if party.owes:
            self._send("page", {"who": party.who, **party.call("message")}, "said")

    def _send(self, receiver: str, content: Any, kind: str) -> None:
        self.messages += 1
        # Nothing on its way changes with its sender.
        self.network.append(Sent(receiver, json.loads(json.dumps(content)), kind))

    def _arrive(self, sent: Sent) -> None:
        if sent.receiver == "browser":
            run, shown = sent.content
            if run > self._written and shown != self.address:
                self.visited.append(self.address)
                self.address = shown
            self._written = max(run, self._written)
        elif sent.receiver == "page":
            message = self.rules.read_message(sent.content)
            assert message is not None
            heard = self.page.hear(message)
            self.page = heard
            self.run_page()
        elif sent.receiver in self.parties:
            party = self.parties[sent.receiver]
            if sent.kind == "answer":
                party.hear("hearPage", sent.content)
            elif sent.kind == "peer":
                party.hear("hearPeer", sent.content)
            else:
                party.hear("inherit", sent.content)
                self._speak(party)


def as_value(word: str) -> dict[str, list[str]]:
    return {"v": [word]}
