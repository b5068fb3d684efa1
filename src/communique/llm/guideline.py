"""What is coded, for a model: the meanings of the codes, as docs/glossary.md has them (a test compares), and rules."""

from communique.record import EventType, Issue, Modality, PartyKind, Polarity

TYPES = {
    EventType.AGREE: "agrees, or offers or promises to do something",
    EventType.CONSULT: "meets, talks, visits, calls",
    EventType.SUPPORT: "praises, backs, recognises",
    EventType.CONCEDE: "yields: eases a measure, gives up a demand, declares a pause",
    EventType.COOPERATE: "works together in deed: an exercise, an exchange, shared intelligence",
    EventType.AID: "gives help: money, food, arms, troops for keeping peace",
    EventType.RETREAT: "withdraws, releases, disarms, keeps a ceasefire, resigns",
    EventType.REQUEST: "demands, appeals, asks",
    EventType.ACCUSE: "blames, criticises, investigates",
    EventType.REJECT: "refuses, vetoes, denies a request",
    EventType.THREATEN: "warns of harm to come",
    EventType.PROTEST: "demonstrates, strikes, boycotts",
    EventType.SANCTION: "cuts or reduces relations: an embargo, an expulsion, a walkout",
    EventType.MOBILIZE: "moves or readies forces",
    EventType.COERCE: "represses without killing: arrests, seizes, bans, imposes a curfew",
    EventType.ASSAULT: "uses violence: attacks, bombs, abducts, kills",
    EventType.ASSESS: "a judgement by the writer, an analyst or an official",
}

MODALITIES = {
    Modality.ACTUAL: "happened, is happening, or is done by saying it (a demand, a threat)",
    Modality.PLANNED: "decided, not yet done",
    Modality.PROPOSED: "put forward, not accepted",
    Modality.POSSIBLE: "may, could, is discussed",
    Modality.CONDITIONAL: "holds if something else does",
}

POLARITIES = {
    Polarity.POSITIVE: "the event is told as such",
    Polarity.NEGATIVE: 'it is told not to have happened: "failed to agree", "did not attend"',
}

KINDS = {
    PartyKind.GOVERNMENT: "a state and what acts for it: ministries, delegations, the army",
    PartyKind.PERSON: "someone who acts in person",
    PartyKind.ORGANIZATION: "international and non-governmental organisations, companies, parties",
    PartyKind.ARMED_GROUP: "an armed body that is no state's",
    PartyKind.POPULATION: "civilians, residents, a people",
}

ISSUES = {
    Issue.CEASEFIRE: "a truce, a pause, an end of the fighting",
    Issue.PRISONERS: "prisoners of war, detainees, hostages",
    Issue.REMAINS: "the bodies of the dead",
    Issue.CIVILIANS: "deported or displaced people, children",
    Issue.TERRITORY: "land, borders, control of them",
    Issue.WITHDRAWAL: "troops leaving",
    Issue.SOVEREIGNTY: "neutrality, alliances, recognition, limits on an army",
    Issue.SECURITY_GUARANTEES: "promises of protection",
    Issue.DISARMAMENT: "giving up arms",
    Issue.MONITORING: "observers, verification, peacekeepers",
    Issue.LEADERS_MEETING: "a meeting of those at the top",
    Issue.TALKS: "the holding, format or next round of negotiations",
    Issue.HUMANITARIAN_ACCESS: "ways in for help",
    Issue.AID: "help itself",
    Issue.SANCTIONS: "sanctions and their lifting",
    Issue.RECONSTRUCTION: "rebuilding and who pays",
    Issue.ACCOUNTABILITY: "courts, crimes, amnesty",
    Issue.POWER_SHARING: "who governs",
    Issue.ELECTIONS: "votes",
    Issue.ENERGY: "power plants, gas, attacks on them",
    Issue.SHIPPING: "sea lanes, ports, grain",
    Issue.NUCLEAR: "nuclear arms and plants",
    Issue.OTHER: "another matter",
}

RULES = """\
- Code politics, diplomacy and armed conflict between or within states; no sport, business or culture, however martial
  their words.
- One event for each act that the report asserts, demands, denies, plans or calls possible; one act told twice is one
  event with two quotes.
- A statement is coded as the act that it performs or reports; merely saying something is no CONSULT.
- Whoever says it is an actor where the saying is the act (a demand, a threat, a refusal, an accusation), else a
  source. No source where the report speaks in its own voice, or where the source is an actor.
- Of a mutual act (talks, an agreement) all sides are actors, and there are no recipients.
- A demand or an appeal is REQUEST, actual. An offer not yet taken up is AGREE, proposed; an agreement reached is
  AGREE, actual. Carrying out a release or an exchange of prisoners is RETREAT.
- A meeting that is planned or sought is CONSULT, planned or possible; one that somebody asks for is REQUEST, its
  issue leaders_meeting or talks.
- Refusing is REJECT, its issue what is refused, its recipient whose demand or offer it is. A conditional threat is
  THREATEN or REQUEST, conditional, with its condition.
- An attack with its dead and injured is one ASSAULT; its victims, where they are a group of people, are a recipient
  of kind population. An unknown attacker gives no actor; the blame is an ACCUSE of its own.
- An ASSESS by the writer has no actor; its recipients are those who are judged.
- Soldiers, ministries, capitals and delegations stand for their country; a person who acts in person is named in
  full. Mediators and hosts are actors only of what they do themselves.
- Deadlines are no quantities. Those who are freed are a quantity, not a recipient."""
