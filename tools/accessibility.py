"""What axe-core finds in a page and in the documents inside it."""

from collections.abc import Iterator
from dataclasses import dataclass

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
OPTIONS = {"resultTypes": ["violations"], "iframes": False}


@dataclass(frozen=True)
class Finding:
    """One rule that one element breaks."""

    rule: str
    impact: str
    element: str
    help: str
    document: str

    @property
    def grave(self) -> bool:
        """Whether it keeps a reader from something."""
        return self.impact in GRAVE


def findings(page: Page) -> Iterator[Finding]:
    """Return what axe-core finds, by document: ``page`` itself, or the title of a frame."""
    for frame in page.frames:
        if frame.url in ("", "about:blank", "about:srcdoc"):
            continue
        document = "page" if frame == page.main_frame else "map"
        for violation in Axe().run(frame, options=OPTIONS).response["violations"]:
            for node in violation["nodes"]:
                yield Finding(
                    violation["id"], violation["impact"], node["html"], violation["help"], document
                )
