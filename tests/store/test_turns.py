"""Who waits for whom within one process."""

from threading import Event, Thread

import pytest

from communique.store import turns
from communique.store.turns import BESIDE, Turns


def test_one_writes_at_a_time_and_the_next_is_told_when_it_waits_too_long() -> None:
    every = Turns()
    with every.to_write(seconds=1) as came:
        assert came
        with every.to_write(seconds=0.01) as other:
            assert not other
    with every.to_write(seconds=0.01) as came:
        assert came


def test_few_read_while_somebody_writes_and_the_others_go_on_when_one_of_them_is_done(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(turns, "STEP_BACK_SECONDS", 60)
    every, go, begun = Turns(), Event(), [Event() for _ in range(BESIDE + 1)]

    def read(number: int) -> None:
        with every.to_read():
            begun[number].set()
            go.wait(60)

    with every.to_write(seconds=1):
        readers = [Thread(target=read, args=(number,)) for number in range(BESIDE + 1)]
        for reader in readers[:-1]:
            reader.start()
        for event in begun[:-1]:
            assert event.wait(60)
        readers[-1].start()
        assert not begun[-1].wait(0.05)
        go.set()
        assert begun[-1].wait(60)
        for reader in readers:
            reader.join()


def test_nobody_waits_for_ever_for_who_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "STEP_BACK_SECONDS", 0.01)
    every = Turns()
    with every.to_write(seconds=1), every.to_read(), every.to_read(), every.to_read():
        pass
    with every.to_read(), every.to_read(), every.to_read(), every.to_read():
        pass
