"""The words that the cells of a gazetteer may hold: one list each, for data, code and screen."""

from enum import StrEnum


class Status(StrEnum):
    """How an operator was at a base; *closed* and *not yet* are answers, never stored."""

    ACTIVE = "active"
    CLOSING = "closing"
    PROPOSED = "proposed"
    REPORTED = "reported"

    @property
    def held(self) -> bool:
        """Whether a base is counted as held while it has this status."""
        return self in (Status.ACTIVE, Status.CLOSING)

    @property
    def words(self) -> str:
        """What the status means, for cards and legends."""
        return _STATUS_WORDS[self]


_STATUS_WORDS = {
    Status.ACTIVE: "active",
    Status.CLOSING: "notice served, forces still there",
    Status.PROPOSED: "proposed, never carried out",
    Status.REPORTED: "reported, never acknowledged",
}

STATUSES = tuple(status.value for status in Status)
HELD = tuple(status.value for status in Status if status.held)
KINDS = (
    "air base",
    "airfield",
    "garrison",
    "training ground",
    "space surveillance",
    "naval test range",
    "communications",
    "seismic station",
    "transit hub",
    "outpost",
    "test range",
    "early-warning radar",
    "cosmodrome",
    "border guard",
)
COORDINATE_TYPES = ("aerodrome reference point", "site centroid", "settlement", "derived")
SOURCE_KINDS = ("official", "treaty", "press", "research", "reference", "dataset")
EVENT_KINDS = (
    "treaty",
    "vote",
    "notice",
    "opening",
    "closing",
    "summit",
    "talks",
    "speech",
    "report",
    "politics",
    "withdrawal",
)
PROPERTIES = ("start", "end", "operator", "name", "position", "status", "distance")
LABELLED = ("country", "operator", "kind", "status", "base")
# Besides English, in which the gazetteer is written.
LABEL_LANGUAGES = ("ru", "ky", "tg", "uz", "kk", "tk")
EDGES = ("start", "end")
CHECKS = ("distance", "date", "operator", "status", "existence", "order", "uncheckable")
VERDICTS = ("agrees", "differs", "cannot be checked")
MENTIONS = ("named", "implied", "no")
YES_NO = ("yes", "no")
