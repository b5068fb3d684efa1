"""What can be wrong with what ties reports together: near copies, places of events in threads, how threads stand."""

from collections.abc import Iterator, Sequence

from communique.pipeline import review
from communique.pipeline.keeping import families_of
from communique.pipeline.reconcile import keys_of_bundle, reconcile, restate, span_of, whole_bundle
from communique.record import Decision, ThreadKind
from communique.store import Connection, copies, events, thread_rows, threads
from communique.store.finding import Key, Problem, spread
from communique.store.reports import all_numbers, load_reports
from communique.store.threads import MACHINE
from communique.threads.copies import bands_of, shingles
from communique.threads.state import thread_of
from communique.threads.told import kind_of, order_of


def _band_again(connection: Connection, keys: Sequence[Key]) -> None:
    for number in keys:
        report, _ = load_reports(connection, [number])[number]
        copies.put_bands(connection, number, bands_of(shingles(report.text)))


def _join(connection: Connection, keys: Sequence[Key]) -> None:
    joined: list[int] = []
    for number in keys:
        report, family = load_reports(connection, [number])[number]
        if family not in copies.heads(connection, [family]):
            copies.set_family(connection, number, number)
            family = number
        hashes = shingles(report.text)
        found = families_of(connection, hashes, bands_of(hashes)) | {family}
        if len(found) > 1:
            joined += copies.join(connection, found)[1]
        joined.append(number)
    touched = threads.threads_of_acts(connection, events.acts_of(connection, joined)).values()
    for number in sorted({number for number, _ in touched}):
        restate(connection, number)


BANDS = Problem("reports whose near copies would not be found", "describes them anew", _band_again)
FAMILIES = Problem("reports that do not count as one with what they copy", "joins their families", _join)


def look_at_copies(connection: Connection, sample: int | None) -> Iterator[tuple[Problem, Key]]:
    """Whether reports are described by their texts, and near copies are of one family."""
    wanted = spread(all_numbers(connection), sample)
    for begin in range(0, len(wanted), threads.PAGE):
        part = wanted[begin : begin + threads.PAGE]
        loaded = load_reports(connection, part)
        held = copies.bands_by_report(connection, part)
        heads = copies.heads(connection, [family for _, family in loaded.values()])
        for number in part:
            report, family = loaded[number]
            hashes = shingles(report.text)
            bands = bands_of(hashes)
            if held.get(number, set()) != set(bands):
                yield BANDS, number
            if family not in heads or families_of(connection, hashes, bands) - {family}:
                yield FAMILIES, number


def _drop_links(connection: Connection, keys: Sequence[Key]) -> None:
    held = threads.threads_of_acts(connection, keys)
    threads.drop_links(connection, keys)
    for number in sorted({number for number, _ in held.values()}):
        restate(connection, number)


def _begin_again(connection: Connection, keys: Sequence[Key]) -> None:
    for number in keys:
        entries, _ = threads.load_members(connection, number)
        if not entries:
            thread_rows.drop_places(connection, number)
            continue
        kinds = [kind_of(entry.event) for entry in entries]
        # What is only said can stand in any thread; what else there is began it.
        thread_rows.make_thread(connection, number, next((k for k in kinds if k != ThreadKind.STATEMENT), kinds[0]))
        restate(connection, number)


def _moved(connection: Connection) -> Iterator[tuple[int, Decision]]:
    """The acts for which a merge or split stands, with the last of these."""
    for act in thread_rows.acts_moved(connection):
        try:
            decision = review.where_it_was_put(connection, act)
        except ValueError:
            continue  # It cannot be read, and that is told of it.
        if decision is not None and isinstance(decision.body.get("to"), int):
            yield act, decision


def _put_where_decided(connection: Connection, keys: Sequence[Key]) -> None:
    for act, decision in list(_moved(connection)):
        if act in keys:
            review.put_where_decided(connection, act, decision)


def _place(connection: Connection, keys: Sequence[Key]) -> None:
    # What a reviewer had put somewhere is there again before the others look for their threads.
    _put_where_decided(connection, keys)
    held = threads.threads_of_acts(connection, keys)
    by_report: dict[str, list[int]] = {}
    for entry in events.load_entries(connection, [act for act in keys if act not in held]):
        by_report.setdefault(entry.report.id, []).append(entry.act)
    for acts in by_report.values():
        reconcile(connection, events.load_entries(connection, acts), in_order=True)


def _order(connection: Connection, keys: Sequence[Key]) -> None:
    thread_rows.set_said(
        connection, {e.act: order_of(e) for e in events.load_entries(connection, keys, with_text=False)}
    )


def _drop_threads(connection: Connection, keys: Sequence[Key]) -> None:
    # Some hold again by now what was put back into them.
    for number in set(keys) & set(thread_rows.threads_without_links(connection)):
        threads.drop_thread(connection, number)


def _restate(connection: Connection, keys: Sequence[Key]) -> None:
    for number in keys:
        restate(connection, number)


LINKS = Problem("places in threads of acts that are not there", "takes them out", _drop_links)
GONE = Problem("threads that are gone and had events", "begins them anew with these", _begin_again)
MOVED = Problem(
    "events that are not in the thread into which a reviewer put them", "puts them back", _put_where_decided
)
NOWHERE = Problem("events in no thread", "finds their threads", _place)
ORDER = Problem("events out of their order in their threads", "puts them in order", _order)
EMPTY = Problem("threads that nothing is in", "takes them away", _drop_threads)
STATES = Problem("threads that do not stand as their events say", "works out anew how they stand", _restate)


def look_at_links(connection: Connection, _: int | None) -> Iterator[tuple[Problem, Key]]:
    """Whether each event that stands has its place in a thread, and each place its event."""
    yield from ((GONE, number) for number in thread_rows.threads_that_are_gone(connection))
    yield from ((LINKS, act) for act in thread_rows.acts_without_event(connection))
    yield from ((NOWHERE, act) for act in thread_rows.acts_without_thread(connection))
    moved = dict(_moved(connection))
    for act, (number, by) in threads.threads_of_acts(connection, moved).items():
        target = moved[act].body["to"]
        if (number != target or by == MACHINE) and threads.exists(connection, target):
            yield MOVED, act
    yield from ((EMPTY, number) for number in thread_rows.threads_without_links(connection))
    for part in thread_rows.said_by_act(connection):
        for entry in events.load_entries(connection, part, with_text=False):
            if part[entry.act] != order_of(entry):
                yield ORDER, entry.act


def look_at_states(connection: Connection, sample: int | None) -> Iterator[tuple[Problem, Key]]:
    """Whether threads stand as their events say, and are found by what these tell."""
    for number in spread(thread_rows.numbers_of_threads(connection), sample):
        count = threads.count_links(connection, number)
        if 0 < count <= threads.LONG:
            bundle, links = whole_bundle(connection, number)
            held = thread_rows.row_of_thread(connection, number)
            if not bundle.entries:
                if held["size"] or held["body"]:
                    yield STATES, number
                continue
            thread = thread_of(str(number), bundle, [links[e.act] for e in bundle.entries])
            wanted = threads.columns_of(thread, span_of(bundle))
            if held != wanted or {key[: events.LONGEST] for key in keys_of_bundle(bundle)} - thread_rows.keys_held(
                connection, number
            ):
                yield STATES, number
        elif count:
            held = thread_rows.row_of_thread(connection, number)
            if held["size"] != count or held["body"]:
                yield STATES, number
