"""The article behind this project: what it is, and its main claim, in our words."""

from geo.answers.statements import AGREES, DIFFERS, UNCHECKABLE
from geo.gazetteer.model import Gazetteer

TITLE = "The article, checked against the data"
INTRODUCTION = (
    "On 19 July 2021 Eurasianet summed up a report in Kommersant on Russian bases in Central Asia. "
    "Its claims, in our words, are checked here."
)
ADDRESS = (
    "https://www.themoscowtimes.com/2021/07/19/"
    "russia-shows-tentative-willingness-to-let-us-use-central-asia-bases-a74555"
)
# Who published it, and when.
PUBLISHER, PUBLISHED = "Eurasianet", "2021-07-19"
SIGNS = {AGREES: "✓", DIFFERS: "✗", UNCHECKABLE: "?"}
PLURALS = {AGREES: "agree", DIFFERS: "differ", UNCHECKABLE: "cannot be checked"}
# The event at which the tour tells its main claim.
EVENT = "2021-kommersant-reports-russia-may"
# The claim that the article is about: what it is, what is known of it, and what is not.
CLAIM = (
    (
        "Claimed",
        "Kommersant reported on 17 July 2021, from unnamed sources, that Russia had offered the "
        "United States the use of its bases in Tajikistan and Kyrgyzstan when the presidents met "
        "in Geneva.",
        ("polit-ru-2021-07-17", "rosbalt-2021-07-17"),
    ),
    (
        "Known",
        "The presidents met in Geneva on 16 June 2021, and in September American officials said "
        "that the Russian president had raised the idea there.",
        ("tass-2021-06-16", "wall-street-journal-2021-09-27", "politico-2021-09-28"),
    ),
    (
        "Not known",
        "What exactly was offered was not published, and the Kremlin would neither confirm nor "
        "deny it.",
        ("tass-2021-07-19", "the-diplomat-2021-09"),
    ),
)


def claim_of(gazetteer: Gazetteer) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return the claim's parts, none where a gazetteer does not have their sources."""
    known = gazetteer.sources.index
    return CLAIM if all(name in known for _, _, names in CLAIM for name in names) else ()
