"""What verbs mean: frames as data, one file a PLOVER type, each with examples that are its tests."""

from communique.frames.cues import Cues, load_cues
from communique.frames.load import FrameError, load_frames, read_frames
from communique.frames.spec import CounterExample, Example, Frame, Predicates, Roles

__all__ = [
    "CounterExample",
    "Cues",
    "Example",
    "Frame",
    "FrameError",
    "Predicates",
    "Roles",
    "load_cues",
    "load_frames",
    "read_frames",
]
