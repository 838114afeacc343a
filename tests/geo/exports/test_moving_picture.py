"""The moving picture: each frame the picture of its day, small enough to send, and no flashing."""

import io
from dataclasses import replace
from datetime import date

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from geo.answers.selection import Selection
from geo.answers.view import View, look
from geo.exports import moving, write
from geo.gazetteer.load import load
from geo.time.calendar import parse_day

GAZETTEER = load()
# A time in which bases come and go.
WINDOW = (date(2005, 2, 15), date(2006, 6, 30))


def view(**fields: object) -> View:
    return look(GAZETTEER, Selection(**{"date": date(2005, 6, 1), **fields}))


def frames(made: bytes) -> list[Image.Image]:
    picture = Image.open(io.BytesIO(made))
    found = []
    for k in range(picture.n_frames):
        picture.seek(k)
        found.append(picture.convert("RGB"))
    return found


def pixels(image: Image.Image) -> NDArray[np.int64]:
    return np.asarray(image.convert("RGB")).astype(int)


def test_each_frame_is_the_picture_of_its_day_in_the_colours_of_the_moving_one() -> None:
    seen = view(window=WINDOW)
    days = moving.days_of(seen)
    pictures = [
        Image.open(
            io.BytesIO(write.picture(moving.on(seen, day), "png", size="social", headline="Left"))
        )
        for day in days
    ]
    colours = moving.palette([picture.convert("RGB") for picture in pictures])
    made = frames(write.moving_picture(seen, headline="Left"))
    assert len(made) == len(days) == 6
    for frame, picture in zip(made, pictures, strict=True):
        reduced = moving.in_colours(picture.convert("RGB"), colours)
        assert (pixels(frame) == pixels(reduced)).all()
        assert np.abs(pixels(frame) - pixels(picture)).mean() < 4


def test_frames_of_days_with_other_bases_differ() -> None:
    first, *_, last = frames(write.moving_picture(view(window=WINDOW)))
    map_part = (slice(None), slice(500, None))
    assert (pixels(first)[map_part] != pixels(last)[map_part]).any()


@pytest.mark.slow
def test_the_whole_time_line_by_quarters_weighs_no_more_than_five_megabytes() -> None:
    days = moving.days_of(view())
    assert (days[0], days[1], days[-1]) == (date(2001, 1, 1), date(2001, 4, 1), date(2021, 10, 1))
    made = write.moving_picture(view())
    assert len(frames(made)) == len(days) == 84
    assert len(made) <= 5_000_000


def test_no_more_than_three_frames_come_in_a_second() -> None:
    picture = Image.open(io.BytesIO(write.moving_picture(view(window=WINDOW))))
    shown = []
    for k in range(picture.n_frames):
        picture.seek(k)
        shown.append(picture.info["duration"])
    assert min(shown) >= 1000 / 3
    assert sum(shown) / 1000 == moving.seconds(len(shown))


def test_a_window_is_its_own_time_line_and_begins_on_its_first_day() -> None:
    days = moving.days_of(view(window=WINDOW))
    assert days[:3] == [date(2005, 2, 15), date(2005, 4, 1), date(2005, 7, 1)]
    assert days[-1] == date(2006, 4, 1)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("1940-01-01", "2020-12-31"),
        ("-0043-03-15", "2020-12-31"),
        ("-3000-01-01", "+12000-01-01"),
        ("2005-06-01", "2005-06-01"),
    ],
)
def test_however_long_the_time_there_are_no_more_frames_than_are_seen_in_half_a_minute(
    first: str, last: str
) -> None:
    span = (parse_day(first), parse_day(last))
    days = moving.days_of(replace(view(), selection=Selection(span[0], window=span)))
    assert 1 <= len(days) <= moving.MOST_FRAMES
    assert days[0] == span[0]
    assert days == sorted(days)
    assert days[-1] <= span[1]


def test_work_that_is_no_longer_wanted_ends_at_the_next_frame() -> None:
    heard: list[float] = []

    def stop(done: float) -> None:
        heard.append(done)
        if len(heard) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        write.moving_picture(view(), progress=stop)
    assert len(heard) == 3


def test_it_says_of_which_time_and_filters_it_is_and_how_to_cite_it() -> None:
    seen = view(window=WINDOW, countries=("Kyrgyzstan",))
    made = write.moving_picture(seen, "https://atlas.example")
    told = bytes(Image.open(io.BytesIO(made)).info["comment"]).decode()
    assert "15 February 2005 to 30 June 2006 · Kyrgyzstan" in told
    assert "https://atlas.example/?date=2005-06-01&from=2005-02-15" in told
    assert write.file_name(seen, "gif") == "base-atlas-2005-02-15-to-2006-06-30.gif"
    assert write.file_name(view(), "gif") == "base-atlas-2001-01-01-to-2021-12-31.gif"
