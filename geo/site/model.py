"""What a site is made from, and the files it is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from geo.gazetteer.model import Gazetteer
from geo.wording import APP

# The language whose pages stand at the root; others have a folder each.
FIRST_LANGUAGE = "en"


@dataclass(frozen=True, eq=False)
class Site:
    """One edition of a gazetteer in one language, as a site or a folder of one.

    ``home`` is the public address of the whole site, blank where none is known. ``edition`` is the
    version whose pages these are for ever, blank for the site's own pages, which follow the data.
    ``editions`` are the versions that the site keeps, the newest first. With ``cards`` each base
    has a picture of its own for link previews.
    """

    gazetteer: Gazetteer
    home: str = ""
    language: str = FIRST_LANGUAGE
    edition: str = ""
    editions: tuple[str, ...] = ()
    brand: str = APP
    cards: bool = True

    @property
    def folder(self) -> str:
        """The folder of its pages, with a slash at its end; blank for the root."""
        edition = f"v/{self.edition}/" if self.edition else ""
        language = "" if self.language == FIRST_LANGUAGE else f"{self.language}/"
        return edition + language

    def address(self, path: str) -> str:
        """Return the public address of one of its pages, blank where the site has none."""
        if not self.home:
            return ""
        shown = "" if path == "index.html" else path
        return f"{self.home}/{self.folder}{shown}"

    def permanent(self, path: str) -> str:
        """Return the address under which this edition's page stays as it is."""
        version = self.edition or self.gazetteer.version
        if not self.home or version not in self.editions:
            return self.address(path)
        shown = "" if path == "index.html" else path
        return f"{self.home}/v/{version}/{shown}"


@dataclass(frozen=True)
class File:
    """One file of a site: where it goes, what makes its bytes, and what these depend on.

    A ``key`` of what went into it spares making again what takes long: where the site has the file
    already, made of the same, it stays. Without a key it is made each time.
    """

    path: str
    make: Callable[[], bytes]
    key: str = ""


def text(path: str, content: str) -> File:
    """Return a file of text."""
    return File(path, content.encode)
