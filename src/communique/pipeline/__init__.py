"""The whole way: bytes -> Report -> Doc -> events -> threads, each step one function of the stages below."""

from communique.pipeline.keeping import keep_reading, reread
from communique.pipeline.reading import Reader, coder_name, load_reader, read, read_report
from communique.pipeline.reconcile import reconcile

__all__ = ["Reader", "coder_name", "keep_reading", "load_reader", "read", "read_report", "reconcile", "reread"]
