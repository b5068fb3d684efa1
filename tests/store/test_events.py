"""Reports are kept once, and a new reading takes the place of the old one without losing what people decided."""

import pytest
from tests.making import FRONT, NORTH, SOUTH, on, reading, report

from communique.pipeline.keeping import keep_reading, reread
from communique.pipeline.review import decide, merge, split, undo
from communique.pipeline.threads import all_threads, thread_of_act, threads_of
from communique.record import Action, EventType, Process, Reading, Status, ThreadKind
from communique.store import Store, StoreError
from communique.store.events import of_report
from communique.store.processes import dyads, entries_of_process
from communique.store.search import search
from communique.store.threads import MEMBERS, load_linked, threads_of_acts

TEXT = "Norland and Southland agreed to free 40 prisoners. The Harbour Front refused to talk. Norland protested."
ONE = report(TEXT)
READ = reading(
    ONE,
    ("Norland and Southland agreed to free 40 prisoners", "AGREE", {"actors": (NORTH, SOUTH), "issue": "prisoners"}),
    ("The Harbour Front refused to talk", "REJECT", {"actors": (FRONT,), "issue": "talks"}),
    ("Norland protested", "PROTEST", {"actors": (NORTH,)}),
)


def keep(store: Store, told: Reading, coder: str = "first") -> int:
    with store.writing() as connection:
        return keep_reading(connection, told, coder=coder, extractor="test").number


def test_a_report_is_kept_as_it_was_read(store: Store) -> None:
    number = keep(store, READ)
    with store.reading() as connection:
        found = of_report(connection, number)
    assert [e.event for e in found] == list(READ.events)
    assert {e.report for e in found} == {ONE}


def test_the_same_report_twice_is_one(store: Store) -> None:
    assert keep(store, READ) == keep(store, READ)
    with store.reading() as connection:
        assert len(of_report(connection, 1)) == 3


def test_a_newer_reading_takes_the_place_of_the_old_and_acts_keep_their_numbers(store: Store) -> None:
    number = keep(store, READ)
    with store.reading() as connection:
        before = {e.event.event_type.value: e.act for e in of_report(connection, number)}
    newer = reading(
        ONE,
        ("Harbour Front refused", "REJECT", {"actors": (FRONT,), "issue": "talks"}),
        ("agreed to free 40 prisoners", "AGREE", {"actors": (NORTH, SOUTH), "issue": "prisoners"}),
    )
    with store.writing() as connection:
        reread(connection, number, newer, coder="second")
    with store.reading() as connection:
        after = {e.event.event_type.value: e.act for e in of_report(connection, number)}
    assert after == {"AGREE": before["AGREE"], "REJECT": before["REJECT"]}


def test_what_a_reviewer_edited_outlives_a_reading_that_misses_it(store: Store) -> None:
    number = keep(store, READ)
    with store.writing() as connection:
        told = next(e for e in of_report(connection, number) if e.event.event_type == "PROTEST")
        edit = told.event.model_copy(update={"actors": (SOUTH,)})
        decide(connection, Action.EDIT, told.act, reviewer="r", event=edit)
        reread(connection, number, reading(ONE), coder="second")
    with store.reading() as connection:
        (left,) = of_report(connection, number)
    assert left.event == edit
    assert left.status is Status.EDITED


def test_what_a_reviewer_rejected_stays_rejected_when_it_is_read_again(store: Store) -> None:
    number = keep(store, READ)
    with store.writing() as connection:
        told = next(e for e in of_report(connection, number) if e.event.event_type == "PROTEST")
        decide(connection, Action.REJECT, told.act, reviewer="r")
        reread(connection, number, READ, coder="second")
        assert [e.event.event_type.value for e in of_report(connection, number)] == ["AGREE", "REJECT"]


def test_to_undo_brings_back_what_stood(store: Store) -> None:
    number = keep(store, READ)
    with store.writing() as connection:
        before = of_report(connection, number)
        taken = decide(connection, Action.REJECT, before[2].act, reviewer="r")
        undo(connection, taken.number, reviewer="r")
        assert of_report(connection, number) == before
        with pytest.raises(StoreError, match="undone already"):
            undo(connection, taken.number, reviewer="r")


def test_an_edit_whose_quote_does_not_stand_there_is_refused_and_leaves_nothing(store: Store) -> None:
    number = keep(store, READ)
    with store.reading() as connection:
        told = of_report(connection, number)[0]
    wrong = told.event.model_copy(
        update={"evidence": (told.event.evidence[0].model_copy(update={"start": 1, "end": 50}),)}
    )
    with pytest.raises(ValueError, match="does not stand"), store.writing() as connection:
        decide(connection, Action.EDIT, told.act, reviewer="r", event=wrong)
    with store.reading() as connection:
        assert of_report(connection, number)[0].status is Status.MACHINE


HIT = "A drone hit Oldport, killing {}."


def attack(killed: int, day: str, publisher: str, place: str = "Oldport", told_day: str = "2026-03-01") -> Reading:
    text = HIT.format(killed) + f" {publisher} was told so."  # Too short for anybody's copy.
    toll = {"killed": {"low": killed, "high": killed}}
    slots = {"place": {"name": place, "country": "NOR"}, "time": on(told_day), "casualties": toll, "mode": "drone"}
    return reading(report(text, day=day, publisher=publisher), (HIT.format(killed)[:-1], "ASSAULT", slots))


def test_one_attack_told_thrice_is_one_thread_with_every_claim(store: Store) -> None:
    for told in (attack(4, "2026-03-02", "A"), attack(7, "2026-03-03", "B"), attack(6, "2026-03-04", "C")):
        keep(store, told)
    keep(store, attack(2, "2026-03-09", "D", told_day="2026-03-08"))
    with store.reading() as connection:
        big, small = sorted(all_threads(connection), key=lambda t: -len(t.links))
    assert big.state.killed is not None
    toll = big.state.killed
    assert (toll.low, toll.high, toll.latest, len(toll.claims), big.independent) == (4, 7, 6, 3, 3)
    assert len(small.links) == 1


def test_a_matter_however_long_is_one_thread(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("communique.store.threads.LONG", MEMBERS)
    count = 2 * MEMBERS
    for number in range(count):
        keep(store, attack(4 + number % 3, "2026-03-02", f"Paper {number}"))
    with store.reading() as connection:
        (thread,) = all_threads(connection)
        (found,) = threads_of(connection, of_report(connection, 1), kind=ThreadKind.INCIDENT)
        alone = thread_of_act(connection, of_report(connection, count)[0].act)
    assert thread == found == alone
    assert thread.state.killed is not None
    assert (len(thread.links), len(thread.state.killed.claims), thread.independent) == (count, count, count)
    assert (thread.state.killed.low, thread.state.killed.high) == (4, 6)


def test_a_long_thread_of_rejected_events_is_not_listed_and_comes_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.store.threads.LONG", 2)
    numbers = [keep(store, attack(4, "2026-03-02", f"Paper {number}")) for number in range(4)]
    with store.writing() as connection:
        acts = [of_report(connection, number)[0].act for number in numbers]
        rejected = [decide(connection, Action.REJECT, act, reviewer="r") for act in acts]
        assert list(all_threads(connection)) == []
        undo(connection, rejected[0].number, reviewer="r")
        assert [len(t.links) for t in all_threads(connection)] == [1]


def test_of_a_long_thread_no_more_is_looked_at_than_of_a_short_one(store: Store) -> None:
    for number in range(3 * MEMBERS):
        keep(store, attack(4, "2026-03-02", f"Paper {number}"))
    with store.reading() as connection:
        (thread,) = all_threads(connection)
        (linked,) = load_linked(connection, [int(thread.id)])
        middle = thread.links[MEMBERS + 4].member.report
        (around,) = load_linked(connection, [int(thread.id)], said=f"2026-03-02 {middle}", later=3)
    members = [link.member.report for link in thread.links]
    assert [e.report.id for e in linked.entries] == members[-MEMBERS:]
    assert [e.report.id for e in around.entries] == members[5 : MEMBERS + 5]
    assert [e.report.id for e in around.later] == members[MEMBERS + 5 : MEMBERS + 8]
    assert not linked.whole


def test_a_link_that_a_reviewer_cut_is_not_tied_again(store: Store) -> None:
    keep(store, attack(4, "2026-03-02", "A"))
    second = keep(store, attack(7, "2026-03-03", "B"))
    with store.writing() as connection:
        (told,) = of_report(connection, second)
        before = threads_of_acts(connection, [told.act])[told.act][0]
        cut = split(connection, told.act, reviewer="r")
        reread(connection, second, attack(7, "2026-03-03", "B"), coder="second")
        after, by = threads_of_acts(connection, [told.act])[told.act]
        assert after != before
        assert by == "r"
        assert len(list(all_threads(connection))) == 2
        undo(connection, cut.number, reviewer="r")
        assert threads_of_acts(connection, [told.act])[told.act][0] == before
        assert len(list(all_threads(connection))) == 1


def test_a_reviewer_can_tie_what_the_machine_did_not(store: Store) -> None:
    one = keep(store, attack(4, "2026-03-02", "A"))
    other = keep(store, attack(4, "2026-03-02", "B", place="Farport"))
    with store.writing() as connection:
        (first,), (second,) = of_report(connection, one), of_report(connection, other)
        merge(connection, second.act, first.act, reviewer="r")
        (thread,) = all_threads(connection)
    assert sorted(link.by for link in thread.links) == ["machine", "r"]


WIRE = (
    "Norland and Southland agreed on Sunday to free forty prisoners held since the winter, officials of both said. "
    "The men are to cross the bridge at Oldport in three groups, each with a doctor and a list of names, before dark. "
    "A third country had carried drafts between the two capitals for a month, and its minister was thanked by both."
)


@pytest.mark.parametrize(
    ("second", "independent"),
    [
        (WIRE + " Our correspondent adds that the bridge has been repaired since the last exchange.", 1),
        (WIRE[: WIRE.index(" A third")], 1),
        ("Forty prisoners go home: Norland and Southland agreed on Sunday to free forty prisoners, we learned.", 2),
    ],
    ids=["with more", "cut short", "told anew"],
)
def test_wire_copy_is_no_second_source(store: Store, second: str, independent: int) -> None:
    slots = {"actors": (NORTH, SOUTH), "issue": "prisoners", "time": on("2026-03-01")}
    quote = "Norland and Southland agreed on Sunday to free forty prisoners"
    for publisher, text in (("Wire", WIRE), ("Paper", second)):
        keep(store, reading(report(text, publisher=publisher), (quote, "AGREE", slots)))
    with store.reading() as connection:
        (thread,) = all_threads(connection)
    assert (len(thread.links), thread.independent) == (2, independent)


def test_a_copy_of_two_reports_makes_them_one_family(store: Store) -> None:
    """Two papers print two halves of what an agency wrote; that they are one is seen when its report comes."""
    slots = {"actors": (NORTH, SOUTH), "issue": "prisoners", "time": on("2026-03-01")}
    quote = "Norland and Southland agreed on Sunday to free forty prisoners"
    half = WIRE.index(" A third")
    more = WIRE.replace("The men", "It was said on Sunday in both of the capitals that all the men")
    papers = {"North Post": WIRE[:half], "South Post": quote + "." + WIRE[half:] + more[half:]}
    for publisher, text in papers.items():
        keep(store, reading(report(text, publisher=publisher), (quote, "AGREE", slots)))
    with store.reading() as connection:
        (thread,) = all_threads(connection)
        assert thread.independent == 2
    keep(store, reading(report(WIRE + more[half:], publisher="Wire"), (quote, "AGREE", slots)))
    with store.reading() as connection:
        (thread,) = all_threads(connection)
        families = {e.family for number in (1, 2, 3) for e in of_report(connection, number)}
    assert (len(thread.links), thread.independent, len(families)) == (3, 1, 1)


def test_a_thread_of_rejected_events_is_not_listed_and_comes_back(store: Store) -> None:
    one, other = keep(store, attack(4, "2026-03-02", "A")), keep(store, attack(5, "2026-03-03", "B"))
    with store.writing() as connection:
        (first,), (second,) = of_report(connection, one), of_report(connection, other)
        rejected = decide(connection, Action.REJECT, first.act, reviewer="r")
        split(connection, second.act, reviewer="r")
        assert [len(t.links) for t in all_threads(connection)] == [1]
        undo(connection, rejected.number, reviewer="r")
        assert sorted(len(t.links) for t in all_threads(connection)) == [1, 1]


def test_what_was_rejected_stays_rejected_though_a_reading_missed_it(store: Store) -> None:
    number = keep(store, READ)
    with store.writing() as connection:
        told = next(e for e in of_report(connection, number) if e.event.event_type == "PROTEST")
        decide(connection, Action.REJECT, told.act, reviewer="r")
        reread(connection, number, reading(ONE), coder="second")
        reread(connection, number, READ, coder="third")
        assert "PROTEST" not in [e.event.event_type.value for e in of_report(connection, number)]


def test_what_was_accepted_keeps_its_values_and_no_two_events_share_an_id(store: Store) -> None:
    number = keep(store, READ)
    with store.writing() as connection:
        told = of_report(connection, number)[0]
        decide(connection, Action.ACCEPT, told.act, reviewer="r")
        newer = reading(
            ONE,
            ("Norland protested", "PROTEST", {"actors": (NORTH,)}),
            (
                "Norland and Southland agreed to free 40 prisoners",
                "AGREE",
                {"actors": (NORTH, SOUTH), "issue": "prisoners", "quantities": [{"value": 400, "what": "prisoner"}]},
            ),
        )
        reread(connection, number, newer, coder="second")
        found = of_report(connection, number)
    assert next(e for e in found if e.act == told.act).event == told.event
    assert len({e.event.id for e in found}) == len(found) == 2


def test_an_edit_changes_what_is_derived_from_the_event(store: Store) -> None:
    number = keep(store, attack(4, "2026-03-02", "A"))
    with store.writing() as connection:
        (told,) = of_report(connection, number)
        edit = told.event.model_copy(
            update={"event_type": EventType.CONSULT, "mode": None, "casualties": None, "actors": (FRONT, NORTH)}
        )
        taken = decide(connection, Action.EDIT, told.act, reviewer="r", event=edit)
        assert [t.kind.value for t in all_threads(connection)] == ["meeting"]
        assert len(search(connection, "Harbour Front").entries) == 1
        undo(connection, taken.number, reviewer="r")
        assert [t.kind.value for t in all_threads(connection)] == ["incident"]
        assert len(search(connection, "Harbour Front").entries) == 0


def test_events_that_no_longer_stand_count_for_no_process(store: Store) -> None:
    number = keep(store, READ)
    with store.writing() as connection:
        reread(connection, number, READ, coder="second")
        assert dyads(connection, least=1) == [("NOR", "SWE", 1)]
        reread(connection, number, reading(ONE, ("Norland protested", "PROTEST", {"actors": (NORTH,)})), coder="third")
        assert dyads(connection, least=1) == []
        assert entries_of_process(connection, Process(name="p", parties=("NOR", "SWE"))) == []


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["first to last", "last to first"])
def test_moves_can_be_undone_in_any_order(store: Store, order: tuple[int, int]) -> None:
    one = keep(store, attack(4, "2026-03-02", "A"))
    other = keep(store, attack(4, "2026-03-02", "B", place="Farport"))
    with store.writing() as connection:
        (first,), (second,) = of_report(connection, one), of_report(connection, other)
        before = threads_of_acts(connection, [second.act])
        taken = [
            merge(connection, second.act, first.act, reviewer="r").number,
            split(connection, second.act, reviewer="r").number,
        ]
        for place in order:
            undo(connection, taken[place], reviewer="r")
        links = [link.member for t in all_threads(connection) for link in t.links]
        assert len(links) == len(set(links)) == 2
        assert threads_of_acts(connection, [second.act])[second.act][1] == before[second.act][1]
        assert len(list(all_threads(connection))) == 2


@pytest.mark.parametrize(("day", "within"), [("2026", True), ("2026-03", True), ("2026-02", False), ("2025", False)])
def test_a_month_or_year_in_which_a_process_begins_is_within_it(store: Store, day: str, within: bool) -> None:
    told = {"actors": (NORTH, SOUTH), "time": {"start": day, "end": day}}
    keep(store, reading(ONE, ("Norland protested", "PROTEST", told)))
    with store.reading() as connection:
        begun = Process.model_validate({"name": "p", "parties": ("NOR", "SWE"), "since": "2026-03-01"})
        assert len(entries_of_process(connection, begun)) == within


def test_what_is_now_read_as_another_kind_of_thing_finds_its_thread_anew(store: Store) -> None:
    number = keep(store, attack(4, "2026-03-02", "A"))
    with store.writing() as connection:
        (entry,) = of_report(connection, number)
        quote = entry.event.evidence[0].quote
        reread(connection, number, reading(entry.report, (quote, "CONSULT", {"actors": (NORTH, SOUTH)})), coder="b")
        assert of_report(connection, number)[0].act == entry.act
        assert [t.kind for t in all_threads(connection)] == [ThreadKind.MEETING]


def test_a_place_in_a_thread_that_a_reviewer_chose_outlives_an_edit(store: Store) -> None:
    one = keep(store, attack(4, "2026-03-02", "A"))
    other = keep(store, attack(4, "2026-03-02", "B", place="Farport"))
    with store.writing() as connection:
        (first,), (second,) = of_report(connection, one), of_report(connection, other)
        merge(connection, second.act, first.act, reviewer="r")
        wanted = second.event.model_copy(update={"event_type": EventType.ACCUSE, "mode": None})
        decide(connection, Action.EDIT, second.act, reviewer="r", event=wanted)
        held = threads_of_acts(connection, [first.act, second.act])
        assert held[second.act] == (held[first.act][0], "r")


def test_an_undone_move_leaves_a_link_as_it_was(store: Store) -> None:
    keep(store, attack(4, "2026-03-02", "A"))
    other = keep(store, attack(5, "2026-03-02", "B"))
    with store.writing() as connection:
        before = [t.links for t in all_threads(connection)]
        taken = split(connection, of_report(connection, other)[0].act, reviewer="r")
        undo(connection, taken.number, reviewer="r")
        assert [t.links for t in all_threads(connection)] == before


def test_a_rejected_event_whose_move_is_undone_is_in_no_thread_that_is_shown(store: Store) -> None:
    one = keep(store, attack(4, "2026-03-02", "A"))
    other = keep(store, attack(4, "2026-03-02", "B", place="Farport"))
    with store.writing() as connection:
        (first,), (second,) = of_report(connection, one), of_report(connection, other)
        moved = merge(connection, second.act, first.act, reviewer="r")
        rejected = decide(connection, Action.REJECT, second.act, reviewer="r")
        undo(connection, moved.number, reviewer="r")
        assert [link.member.report for t in all_threads(connection) for link in t.links] == [first.report.id]
        undo(connection, rejected.number, reviewer="r")
        assert len(list(all_threads(connection))) == 2
