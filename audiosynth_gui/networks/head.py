"""The last layers of every network: from a hidden vector to a chain of softmaxes."""

import torch
from torch import Tensor, nn

EMBEDDED_CODES = 256
EMBEDDING_UNITS = 4
CODE_UNITS = 8
"""Numbers by which a later stage of the chain is told what an earlier one chose."""

VALUE_UNITS = EMBEDDING_UNITS + 1
"""A value enters as a look-up and as itself: a look-up wants codes, a linear layer values."""

LOWER_STREAMS = 6
"""A stream is told the values of this many streams made just before it in the same step."""

LINEAR_GAIN = 4.0
"""Linear values are mostly small; this brings them nearer to the size of the look-ups."""

_LOG_MU = 5.545177444479562  # ln(256)


def expand(companded: Tensor) -> Tensor:
    """Undo the µ-law on a tensor: see `features.quantization.expand`."""
    return torch.sign(companded) * torch.expm1(companded.abs() * _LOG_MU) / 255.0


def compand(linear: Tensor) -> Tensor:
    """Apply the µ-law to a tensor in ±1: see `features.quantization.compand`."""
    return torch.sign(linear) * torch.log1p(255.0 * linear.abs()) / _LOG_MU


def split_code(codes: Tensor, stage_bits: tuple[int, ...]) -> list[Tensor]:
    """Split whole codes (int64) into one code a stage, coarsest bits first."""
    parts, shift = [], sum(stage_bits)
    for bits in stage_bits:
        shift -= bits
        parts.append((codes >> shift) & ((1 << bits) - 1))
    return parts


class ValueEncoder(nn.Module):
    """Values as vectors: a learnt look-up beside the linear value."""

    def __init__(self) -> None:
        super().__init__()
        self.embedding = nn.Embedding(EMBEDDED_CODES, EMBEDDING_UNITS)
        if not self.embedding.weight.is_meta:  # else only the shape is wanted
            with torch.no_grad():
                self.embedding.weight.copy_(_smooth_look_ups())

    def forward(self, companded: Tensor) -> Tensor:
        """Map companded values (…) in ±1 to vectors (…, VALUE_UNITS)."""
        half = EMBEDDED_CODES // 2
        codes = ((companded + 1.0) * half).long().clamp(0, EMBEDDED_CODES - 1)
        linear = LINEAR_GAIN * expand(companded)[..., None]
        return torch.cat([self.embedding(codes), linear], dim=-1)


def _smooth_look_ups() -> Tensor:
    """Look-ups to begin with: waves over the companded scale, so that neighbours are alike."""
    companded = (torch.arange(EMBEDDED_CODES) + 0.5) / (EMBEDDED_CODES / 2) - 1.0
    angle = 2.0 * torch.pi * companded
    waves = [companded, companded.abs(), angle.sin(), angle.cos()]
    return torch.stack(waves, dim=1)


class LowerStreams(nn.Module):
    """What the streams just made in this step tell the next one."""

    def __init__(self, streams: int, units: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(streams, LOWER_STREAMS * VALUE_UNITS, units))
        nn.init.uniform_(self.weight, -0.1, 0.1)

    def forward(self, vectors: Tensor) -> Tensor:
        """Map encoded values (S, N, VALUE_UNITS) to (S, N, units)."""
        streams, count, _ = vectors.shape
        padded = torch.cat([vectors.new_zeros(LOWER_STREAMS, count, VALUE_UNITS), vectors[:-1]])
        told = padded.unfold(0, LOWER_STREAMS, 1).permute(0, 1, 3, 2).reshape(streams, count, -1)
        return told @ self.weight


class SoftmaxChain(nn.Module):
    """One softmax a stage for every stream, each told what the earlier stages chose."""

    def __init__(self, streams: int, units: int, stage_bits: tuple[int, ...]) -> None:
        super().__init__()
        self.stage_bits = stage_bits
        self.weights = nn.ParameterList()
        self.biases = nn.ParameterList()
        self.codes = nn.ParameterList()
        self.told = nn.ParameterList()
        for stage, bits in enumerate(stage_bits):
            self.weights.append(nn.Parameter(torch.empty(streams, units, 1 << bits)))
            if not self.weights[-1].is_meta:  # else only the shape is wanted
                with torch.no_grad():
                    self.weights[-1].copy_(_smooth_rows(units, 1 << bits))
            self.biases.append(nn.Parameter(torch.zeros(streams, 1 << bits)))
            for earlier in range(stage):
                rows = nn.init.normal_(torch.empty(1 << stage_bits[earlier], CODE_UNITS))
                self.codes.append(nn.Parameter(rows))
                told = nn.init.normal_(torch.empty(streams, CODE_UNITS, units), std=0.1)
                self.told.append(nn.Parameter(told))

    def forward(self, hidden: Tensor, codes: Tensor) -> list[Tensor]:
        """Return the logits of every stage.

        Args:
            hidden: (B, T, S, units).
            codes: the true codes (B, T, S), int64.

        Returns:
            One tensor (B, T, S, 2 ** bits) a stage.
        """
        batch, steps, streams, units = hidden.shape
        by_stream = hidden.permute(2, 0, 1, 3).reshape(streams, batch * steps, units)
        parts = [part.reshape(-1, streams).T for part in split_code(codes, self.stage_bits)]
        logits, told = [], iter(zip(self.codes, self.told, strict=True))
        for stage, weight in enumerate(self.weights):
            seen = by_stream
            if stage:
                for earlier in range(stage):
                    rows, matrix = next(told)
                    looked_up = nn.functional.embedding(parts[earlier], rows)
                    seen = torch.baddbmm(seen, looked_up, matrix)
                seen = torch.relu(seen)
            made = torch.baddbmm(self.biases[stage][:, None], seen, weight)
            logits.append(made.view(streams, batch, steps, -1).permute(1, 2, 0, 3))
        return logits


def _smooth_rows(units: int, codes: int) -> Tensor:
    """Output weights to begin with: smooth over the codes, so that neighbours learn together.

    Measured on a toy: 4.0 bits after 600 steps where independent weights have 4.5.
    """
    waves = torch.arange(1, min(24, codes) + 1)
    angles = torch.pi * waves[:, None] * (torch.arange(codes) + 0.5) / codes
    sizes = 1.5 * units**-0.5 * waves**-0.5
    made: Tensor = (torch.randn(units, len(waves)) * sizes) @ angles.cos()
    return made
