"""Format the project's JavaScript and CSS; with --check, only say what is not formatted."""

import sys
from pathlib import Path

import cssbeautifier
import jsbeautifier

ROOT = Path(__file__).parents[1]
FOLDERS = ("geo", "ui", "benchmarks")


def formatted(path: Path) -> str:
    """Give a file's text in the project's format."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".css":
        options = cssbeautifier.default_options()
        options.indent_size = 2
        options.end_with_newline = True
        options.newline_between_rules = True
        return cssbeautifier.beautify(text, options)
    options = jsbeautifier.default_options()
    options.indent_size = 2
    options.end_with_newline = True
    options.brace_style = "collapse,preserve-inline"
    options.operator_position = "preserve-newline"
    options.preserve_newlines = True
    options.max_preserve_newlines = 2
    return jsbeautifier.beautify(text, options)


def ours(folder: Path) -> list[Path]:
    """Give the scripts and styles below a folder, without those that npm has put there."""
    files = sorted(f for f in folder.rglob("*") if f.suffix in (".js", ".css"))
    return [file for file in files if "node_modules" not in file.parts]


def main() -> None:
    """Format every script and style, or list those that are not formatted."""
    files = [file for folder in FOLDERS for file in ours(ROOT / folder)]
    wrong = [path for path in files if formatted(path) != path.read_text(encoding="utf-8")]
    if "--check" in sys.argv:
        if wrong:
            sys.exit("Not formatted: " + ", ".join(str(p.relative_to(ROOT)) for p in wrong))
        return
    for path in wrong:
        path.write_text(formatted(path), encoding="utf-8")


if __name__ == "__main__":
    main()
