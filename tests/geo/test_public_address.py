"""Where the app is served for others, as the environment says it."""

import pytest

from geo.errors import GeoError
from geo.public_address import public_address


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("https://atlas.example.org", "https://atlas.example.org"),
        (" https://atlas.example.org/ ", "https://atlas.example.org"),
        ("http://example.org:8080/", "http://example.org:8080"),
        ("", ""),
    ],
)
def test_an_address_is_taken_without_its_last_slash(
    given: str, wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASE_URL", given)
    assert public_address() == wanted


@pytest.mark.parametrize(
    "given",
    ["atlas.example.org", "ftp://x.org", "https://", "https://x.org/?a=1", 'https://x.org/"><b>'],
)
def test_what_is_no_address_is_refused_in_one_sentence(
    given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BASE_URL", given)
    with pytest.raises(GeoError, match=r"Write it like https://atlas\.example\.org"):
        public_address()


def test_an_address_below_the_root_of_a_host_is_refused_with_what_is_right(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("BASE_URL", "https://x.example:8443/atlas/")
    with pytest.raises(GeoError, match=r"and write https://x\.example:8443\.$"):
        public_address()
