"""The gazetteers on which the benchmarks measure."""

from pathlib import Path

from benchmarks import gazetteers, loading
from geo.gazetteer.load import load


def test_a_made_gazetteer_passes_every_check_and_has_the_size_asked_for(tmp_path: Path) -> None:
    made = load(gazetteers.write(tmp_path, 1_000))
    assert len(made.periods) == 1_000
    assert len(made.bases) == 500


def test_the_same_seed_gives_the_same_gazetteer() -> None:
    assert gazetteers.rows(60, seed=3) == gazetteers.rows(60, seed=3)
    assert gazetteers.rows(60, seed=3) != gazetteers.rows(60, seed=4)


def test_a_made_file_of_somebodys_own_opens_whole(tmp_path: Path) -> None:
    for months in (False, True):
        path = gazetteers.write_own(tmp_path / "own.csv", 200, months=months)
        imported = loading.opened(path)
        assert imported.problems == ()
        assert len(imported.gazetteer.periods) == 200
