"""Page, side bar and maps as a small distributed system: whatever happens, they agree."""

import shutil
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from reader_and_network import MAP, Scripts, World

ROOT = Path(__file__).parents[2]
PYTHON = ROOT / "ui" / "register.py"
SCRIPT = ROOT / "geo" / "maps" / "scripts" / "state" / "register.js"

ANY = st.integers(0, 5)
OF_MAP = st.sampled_from(MAP)
WEIGHTED = {
    "press": (ANY, OF_MAP),
    "move": (ANY, OF_MAP),
    "let_go": (ANY, OF_MAP),
    "settle": (ANY,),
    "choose_filter": (),
    "change_on_page": (st.sampled_from(["time", "base", "rings"]),),
    "go_back": (ANY,),
    "open_page": (st.integers(1, 2),),
    "deliver": (ANY,),
    "deliver_all": (),
    "repeat": (ANY,),
    "lose": (ANY,),
    "say_again": (),
    "restart_server": (),
}
STEPS = st.lists(
    st.one_of(*(st.tuples(st.just(name), st.tuples(*args)) for name, args in WEIGHTED.items())),
    max_size=40,
)

# Found by chance once: each needs several things to happen in a row.
KNOWN: list[list[tuple[str, tuple[object, ...]]]] = [
    # The address arrives, the answers do not, and the server goes.
    [("change_on_page", ("time",)), ("deliver", (0,)), ("restart_server", ())],
    # What is said again was meant for the page before; a date was typed meanwhile.
    [
        ("move", (0, "time")),
        ("settle", (0,)),
        ("restart_server", ()),
        ("change_on_page", ("time",)),
        ("say_again", ()),
    ],
    # Back, on a page that has just begun.
    [
        *[("change_on_page", ("time",)), ("deliver_all", ())] * 3,
        ("restart_server", ()),
        ("go_back", (1,)),
    ],
    # A hand presses, and a date is typed before it moves.
    [("press", (0, "time")), ("change_on_page", ("time",)), ("deliver_all", ())],
    # A row is chosen, and the slider moves before the answer has come.
    [("change_on_page", ("base",)), ("move", (0, "time")), ("settle", (0,))],
    # A move in the moment before another page is opened.
    [("move", (0, "time")), ("open_page", (1,))],
]


def also_known(test: Callable[..., None]) -> Callable[..., None]:
    for steps in KNOWN:
        test = example(maps=2, steps=steps)(test)
    return test


# Each rule, and the line that follows where it is taken out.
WITHOUT = {
    "the greater version wins, on the page": (
        PYTHON,
        "return other is None or (self.n, self.who) > (other.n, other.who)",
        "return True",
    ),
    "the greater version wins, on the map": (
        SCRIPT,
        "return one[1] === other[1] ? one[2] > other[2] : one[1] > other[1];",
        "return true;",
    ),
    "a change ticks the clock of the page": (
        PYTHON,
        "n = self.clock + 1",
        "n = self.clock",
    ),
    "a change ticks the clock of the map": (
        SCRIPT,
        "const n = this.next();",
        "const n = this.clock;",
    ),
    "what is heard moves the clock of the page": (
        PYTHON,
        "clock = max([self.clock, *(entry.n for entry in newer.values())])",
        "clock = self.clock",
    ),
    "what is heard moves the clock of the map": (
        SCRIPT,
        "this.clock = Math.max(this.clock, entry[1]);",
        "",
    ),
    "among equal numbers the name decides, on the page": (
        PYTHON,
        "(self.n, self.who) > (other.n, other.who)",
        "self.n > other.n",
    ),
    "among equal numbers the name decides, on the map": (
        SCRIPT,
        "return one[1] === other[1] ? one[2] > other[2] : one[1] > other[1];",
        "return one[1] > other[1];",
    ),
    "a change of a page that was not met yet is stamped again": (
        PYTHON,
        "if name in before and",
        "if False and",
    ),
    "a message to the page before this one was made before it was met": (
        PYTHON,
        "before = message.before if message.page == self.who else message.fields.keys()",
        "before = message.before",
    ),
    "what was changed before the page was met is said to it": (
        SCRIPT,
        "if (this.page !== null && this.page !== page) {",
        "if (false) {",
    ),
    "what was read from an older address counts for nothing": (
        SCRIPT,
        "delete this.fields[name];",
        "",
    ),
    "each field has a version, on the page": (
        PYTHON,
        "            for name, value in values.items()\n"
        "            if name not in self.fields or value != self.value(name)\n",
        "            for name, value in {**{n: e.value for n, e in self.fields.items()},"
        " **values}.items()\n",
    ),
    "each field has a version, on the map": (
        SCRIPT,
        "const changed = moved.filter(",
        "if (moved.length) Object.entries(this.fields).forEach(([k, [v]]) => {"
        " if (k in this.moving) return;"
        " this.fields[k] = [v, this.clock + 1, this.who]; this.owed.add(k); });"
        "const changed = moved.filter(",
    ),
    "what a hand holds waits": (
        SCRIPT,
        "name in this.held || name in this.moving",
        "false",
    ),
    "what a hand moves is shown until it settles": (
        SCRIPT,
        "if (name in this.moving) return this.moving[name];",
        "",
    ),
    "what is owed is said until the page has it": (
        SCRIPT,
        "heard.filter((said) => !lacks(said))",
        "heard",
    ),
    "a map that goes leaves what it owes": (
        SCRIPT,
        "if (!isNewer(this.fields[name], fields[name])) this.owed.add(name);",
        "",
    ),
}


def deno() -> str:
    found = Path(sys.executable).with_name("deno")
    path = str(found) if found.exists() else shutil.which("deno")
    assert path, "deno comes with requirements-dev.txt"
    return path


def rules(source: str) -> types.ModuleType:
    module = types.ModuleType("rules")
    sys.modules["rules"] = module
    exec(compile(source, "register.py", "exec"), module.__dict__)
    return module


def live(world: World, maps: int, steps: list[tuple[str, tuple[object, ...]]]) -> None:
    """Let a reader and a network do all these things, and check what became of it."""
    world.begin(maps)
    for name, args in steps:
        getattr(world, name)(*args)
    world.rest()
    world.check()
    # Now that all is calm, a step costs one message there and one answer back to each.
    before = world.messages
    world.move(0, "time")
    world.settle(0)
    world.deliver_all()
    assert world.messages - before == 1 + len(world.parties), "a settled step says too much"
    world.check()


@pytest.fixture(scope="module")
def scripts() -> Iterator[Scripts]:
    started = Scripts(deno(), SCRIPT)
    yield started
    started.stop()


runs = iter(range(10**9))


@settings(max_examples=150, suppress_health_check=list(HealthCheck))
@also_known
@given(maps=st.integers(1, 2), steps=STEPS)
def test_whatever_happens_all_agree_and_no_change_is_undone(
    scripts: Scripts, maps: int, steps: list[tuple[str, tuple[object, ...]]]
) -> None:
    live(World(rules(PYTHON.read_text(encoding="utf-8")), scripts, next(runs)), maps, steps)


@pytest.mark.parametrize("rule", WITHOUT)
@pytest.mark.slow
def test_each_rule_is_missed_where_it_is_taken_out(rule: str, tmp_path: Path) -> None:
    path, line, instead = WITHOUT[rule]
    text = path.read_text(encoding="utf-8")
    assert text.count(line) == 1
    changed = tmp_path / path.name
    changed.write_text(text.replace(line, instead), encoding="utf-8")
    python = changed if path == PYTHON else PYTHON
    script = changed if path == SCRIPT else SCRIPT
    started = Scripts(deno(), script)
    module = rules(python.read_text(encoding="utf-8"))

    @settings(
        max_examples=1000,
        phases=[Phase.generate],
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(maps=st.integers(1, 2), steps=STEPS)
    def falls(maps: int, steps: list[tuple[str, tuple[object, ...]]]) -> None:
        live(World(module, started, next(runs)), maps, steps)

    def whatever_happens() -> None:
        for steps in KNOWN:
            live(World(module, started, next(runs)), 2, steps)
        falls()

    try:
        with pytest.raises(AssertionError):
            whatever_happens()
    finally:
        started.stop()
