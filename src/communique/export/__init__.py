"""The record in the formats of others: one module a format; `writers` lists them."""

from communique.export.entry import ExportEntry
from communique.export.loss import LossReport

__all__ = ["ExportEntry", "LossReport"]
