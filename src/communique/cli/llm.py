"""What commands share that ask a language model on a server: options, the key, and what it cost, in one line."""

import os
from collections.abc import Mapping
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from communique.llm import LlmReader, Prices, Tally

KEY = "COMMUNIQUE_LLM_KEY"
"""The variable of the environment that holds the key; it is never an option, which others could see."""


class ReaderChoice(StrEnum):
    """Who reads."""

    BUILT_IN = "built-in"
    LLM = "llm"


Endpoint = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="An OpenAI-compatible server, such as http://127.0.0.1:8000/v1; the reports are sent there."
        f" Its key, where it needs one, is read from {KEY}.",
        show_default=False,
    ),
]
Model = Annotated[str | None, typer.Option(metavar="NAME", help="The model's name there.", show_default=False)]
Timeout = Annotated[
    float, typer.Option(min=0.1, max=3600, metavar="SECONDS", help="How long an answer of the model may take.")
]
PriceIn = Annotated[
    float | None,
    typer.Option(min=0, metavar="PRICE", help="Of a million tokens of question, to show the cost.", show_default=False),
]
PriceOut = Annotated[
    float | None,
    typer.Option(min=0, metavar="PRICE", help="Of a million tokens of answer, to show the cost.", show_default=False),
]
TIMEOUT_SECONDS = 120.0


def llm_reader(endpoint: str | None, model: str | None, timeout_seconds: float) -> "LlmReader":
    """The reader that the options name; BadParameter where they name none."""
    from communique.llm import endpoint_at
    from communique.pipeline.with_llm import load_llm_reader

    if endpoint is None:
        raise typer.BadParameter("name the server to ask", param_hint="'--endpoint'")
    if model is None:
        raise typer.BadParameter("name the model to ask", param_hint="'--model'")
    try:
        found = endpoint_at(endpoint, model, key=os.environ.get(KEY), timeout_seconds=timeout_seconds)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="'--endpoint'") from None
    return load_llm_reader(found)


def prices(price_in: float | None, price_out: float | None) -> "Prices | None":
    """The prices, where both are given; BadParameter where only one is."""
    from communique.llm import Prices

    if (price_in is None) != (price_out is None):
        raise typer.BadParameter("give --price-in and --price-out, or neither", param_hint="'--price-in'")
    return None if price_in is None or price_out is None else Prices(price_in, price_out)


def cost_line(tally: "Tally", known: "Prices | None") -> str:
    """What was asked, what it took, and what was dropped: one line for people."""
    dropped = sum(tally.events.values())
    parts = [
        f"{_many(tally.kept, 'event')} kept, {dropped} dropped{_reasons(tally.events)}",
        f"{_many(sum(tally.slots.values()), 'slot')} dropped{_reasons(tally.slots)}",
        _many(tally.requests, "request"),
        f"{tally.question_tokens:,} + {tally.answer_tokens:,} tokens" + (" or more" if tally.untold else ""),
        f"{tally.seconds:.1f} s",
    ]
    if known is not None:
        parts.append(f"cost {tally.cost(known):.4f}" + (" or more" if tally.untold else ""))
    return "; ".join(parts)


def cost_told(tally: "Tally", known: "Prices | None") -> dict[str, Any]:
    """The same for programs."""
    return {
        "kept": tally.kept,
        "dropped_events": {reason.value: count for reason, count in tally.events.items()},
        "dropped_slots": {reason.value: count for reason, count in tally.slots.items()},
        "requests": tally.requests,
        "question_tokens": tally.question_tokens,
        "answer_tokens": tally.answer_tokens,
        "answers_without_token_counts": tally.untold,
        "seconds": round(tally.seconds, 3),
        "cost": None if known is None else tally.cost(known),
    }


def _reasons(counts: Mapping[Any, int]) -> str:
    listed = "; ".join(f"{reason}: {count}" for reason, count in sorted(counts.items(), key=lambda c: -c[1]))
    return f" ({listed})" if listed else ""


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"
