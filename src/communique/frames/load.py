"""Reads the frames: one YAML file a PLOVER type, checked against the spec."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import ValidationError

from communique.frames.spec import Frame


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML 1.2's booleans: "on" and "no" are words here."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool"]
    for first, resolvers in Loader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


class FrameError(ValueError):
    """A frame file that cannot be used; the message names the file, the frame and what was wrong."""


def read_frames(text: str, name: str) -> list[Frame]:
    """The frames of one file's text; FrameError names the first that is wrong."""
    try:
        entries = yaml.load(text, Loader=Loader)  # noqa: S506 - a SafeLoader, see above
    except yaml.YAMLError as error:
        raise FrameError(f"{name}: not YAML: {error}") from error
    if not isinstance(entries, list):
        raise FrameError(f"{name}: a list of frames is expected, this is a {type(entries).__name__}")
    frames: list[Frame] = []
    for number, entry in enumerate(entries, 1):
        label = entry.get("id", f"number {number}") if isinstance(entry, dict) else f"number {number}"
        try:
            frames.append(Frame.model_validate(entry))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"])
            raise FrameError(f"{name}: frame {label}: {where}: {first['msg']}") from error
    return frames


@cache
def load_frames() -> tuple[Frame, ...]:
    """All frames of the package, in the order of their files' names; FrameError where two share an id."""
    frames: list[Frame] = []
    for path in sorted(files("communique.frames").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".yml") and path.name != "cues.yml":
            frames += read_frames(path.read_text(encoding="utf8"), Path(path.name).name)
    seen: set[str] = set()
    for frame in frames:
        if frame.id in seen:
            raise FrameError(f"two frames are called {frame.id}")
        seen.add(frame.id)
    return tuple(frames)
