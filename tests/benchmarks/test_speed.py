"""The clock of the benchmark is itself tested; how fast anything is, is not."""

from benchmarks.speed import STAGES, Stages, timed_stages

from communique.pipeline import Reader
from communique.record import Report


def test_a_stage_within_another_stops_the_outer_ones_clock() -> None:
    now = 0.0
    stages = Stages(clock=lambda: now)
    with stages.of("coding"):
        now = 1.0
        with stages.of("encoder"):
            now = 4.0
        now = 6.0
    assert stages.seconds["coding"] == 3.0
    assert stages.seconds["encoder"] == 3.0
    assert stages.shares() == dict.fromkeys(STAGES, 0.0) | {"coding": 0.5, "encoder": 0.5}


def test_every_stage_is_seen_and_the_reader_left_as_it_was(reader: Reader) -> None:
    report = Report(id="x", name="x", text="Norway demanded on Friday that Sweden withdraw its troops.")
    before = reader.encoder._session
    with timed_stages(reader) as stages, stages.of("other"):
        timed = reader.read(report)
    assert all(stages.seconds[stage] > 0 for stage in STAGES)
    assert reader.encoder._session is before
    assert timed == reader.read(report)
