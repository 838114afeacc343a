"""Link ES modules into one classic script, in the order of their imports.

A document that carries its scripts inside, under a policy that allows just those, cannot import
modules, and one request is quicker than thirty. So each module becomes a function that returns what
it exports, without its JSDoc. The modules themselves stay as they are on disk; nothing is built or
kept.
"""

import re
from functools import cache
from pathlib import Path

_IMPORT = re.compile(r"^import \{([^}]*)\} from '([^']+)';\n", re.MULTILINE)
_PASSED_ON = re.compile(r"^export \{([^}]*)\} from '([^']+)';\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function\*?|class|const) (\w+))", re.MULTILINE)
# Words for whoever reads the module; whoever loads it has no use for them.
_DESCRIPTION = re.compile(r"^[ \t]*/\*\*(?:(?!\*/).)*\*/\n", re.MULTILINE | re.DOTALL)
_OTHER = re.compile(r"^(?:import|export)\b.*$", re.MULTILINE)


class LinkError(Exception):
    """Modules that cannot be linked: a circle, a missing file or export, an unknown form."""


@cache
def link(entry: Path, name: str) -> str:
    """Return a module and all it imports as one script that sets ``name`` to its exports.

    Raises LinkError where modules import each other in a circle, where a file or an export is
    missing, or where a form of import or export is used that is not understood.
    """
    functions: list[str] = []
    exports: dict[Path, list[str]] = {}
    _add(entry.resolve(), (), exports, functions)
    body = "\n".join(functions)
    return (
        f"const {name} = (() => {{\n{body}\nreturn {_variable(entry.resolve(), exports)};\n}})();\n"
    )


def _add(
    module: Path, above: tuple[Path, ...], exports: dict[Path, list[str]], functions: list[str]
) -> None:
    """Append the function of a module, those of its imports first."""
    if module in exports:
        return
    if module in above:
        circle = " → ".join(path.name for path in (*above[above.index(module) :], module))
        raise LinkError(f"These modules import each other in a circle: {circle}.")
    if not module.is_file():
        raise LinkError(f"{above[-1].name} imports {module.name}: there is no such file.")
    text = module.read_text(encoding="utf-8")
    for _, address in (*_IMPORT.findall(text), *_PASSED_ON.findall(text)):
        _add((module.parent / address).resolve(), (*above, module), exports, functions)

    def bound(match: re.Match[str]) -> str:
        other = (module.parent / match[2]).resolve()
        names = [part.strip() for part in match[1].split(",") if part.strip()]
        for wanted in names:
            if wanted.split(" as ")[0] not in exports[other]:
                raise LinkError(
                    f"{module.name} imports {wanted}, which {other.name} does not export."
                )
        taken = ", ".join(part.replace(" as ", ": ") for part in names)
        return f"const {{ {taken} }} = {_variable(other, exports)};\n"

    passed_on = [part.strip() for names, _ in _PASSED_ON.findall(text) for part in names.split(",")]
    own = [name for _, name in _EXPORT.findall(text)]
    linked = _EXPORT.sub(r"\1", _PASSED_ON.sub(bound, _IMPORT.sub(bound, text)))
    linked = _DESCRIPTION.sub("", linked)
    if strange := _OTHER.search(linked):
        raise LinkError(f"{module.name}: this form is not understood: {strange[0]}")
    exports[module] = [*own, *(name.split(" as ")[-1] for name in passed_on if name)]
    given = ", ".join(exports[module])
    functions.append(
        f"const {_variable(module, exports)} = (() => {{\n'use strict';\n{linked}"
        f"return {{ {given} }};\n}})();"
    )


def _variable(module: Path, exports: dict[Path, list[str]]) -> str:
    return f"$module{list(exports).index(module)}"
