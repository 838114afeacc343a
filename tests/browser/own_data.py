"""The page on which a reader opens a file, as a reader uses it."""

from dataclasses import dataclass, field

from playwright.sync_api import Page, expect

from atlas_page import AtlasPage


@dataclass
class OwnData:
    """The page "Your data" as a reader uses it."""

    page: Page
    url: str
    asked: list[str] = field(default_factory=list)

    def upload(self, name: str, content: str | bytes) -> None:
        self.page.goto(f"{self.url}/your_data")
        chooser = self.page.locator("input[type=file]")
        chooser.wait_for(state="attached", timeout=60_000)
        raw = content.encode() if isinstance(content, str) else content
        chooser.set_input_files({"name": name, "mimeType": "text/csv", "buffer": raw})

    def read(self) -> None:
        expect(self.page.get_by_text("Are these the columns?")).to_be_visible(timeout=30_000)
        self.page.get_by_role("button", name="Read the file").click()
        expect(self.page.get_by_text("can be used.")).to_be_visible(timeout=60_000)

    def open(self, name: str = "Open it") -> AtlasPage:
        self.page.locator(".st-key-own_open").get_by_role("button", name=name).click()
        self.page.wait_for_url(lambda url: "your_data" not in url, timeout=30_000)
        atlas = AtlasPage.__new__(AtlasPage)
        atlas.page = self.page
        atlas.ready()
        return atlas
