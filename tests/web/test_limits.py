"""Limits, by a clock of the test's own."""

from threading import Thread

from communique.web import limits
from communique.web.limits import Attempts, Bucket


class Clock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_waits_double_up_to_the_longest_and_are_forgotten_in_time() -> None:
    clock = Clock()
    tries = Attempts(free=3, longest=60, clock=clock)
    assert [tries.begin("a") for _ in range(3)] == [0, 0, 0]
    waits = []
    for _ in range(9):
        waits.append(tries.begin("a"))
        clock.now += waits[-1]
        assert tries.begin("a") == 0
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]
    assert tries.begin("b") == 0
    clock.now += 1000
    assert [tries.begin("a") for _ in range(3)] == [0, 0, 0]


def test_many_at_once_get_no_further_than_one_after_another() -> None:
    tries = Attempts(free=5, longest=60, clock=Clock())
    passed: list[float] = []
    threads = [Thread(target=lambda: passed.append(tries.begin("a"))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert passed.count(0.0) == 5


def test_a_success_clears_an_account_but_not_an_address() -> None:
    tries = Attempts(free=3, longest=60, clock=Clock())
    tries.begin("a"), tries.begin("a")
    tries.forgive("a", all_=True)
    assert [tries.begin("a") for _ in range(3)] == [0, 0, 0]
    for _ in range(2):
        tries.begin("b")
    tries.forgive("b", all_=False)
    assert tries.begin("b") == 0
    assert tries.begin("b") == 0
    assert tries.begin("b") > 0


def test_a_bucket_fills_again() -> None:
    clock = Clock()
    bucket = Bucket(rate=2, burst=4, clock=clock)
    assert [bucket.take("a") for _ in range(4)] == [0, 0, 0, 0]
    assert bucket.take("a") == 0.5
    assert bucket.take("b") == 0
    clock.now += 0.5
    assert bucket.take("a") == 0
    assert bucket.take("a") == 0.5


def test_what_is_remembered_is_bounded() -> None:
    tries, bucket = Attempts(free=3, longest=60), Bucket(rate=1, burst=1)
    for number in range(limits.HELD + 500):
        tries.begin(str(number))
        bucket.take(str(number))
    assert len(tries._held) == len(bucket._held) == limits.HELD
