"""The closed lists: event types, modes, contexts, issues, modality, polarity, kinds and sectors of parties.

Event types, modes, contexts and sectors are PLOVER's (manual, draft 2.0 of 2024, Open Event Data Alliance); ASSESS,
the issues and the modalities are this project's own.
"""

from enum import StrEnum


class EventType(StrEnum):
    """PLOVER's sixteen types, and ASSESS for a judgement by the writer or an analyst."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    ASSESS = "ASSESS"


class Modality(StrEnum):
    """How far the text commits to the event."""

    ACTUAL = "actual"
    PLANNED = "planned"
    PROPOSED = "proposed"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"


class Polarity(StrEnum):
    """Whether the text says that the event happened, or that it did not."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Issue(StrEnum):
    """The matter negotiated."""

    CEASEFIRE = "ceasefire"
    PRISONERS = "prisoners"
    REMAINS = "remains"
    CIVILIANS = "civilians"
    TERRITORY = "territory"
    WITHDRAWAL = "withdrawal"
    SOVEREIGNTY = "sovereignty"
    SECURITY_GUARANTEES = "security_guarantees"
    DISARMAMENT = "disarmament"
    MONITORING = "monitoring"
    LEADERS_MEETING = "leaders_meeting"
    TALKS = "talks"
    HUMANITARIAN_ACCESS = "humanitarian_access"
    AID = "aid"
    SANCTIONS = "sanctions"
    RECONSTRUCTION = "reconstruction"
    ACCOUNTABILITY = "accountability"
    POWER_SHARING = "power_sharing"
    ELECTIONS = "elections"
    ENERGY = "energy"
    SHIPPING = "shipping"
    NUCLEAR = "nuclear"
    OTHER = "other"


class PartyKind(StrEnum):
    """What a party is."""

    GOVERNMENT = "government"
    PERSON = "person"
    ORGANIZATION = "organization"
    ARMED_GROUP = "armed_group"
    POPULATION = "population"


SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL SOC "
    "IGO UNO EUR NGO ISM IMG MNC".split()
)
"""PLOVER's primary and further sectors, and its seven international codes."""

MODES: dict[EventType, frozenset[str]] = {
    EventType.CONSULT: frozenset({"visit", "third-party", "multilateral", "phone"}),
    EventType.RETREAT: frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    EventType.REQUEST: frozenset({"assist", "change", "yield", "meet"}),
    EventType.ACCUSE: frozenset({"disapprove", "investigate", "allege"}),
    EventType.REJECT: frozenset({"assist", "change", "yield", "meet"}),
    EventType.THREATEN: frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    EventType.PROTEST: frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    EventType.SANCTION: frozenset({"convict", "expel", "withdraw", "discontinue"}),
    EventType.MOBILIZE: frozenset({"troops", "weapons", "police", "militia"}),
    EventType.COERCE: frozenset(
        "seize restrict censor curfew martial-law arrest deport withhold misinformation cyber".split()
    ),
    EventType.ASSAULT: frozenset(
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional".split()
    ),
}
"""PLOVER's modes by type; the types that are not here have none."""

CONTEXTS = frozenset(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic "
    "legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity "
    "inequality diplomatic territory peacekeeping health asylum migration disasters natural_resource environment "
    "technology terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking".split()
)
"""PLOVER's contexts."""
