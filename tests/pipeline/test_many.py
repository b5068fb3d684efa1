"""Many reports, read side by side, are read as one by one."""

from pathlib import Path

from communique.pipeline import Reader
from communique.pipeline.many import FEW, read_many
from communique.record import Reading, Report
from communique.sources import read_file

SAMPLES = sorted((Path(__file__).parents[2] / "samples").glob("*.txt"))


def wanted() -> list[tuple[int, Report | None]]:
    """More reports than one process reads by itself, with gaps."""
    reports = [read_file(path) for path in SAMPLES]
    return [(n, None if n % 7 == 3 else reports[n % len(reports)]) for n in range(FEW + 10)]


def test_two_processes_read_what_one_reads_in_the_same_order(reader: Reader) -> None:
    alone = list(read_many(wanted(), lambda: reader.read, workers=1))
    together = list(read_many(wanted(), lambda: reader.read, workers=2))
    assert [(r.of, r.found) for r in together] == [(r.of, r.found) for r in alone]
    assert [r.of for r in alone] == list(range(FEW + 10))


def test_few_reports_start_no_process(reader: Reader) -> None:
    few = [pair for pair in wanted() if pair[1] is not None][:FEW]
    seen: list[Report] = []

    def read(report: Report) -> Reading:
        seen.append(report)
        raise ValueError("as it is told here")

    found = list(read_many(few, lambda: read, workers=2))
    assert len(seen) == FEW
    assert [str(one.found) for one in found] == ["as it is told here"] * FEW
