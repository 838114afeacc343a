"""A published site as tests read it: its files, its links, its headings."""

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Document(HTMLParser):
    """What a page has: links with their attributes, identifiers, headings, scripts, its text."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.json = ""
        self.words: list[str] = []
        self._inside = ""
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        known = {name: value or "" for name, value in attrs}
        self.tags.append((tag, known))
        self.links += [known[name] for name in ("href", "src") if name in known]
        self.ids += [known["id"]] if "id" in known else []
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self.headings.append(int(tag[1]))
        self._inside = known.get("type", tag) if tag == "script" else tag

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Note text, and what the page says to machines."""
        if self._inside == "application/ld+json":
            self.json += data
        elif self._inside not in ("style", "script"):
            self.words.append(data)

    @property
    def text(self) -> str:
        """The page's text, blanks as one."""
        return " ".join(" ".join(self.words).split())


def pages(site: Path) -> dict[str, Document]:
    """Return all pages of a site by their paths."""
    found = sorted(site.rglob("*.html"))
    return {path.relative_to(site).as_posix(): Document(path) for path in found}


def broken_links(site: Path, read: dict[str, Document]) -> list[str]:
    """Return the relative links of some pages that lead to no file, or to no place in a page."""
    broken = []
    for at, page in read.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (site / at).parent / unquote(parts.path) if parts.path else site / at
            name = target.resolve().relative_to(site.resolve()).as_posix()
            fragments = read[name].ids if name in read else ()
            if not target.is_file() or (parts.fragment and parts.fragment not in fragments):
                broken.append(f"{at}: {link}")
    return broken


def contents(site: Path) -> dict[str, bytes]:
    """Return every file of a site with its bytes."""
    files = sorted(path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}
