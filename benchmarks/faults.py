"""What is tried against a running app, and how long it takes: ``make faults``."""

import subprocess
import sys
import tempfile
from pathlib import Path
from xml.etree import ElementTree

from benchmarks.quality import machine, write_section

ROOT = Path(__file__).parents[1]
TRIED = ("tests/deploy", "tests/faults", "tests/browser/test_access.py")


def main() -> None:
    """Run the tests, print what came of each, and write it."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "-n", "0", f"--junitxml={report}", *TRIED]
        subprocess.run(command, cwd=ROOT, check=False)
        cases = list(ElementTree.parse(report).iter("testcase"))
    text = "\n\n".join([machine(), tell(cases)])
    print(text)
    write_section("faults", text)


def tell(cases: list[ElementTree.Element]) -> str:
    """Return the outcome of each test as a table; a case is one ``testcase`` of JUnit's XML."""
    failed = sum(not _passed(case) for case in cases)
    lines = [
        f"{len(cases)} trials with a real server and a real browser, {failed} failed.",
        "",
        "| trial | seconds | outcome |",
        "| --- | ---: | --- |",
    ]
    for case in cases:
        outcome = "held" if _passed(case) else "**failed**"
        lines.append(f"| {_sentence(case)} | {float(case.attrib['time']):.1f} | {outcome} |")
    return "\n".join(lines)


def _passed(case: ElementTree.Element) -> bool:
    return all(case.find(name) is None for name in ("failure", "error", "skipped"))


def _sentence(case: ElementTree.Element) -> str:
    name, _, parameters = case.attrib["name"].partition("[")
    told = name.removeprefix("test_").replace("_", " ").replace("200 per cent", "200 %")
    return f"{told} ({parameters.removesuffix(']')})" if parameters else told


if __name__ == "__main__":
    main()
