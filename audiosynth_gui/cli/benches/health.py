"""How reliably collapses are found, and how often healthy music is taken for one."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from audiosynth_gui.audio.buffer import AudioBuffer
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions, decoded, recording_paths
from audiosynth_gui.evaluation.collapses import COLLAPSES
from audiosynth_gui.evaluation.health import Collapse, Health

SHORTEST_SECONDS = 8.0
"""Of a part to learn or to judge; what is shorter says little about music."""

COLLAPSE_AT_SECONDS = 5.0
LONGEST_COLLAPSE_SECONDS = 20.0
"""The longest ramp needs as long to be heard whole."""


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Yield false alarms on parts of the recordings, and how many injected collapses are found.

    Every part is judged by another part of the same recording: half by half, and the last fifth by
    the rest. A collapse is not counted where its kind was seen before it was injected.
    """
    alarms: Counter[str] = Counter()
    found: Counter[str] = Counter()
    injected: Counter[str] = Counter()
    parts = 0
    with tempfile.TemporaryDirectory() as place:
        for path in recording_paths(options, Path(place)):
            for health, part in _parts(decoded(path, Path(place))):
                parts += 1
                clean = {verdict.collapse for verdict in health.judge(part)}
                alarms.update(clean)
                if part.duration_seconds < COLLAPSE_AT_SECONDS + LONGEST_COLLAPSE_SECONDS - 3:
                    continue
                for name, is_found in _findings(health, part, clean):
                    injected[name] += 1
                    found[name] += is_found
    for name in COLLAPSES:
        yield Measurement(f"found: {name}", found[name], f"of {injected[name]}")
    for collapse in get_args(Collapse):
        yield Measurement(f"false alarms: {collapse}", alarms[collapse], f"of {parts}")


def _parts(sound: AudioBuffer) -> Iterator[tuple[Health, AudioBuffer]]:
    """A judge that has learnt one part, and the part that it is to judge."""
    half, fifth = sound.frames // 2, sound.frames * 4 // 5
    end = sound.frames
    for learnt, judged in (
        ((0, half), (half, end)),
        ((half, end), (0, half)),
        ((0, fifth), (fifth, end)),
    ):
        parts = [
            AudioBuffer(sound.samples[slice(*part)], sound.sample_rate) for part in (learnt, judged)
        ]
        if min(part.duration_seconds for part in parts) >= SHORTEST_SECONDS:
            yield Health(parts[0]), parts[1]


def _findings(
    health: Health, part: AudioBuffer, clean: set[Collapse]
) -> Iterator[tuple[str, bool]]:
    at_frame = round(COLLAPSE_AT_SECONDS * part.sample_rate)
    for name, (collapse, inject) in COLLAPSES.items():
        if collapse not in clean:
            verdicts = health.judge(inject(part, at_frame))
            yield name, any(verdict.collapse == collapse for verdict in verdicts)
