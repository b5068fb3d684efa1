"""Doc -> events: one module a slot, `coder` lists the steps."""

from communique.coding.coder import code_report
from communique.coding.scene import Scene

__all__ = ["Scene", "code_report"]
