"""The PLOVER mode: the frame's own, or the one that the words of the clause show."""

from communique.coding.draft import Draft
from communique.coding.scene import Scene
from communique.record import MODES, EventType

SHOWN: dict[EventType, dict[str, frozenset[str]]] = {
    EventType.CONSULT: {
        "phone": frozenset("phone telephone call video".split()),
        "visit": frozenset("visit trip tour travel arrive fly host receive".split()),
        "third-party": frozenset("mediate mediator broker mediation facilitate shuttle".split()),
        "multilateral": frozenset("summit conference assembly".split()),
    },
    EventType.ASSAULT: {
        "drone": frozenset("drone uav quadcopter".split()),
        "suicide-attack": frozenset("suicide".split()),
        "aerial": frozenset("airstrike air jet warplane aircraft helicopter bomber".split()),
        "heavy-weapons": frozenset("missile rocket shell artillery shelling tank mortar barrage".split()),
        "explosives": frozenset("bomb explosion blast mine grenade explode detonate".split()),
        "firearms": frozenset("shoot gunman gunfire sniper fire gun shooting".split()),
        "abduct": frozenset("abduct kidnap abduction kidnapping".split()),
        "torture": frozenset("torture".split()),
        "destroy": frozenset("destroy destruction demolish burn".split()),
    },
    EventType.RETREAT: {
        "release": frozenset("release free exchange swap prisoner hostage detainee captive".split()),
        "withdraw": frozenset("withdraw withdrawal pullback pull retreat troop".split()),
        "ceasefire": frozenset("ceasefire truce cease-fire armistice".split()),
        "disarm": frozenset("disarm disarmament weapon arm demobilise demobilize".split()),
        "resign": frozenset("resign resignation".split()),
        "access": frozenset("corridor access convoy reopen open".split()),
    },
    EventType.REQUEST: {"meet": frozenset("meet meeting summit talk negotiation".split())},
    EventType.REJECT: {"meet": frozenset("meet meeting summit talk negotiation".split())},
}
"""Words that show a mode, where a frame leaves it open; the first mode whose word is there is taken."""


def resolve_mode(draft: Draft, scene: Scene) -> str | None:
    """The mode of one event, None where nothing shows it."""
    frame = draft.match.frame
    if frame.mode is not None:
        return frame.mode
    shown = SHOWN.get(frame.event_type)
    if not shown:
        return None
    near = {scene.lemmas[i] for i in (*scene.doc.subtree(draft.match.predicate), *scene.doc.subtree(draft.match.verb))}
    for mode, words in shown.items():
        if near & words and mode in MODES[frame.event_type]:
            return mode
    return None
