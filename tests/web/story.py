"""A record of invented reports with ready events: talks, a swap, an attack with two tolls, a position that moves."""

from tests.making import FRONT, NORTH, SOUTH, on, reading, report

from communique.pipeline.keeping import keep_reading
from communique.record import Process, Reading
from communique.store import Store
from communique.store.processes import put_process

HARBOUR = Process(name="harbour", parties=("NOR", "SWE"), mediators=("FIN",))
_KIEL = {"name": "Kiel", "country": "DEU", "lat": 54.32, "lon": 10.12}
_PORT = {"name": "Stavern", "country": "NOR", "lat": 59.0, "lon": 10.03}
HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
"""What a report must never be able to do: it is shown as text."""


def readings() -> list[Reading]:
    """The reports of the story, each with its events."""
    first = report(
        "Norland demanded that Southland leave the strait. Southland refused to leave the strait. "
        "The two sides will meet in Kiel on 9 March. Envoys agreed to swap 40 prisoners.",
        day="2026-03-02",
        name="one.txt",
    )
    second = report(
        f"An attack at Stavern killed 8 people, Norland said. Southland denied that it attacked Stavern. {HOSTILE} "
        "Norland and Southland freed 25 prisoners on Thursday.",
        day="2026-03-06",
        publisher="Sound Gazette",
        name="two.txt",
    )
    third = report(
        "The toll of the attack at Stavern rose to 9, a Norland official said. The two sides met in Kiel on Monday. "
        "Southland offered to leave the strait. The Harbour Front threatened to block the port.",
        day="2026-03-10",
        publisher="Belt Post",
        name="three.txt",
    )
    both = {"actors": (NORTH, SOUTH)}
    swap = {**both, "issue": "prisoners"}
    return [
        reading(
            first,
            (
                "Norland demanded that Southland leave",
                "REQUEST",
                {"actors": (NORTH,), "recipients": (SOUTH,), "issue": "withdrawal"},
            ),
            (
                "Southland refused to leave",
                "REJECT",
                {"actors": (SOUTH,), "recipients": (NORTH,), "issue": "withdrawal"},
            ),
            (
                "will meet in Kiel on 9 March",
                "CONSULT",
                {**both, "modality": "planned", "time": on("2026-03-09"), "place": _KIEL, "issue": "talks"},
            ),
            (
                "agreed to swap 40 prisoners",
                "AGREE",
                {**swap, "quantities": ({"value": 40, "what": "prisoners"},), "time": on("2026-03-01")},
            ),
        ),
        reading(
            second,
            (
                "An attack at Stavern killed 8 people",
                "ASSAULT",
                {
                    "actors": (SOUTH,),
                    "recipients": (NORTH,),
                    "mode": "drone",
                    "place": _PORT,
                    "time": on("2026-03-05"),
                    "casualties": {"killed": {"low": 8, "high": 8}},
                    "attribution": ({"name": "Norland", "kind": "government", "country": "NOR"},),
                },
            ),
            (
                "Southland denied that it attacked Stavern",
                "ASSAULT",
                {
                    "actors": (SOUTH,),
                    "polarity": "negative",
                    "place": _PORT,
                    "time": on("2026-03-05"),
                    "attribution": ({"name": "Southland", "kind": "government", "country": "SWE"},),
                },
            ),
            (
                "freed 25 prisoners on Thursday",
                "RETREAT",
                {
                    **swap,
                    "mode": "release",
                    "quantities": ({"value": 25, "what": "prisoners"},),
                    "time": on("2026-03-05"),
                },
            ),
        ),
        reading(
            third,
            (
                "The toll of the attack at Stavern rose to 9",
                "ASSAULT",
                {
                    "recipients": (NORTH,),
                    "place": _PORT,
                    "time": on("2026-03-05"),
                    "casualties": {"killed": {"low": 9, "high": 9}},
                },
            ),
            ("met in Kiel on Monday", "CONSULT", {**both, "time": on("2026-03-09"), "place": _KIEL, "issue": "talks"}),
            (
                "Southland offered to leave the strait",
                "RETREAT",
                {
                    "actors": (SOUTH,),
                    "recipients": (NORTH,),
                    "modality": "proposed",
                    "issue": "withdrawal",
                    "confidence": 0.4,
                },
            ),
            ("The Harbour Front threatened to block", "THREATEN", {"actors": (FRONT,), "issue": "shipping"}),
        ),
    ]


def tell(store: Store) -> None:
    """Keeps the story in a record, with its process."""
    for one in readings():
        with store.writing() as connection:
            keep_reading(connection, one, coder="test", extractor="test", raw=one.report.text.encode())
    with store.writing() as connection:
        put_process(connection, HARBOUR)
