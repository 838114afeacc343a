"""Modules become one script: bound by name, in the order of imports, or refused by name."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geo.maps import assets
from geo.maps.linker import LinkError, link

DENO = shutil.which("deno", path=str(Path(sys.executable).parent)) or "deno"


def write(folder: Path, **modules: str) -> Path:
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text)
    return folder / "page.js"


def run(script: str) -> str:
    told = subprocess.run(
        [DENO, "run", "--quiet", "--no-remote", "-"],
        input=script,
        capture_output=True,
        text=True,
    )
    assert told.returncode == 0, told.stderr
    return told.stdout.strip()


def test_what_a_module_exports_is_bound_where_it_is_imported(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        days="export const DAY = 2;\nexport function twice(n) {\n  return n * DAY;\n}\n",
        page="import { DAY, twice as double } from './days.js';\n\n"
        "export function answer() {\n  return double(DAY) + 38;\n}\n",
    )
    assert run(f"{link(entry, 'Atlas')}console.log(Atlas.answer());") == "42"


def test_a_module_runs_once_however_many_import_it(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        shared="export const list = [];\n",
        one="import { list } from './shared.js';\n\nlist.push(1);\nexport const one = 1;\n",
        page="import { one } from './one.js';\nimport { list } from './shared.js';\n\n"
        "export const found = [one, list.length];\n",
    )
    assert run(f"{link(entry, 'Atlas')}console.log(Atlas.found.join());") == "1,1"


def test_descriptions_stay_behind_and_nothing_else_does(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        page="/**\n * Return a word.\n *\n * @returns {string}\n */\n"
        "export function word() {\n  /** @type {string} */\n  const said = '/** said */';\n"
        "  return said;\n}\n",
    )
    linked = link(entry, "Atlas")
    assert "@returns" not in linked
    assert "@type" not in linked
    assert run(f"{linked}console.log(Atlas.word());") == "/** said */"


def test_an_export_can_be_passed_on(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        days="export class Day {}\n",
        page="export { Day as Date } from './days.js';\n",
    )
    assert run(f"{link(entry, 'Atlas')}console.log(Object.keys(Atlas).join());") == "Date"


def test_names_inside_a_module_do_not_reach_another(tmp_path: Path) -> None:
    entry = write(
        tmp_path,
        one="const DOT = 1;\nexport const one = DOT;\n",
        page="import { one } from './one.js';\n\nconst DOT = 2;\nexport const both = one + DOT;\n",
    )
    assert run(f"{link(entry, 'Atlas')}console.log(Atlas.both, typeof DOT);") == "3 undefined"


@pytest.mark.parametrize(
    ("modules", "told"),
    [
        (
            {
                "page": "import { a } from './a.js';\n",
                "a": "import { b } from './b.js';\n\nexport const a = b;\n",
                "b": "import { a } from './a.js';\n\nexport const b = a;\n",
            },
            "circle: a.js → b.js → a.js",
        ),
        ({"page": "import { a } from './a.js';\n"}, "page.js imports a.js: there is no such file"),
        (
            {"page": "import { a } from './a.js';\n", "a": "export const b = 1;\n"},
            "page.js imports a, which a.js does not export",
        ),
        ({"page": "import everything from './a.js';\n"}, "this form is not understood"),
        ({"page": "export default 1;\n"}, "this form is not understood"),
        ({"page": "export let count = 0;\n"}, "this form is not understood"),
    ],
)
def test_what_cannot_be_linked_is_refused_by_name(
    modules: dict[str, str], told: str, tmp_path: Path
) -> None:
    with pytest.raises(LinkError, match=told):
        link(write(tmp_path, **modules), "Atlas")


@pytest.mark.parametrize("entry", ["page.js", "stand_alone.js"])
def test_the_scripts_of_the_map_are_linked_whole(entry: str) -> None:
    text = assets.script_text(entry)
    assert f"const {assets.HANDLE} = (() => {{" in text
    assert "\nimport " not in text
    assert "\nexport " not in text
