"""The map page as a reader drives it."""

from typing import Any
from urllib.parse import parse_qs, urlparse

from playwright.sync_api import Frame, Locator, Page, Route, WebSocketRoute, expect

MAP = 'iframe[title="streamlit_folium.st_folium"]'


class Line:
    """The line between a page and its server, which can be slow, or cut."""

    def __init__(self, page: Page) -> None:
        self.held: list[str | bytes] | None = None
        self.is_cut = False
        page.route_web_socket("**/_stcore/stream", self._relay)

    def hold(self) -> None:
        self.held = []

    def release(self) -> None:
        held, self.held = self.held or [], None
        for message in held:
            self.line.send(message)

    def cut(self) -> None:
        """Lose what is said from now on, both ways, while both sides believe to be connected."""
        self.is_cut = True

    def fix(self) -> None:
        """Let both sides notice, so that the page connects again."""
        self.is_cut = False
        self.line.close()
        self.server.close()

    def _relay(self, line: WebSocketRoute) -> None:
        self.line = line
        self.server = line.connect_to_server()
        line.on_message(self._ask)
        self.server.on_message(self._answer)

    def _ask(self, message: str | bytes) -> None:
        if not self.is_cut:
            self.server.send(message)

    def _answer(self, message: str | bytes) -> None:
        if self.is_cut:
            return
        if self.held is None:
            self.line.send(message)
        else:
            self.held.append(message)


class Held:
    """Answers to requests for files, kept back until they are released."""

    def __init__(self, page: Page, files: str) -> None:
        self.routes: list[Route] | None = []
        page.route(files, self._take)

    def release(self) -> None:
        held, self.routes = self.routes or [], None
        for route in held:
            route.continue_()

    def _take(self, route: Route) -> None:
        if self.routes is None:
            route.continue_()
        else:
            self.routes.append(route)


class AtlasPage:
    """A page of the app with one map in it."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        page.goto(url)
        self.ready()

    def ready(self) -> None:
        self.slider.wait_for(state="attached", timeout=60_000)
        self.page.wait_for_function(
            "selector => { const f = document.querySelector(selector);"
            " return f && f.contentDocument.documentElement?.dataset.ready; }",
            arg=MAP,
            timeout=60_000,
        )

    @property
    def document(self) -> Frame:
        frame = self.page.query_selector(MAP)
        assert frame
        content = frame.content_frame()
        assert content
        return content

    @property
    def slider(self) -> Locator:
        return self.page.frame_locator(MAP).get_by_label("Date", exact=True)

    @property
    def card(self) -> Locator:
        """The card on the map, with the answer, the filters and the profile."""
        return self.page.frame_locator(MAP).get_by_role("region", name="Answer")

    def whole(self) -> None:
        """Wait until the page around the map stands, too."""
        expect(self.page.get_by_text(", version ").last).to_be_visible(timeout=30_000)

    def in_map(self, selector: str, **narrowing: Any) -> Locator:
        return self.page.frame_locator(MAP).locator(selector, **narrowing)

    def tell(self, script: str) -> Any:
        """Return what a script in the map's document answers; ``atlas`` is the map's atlas."""
        return self.document.evaluate(f"(() => {{ const atlas = window.baseAtlas; {script} }})()")

    def go_to(self, iso: str) -> None:
        self.tell(f"atlas.goTo(BaseAtlas.dayOf('{iso}'));")
        self.settled(date=iso)

    def shows(self, iso: str) -> None:
        """Wait until the map itself shows a date."""
        self.document.wait_for_function(
            "iso => BaseAtlas.isoOf(window.baseAtlas.state.day) === iso", arg=iso
        )

    def settled(self, **query: str | None) -> None:
        """Wait until the page's address says the same as expected."""
        for key, value in query.items():
            self.page.wait_for_function(
                "([key, value]) => new URLSearchParams(location.search).get(key) === value",
                arg=[key, value],
                timeout=20_000,
            )

    def filtered(self, key: str, word: str) -> None:
        """Wait until the map itself has taken over a filter."""
        self.document.wait_for_function(
            "([key, word]) => window.baseAtlas.state.filter[key].includes(word)", arg=[key, word]
        )

    def choose_tiles(self, name: str) -> None:
        """Choose a tile layer with the keyboard, as the control that opens on hover allows."""
        self.in_map(".leaflet-control-layers-toggle").press("Enter")
        self.in_map(".leaflet-control-layers label", has_text=name).locator("input").press("Space")

    def states(self) -> dict[str, str]:
        """Return the state of each marker on the map."""
        return self.document.evaluate(
            "Object.fromEntries([...document.querySelectorAll('[data-base]')]"
            ".map(e => [e.dataset.base, e.dataset.state]))"
        )

    def there(self) -> set[str]:
        return {base for base, state in self.states().items() if state != "closed"}

    def mark(self) -> None:
        """Leave a mark in the map's document that a reload would wipe out."""
        self.document.evaluate("document.atlasMark = 'here'")

    def marked(self) -> bool:
        return self.document.evaluate("document.atlasMark") == "here"

    def query(self) -> dict[str, list[str]]:
        return parse_qs(urlparse(self.page.url).query)

    def sees(self, text: str) -> None:
        expect(self.page.get_by_text(text).first).to_be_visible(timeout=20_000)
