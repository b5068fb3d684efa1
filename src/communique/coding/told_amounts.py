"""When, where and how many, as the model reads them: it points at the words, the resolvers say what they mean."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence

from communique.coding.casualties import bounds_at
from communique.coding.dates import DatePhrase
from communique.coding.draft import Draft
from communique.coding.place import place_at
from communique.coding.quantities import quantity_of
from communique.coding.scene import Scene
from communique.coding.timing import time_at
from communique.language.told import Floats
from communique.record import Bounds, Casualties, EventType

SURE = 0.4
"""Probability from which a word is taken for a filler."""
BELIEVED = 0.1
"""Probability under which what a rule found is not believed."""


def read_amounts(draft: Draft, roles: Mapping[str, Floats], scene: Scene) -> None:
    """Puts time, place and quantities that the model reads into the draft."""
    _read_time(draft, roles["time"], scene)
    _read_place(draft, roles["place"], scene)
    _read_quantities(draft, roles["quantity"], scene)


def _read_time(draft: Draft, shares: Floats, scene: Scene) -> None:
    """The date phrase that the model points at, surest first; a rule's own stays unless the model rules it out."""
    starts = [phrase.start for phrase in scene.dates]
    near = _within(starts, shares, SURE, scene)
    phrases = sorted(((_share(scene.dates[n], shares, scene), n) for n in near), reverse=True)
    for share, n in phrases:
        if share < SURE:
            break
        found = time_at(scene.dates[n], scene, draft.modality) if scene.dates[n].role != "duration" else None
        if found is not None:
            draft.time = found
            return


def _share(phrase: DatePhrase, shares: Floats, scene: Scene) -> float:
    first, last = scene.token_at(phrase.start), scene.token_at(phrase.end - 1)
    return float(shares[first : last + 1].max()) if last >= first else 0.0


def _read_place(draft: Draft, shares: Floats, scene: Scene) -> None:
    for token in sorted((shares >= SURE).nonzero()[0].tolist(), key=lambda i: -float(shares[i])):
        found = place_at(scene, int(token))
        if found is not None:
            draft.place = found
            return


def _read_quantities(draft: Draft, shares: Floats, scene: Scene) -> None:
    """The counts that the model points at beside those that the rules found and it does not rule out."""
    kept = [q for q in draft.quantities if _near(q.start, q.end, shares, scene) >= BELIEVED]
    known = {q.start for q in kept}
    starts = [number.start for _, number in scene.numbers]
    for n in _within(starts, shares, SURE, scene):
        token, number = scene.numbers[n]
        if number.start in known or number.kind not in ("cardinal", "multiplier"):
            continue
        if _near(number.core_start, number.core_end, shares, scene) >= SURE:
            found = quantity_of(scene, number, token)
            kept += [found] if found is not None else []
    draft.quantities = tuple(sorted(kept, key=lambda q: q.start))


def _within(starts: Sequence[int], shares: Floats, at_least: float, scene: Scene) -> range:
    """Which of the things that start there, in order, may hold a token of that share: few, in however long a report."""
    sure = (shares >= at_least).nonzero()[0]
    if not len(sure):
        return range(0)
    first, last = scene.doc.tokens[int(sure[0])], scene.doc.tokens[int(sure[-1])]
    # One may begin before the first such token and reach into it.
    return range(max(0, bisect_left(starts, first.start) - 1), bisect_left(starts, last.end))


def _near(start: int, end: int, shares: Floats, scene: Scene) -> float:
    first, last = scene.token_at(start), scene.token_at(end - 1)
    return float(shares[first : last + 1].max()) if last >= first else 0.0


def read_casualties(drafts: Iterable[Draft], scene: Scene) -> None:
    """Gives attacks the dead and injured that the model points at, in front of what the rules made of the sentence."""
    for draft in drafts:
        if draft.event_type is not EventType.ASSAULT or scene.doc.told is None or draft.trigger < 0:
            continue
        roles = scene.doc.told.roles(draft.trigger)
        ruled = draft.casualties or Casualties()
        found = {kind: _surest(roles.get(kind), scene) for kind in ("killed", "injured")}
        for kind, other in (("killed", "injured"), ("injured", "killed")):
            own = getattr(ruled, kind)
            if found[kind] is not None or own is None:
                continue
            # One number is not told of both: the words of harm that stand beside it say of which.
            if own == found[other] and getattr(ruled, other) is None:
                found[other] = None
            if own != found[other]:
                found[kind] = own
        if any(found.values()):
            draft.casualties = Casualties(**found)


def _surest(shares: Floats | None, scene: Scene) -> Bounds | None:
    """The bounds at the surest of the words that tell any."""
    if shares is None:
        return None
    heads = sorted((shares >= SURE).nonzero()[0].tolist(), key=lambda i: -float(shares[i]))
    return next((bounds for i in heads if (bounds := bounds_at(scene, int(i)))), None)
