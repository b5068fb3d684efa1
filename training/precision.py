"""How exactly training counts: in half precision where the processor does that quickly."""

import torch


def quick() -> torch.autocast:
    """A context in which matrix work is done in bfloat16, where the processor has instructions for it.

    Without them bfloat16 is many times slower than single precision, so it changes nothing there.
    """
    able = torch.cpu._is_avx512_bf16_supported()
    return torch.autocast("cpu", dtype=torch.bfloat16, enabled=able)
