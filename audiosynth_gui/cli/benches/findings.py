"""How reliably planted copies are found, what is found by mistake, and how long it takes."""

import math
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import numpy as np
from scipy.signal import sosfilt

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.conversion import convert_channels, resample
from audiosynth_gui.audio.files import WavSource, write_wav
from audiosynth_gui.cli.benches.held_memory import check_told, held_megabytes
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions, decoded, recording_paths
from audiosynth_gui.cli.benches.unrepeated_sound import write_unrepeated
from audiosynth_gui.features.fingerprints import Fingerprints, fingerprint_blocks
from audiosynth_gui.features.near_duplicates import Heard, NearDuplicate, near_duplicates
from audiosynth_gui.features.silences import find_silences

RATE = 44_100
LENGTHS_SECONDS = (2.5, 5.0, 15.0)
TIMES = 3
"""How often each kind and length is planted in each recording."""

SILENT_DB = -50.0
"""No half second of a copy is quieter."""

COVERED = 0.8
"""Share of a planted copy that has to be found."""

HOURS = (1.0, 10.0)
PLANTED_SECONDS = 10.0
"""What comes again at the end of the long sounds."""

_SHELF_DB = 6.0

Result = TypeVar("Result")


def _shelves(samples: Samples) -> Samples:
    """Bass 6 dB up and treble 6 dB down, about 300 Hz and 3 kHz (first-order shelves)."""
    gain = 10 ** (_SHELF_DB / 20)
    sections = []
    for hertz, low, high in ((300.0, gain, 1.0), (3_000.0, 1.0, 1 / gain)):
        k = math.tan(math.pi * hertz / RATE)
        sections.append([high + low * k, low * k - high, 0.0, 1 + k, k - 1, 0.0])
    filters = np.array(sections)
    filters /= filters[:, 3:4]
    return np.asarray(sosfilt(filters, samples, axis=0), np.float32)


def _noisy(samples: Samples) -> Samples:
    """With white noise 30 dB below it."""
    level = float(np.sqrt(np.mean(np.square(samples)))) * 10 ** (-30 / 20)
    noise = np.random.default_rng(0).standard_normal(samples.shape)
    return (samples + level * noise).astype(np.float32)


CHANGES: dict[str, Callable[[Samples], Samples]] = {
    "as it is": lambda samples: samples,
    "6 dB louder": lambda samples: samples * np.float32(2.0),
    "12 dB quieter": lambda samples: samples * np.float32(0.25),
    "equaliser ±6 dB": _shelves,
    "noise −30 dB": _noisy,
    "upside down": lambda samples: -samples,
}


@dataclass
class _Tally:
    planted: int = 0
    found: int = 0
    mistaken: int = 0
    edge_seconds: float = 0.0


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Plant copies of each recording into the next, search, and count.

    A copy is taken from anywhere and put anywhere, at any frame, in place of what was there.
    A mistake is whatever else is found that the recordings do not hold as they are.

    Raises:
        AudioSynthError: a recording cannot be read, or the system does not tell what a program
            holds.
    """
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        sounds = [_stereo(decoded(path, place)) for path in recording_paths(options, place)]
        own = 0
        known: list[tuple[NearDuplicate, ...]] = []
        for sound in sounds:
            known.append(_searched([_heard(place, "a", sound)]))
            own += len(known[-1])
        yield Measurement("repeats that the recordings hold", own, "stretches")
        for name, change in CHANGES.items():
            tally = _Tally()
            generator = np.random.default_rng(1)
            for index, sound in enumerate(sounds):
                host = (index + 1) % len(sounds)
                for seconds in LENGTHS_SECONDS * TIMES:
                    _plant(
                        tally, place, sound, sounds[host], known[host], change, seconds, generator
                    )
            yield Measurement(f"found: {name}", tally.found, f"of {tally.planted}")
            yield Measurement(f"mistakes beside: {name}", tally.mistaken, f"of {tally.planted}")
            edge = 1000 * tally.edge_seconds / max(1, 2 * tally.found)
            yield Measurement(f"edges off by: {name}", edge, "ms")
        for hours in HOURS:
            yield from _long(place, hours)


def _plant(
    tally: _Tally,
    place: Path,
    sound: Samples,
    host: Samples,
    known: tuple[NearDuplicate, ...],
    change: Callable[[Samples], Samples],
    seconds: float,
    generator: np.random.Generator,
) -> None:
    frames = round(seconds * RATE)
    if frames > min(len(sound), len(host)) or sound is host:
        return
    start = int(generator.integers(len(sound) - frames + 1))
    at = int(generator.integers(len(host) - frames + 1))
    copied = sound[start : start + frames]
    if _quietest_db(copied) < SILENT_DB:
        return  # silence is not music that comes twice
    planted = host.copy()
    planted[at : at + frames] = change(copied)
    found = _searched([_heard(place, "a", sound), _heard(place, "b", planted)])
    tally.planted += 1
    hits = [
        one
        for one in found
        if one.like_name == "a"
        and abs(one.start_seconds - one.like_start_seconds - (at - start) / RATE) < 0.01
    ]
    covered = sum(_overlap(one, at, at + frames) for one in hits)
    if covered >= COVERED * seconds:
        tally.found += 1
        tally.edge_seconds += abs(min(one.start_seconds for one in hits) - at / RATE)
        tally.edge_seconds += abs(max(one.stop_seconds for one in hits) - (at + frames) / RATE)
    for one in found:
        of_host = any(
            _overlap(one, round(old.start_seconds * RATE), round(old.stop_seconds * RATE)) > 0
            for old in known
        )
        tally.mistaken += one not in hits and not of_host


def _long(place: Path, hours: float) -> Iterator[Measurement]:
    """Hours of sound that never comes back, but for one copy at the end. Linux only."""
    check_told()
    path = place / "long.wav"
    write_unrepeated(path, RATE, hours * 3600, PLANTED_SECONDS)
    title = f"{hours:g} hours" if hours != 1 else "1 hour"
    started = time.perf_counter()
    with WavSource(path) as source:
        silences = _run(find_silences(source))
    yield Measurement(f"{title}: silences", time.perf_counter() - started, "s")
    yield Measurement(f"{title}: silences found", len(silences), "stretches")
    started = time.perf_counter()
    heard = Heard("a", lambda: WavSource(path), _fingerprints(path))
    yield Measurement(f"{title}: fingerprints", time.perf_counter() - started, "s")
    started = time.perf_counter()
    held = [held_megabytes()]
    found = _run(near_duplicates([heard]), lambda: held.append(held_megabytes()))
    yield Measurement(f"{title}: comparison", time.perf_counter() - started, "s")
    yield Measurement(f"{title}: comparison adds", max(held) - held[0], "MB")
    yield Measurement(f"{title}: repeats found", len(found), "stretches, 1 planted")
    path.unlink()


def _stereo(sound: AudioBuffer) -> Samples:
    return convert_channels(resample(sound.samples, sound.sample_rate, RATE), 2)


def _heard(place: Path, name: str, samples: Samples) -> Heard:
    path = place / f"{name}.wav"
    write_wav(path, AudioBuffer(samples, RATE), "float32")
    return Heard(name, lambda: WavSource(path), _fingerprints(path))


def _fingerprints(path: Path) -> Fingerprints:
    with WavSource(path) as source:
        return np.concatenate([part for part, _ in fingerprint_blocks(source)])


def _searched(heard: list[Heard]) -> tuple[NearDuplicate, ...]:
    return _run(near_duplicates(heard))


def _quietest_db(samples: Samples) -> float:
    halves = np.array_split(np.square(samples), max(1, round(2 * len(samples) / RATE)))
    return float(10 * np.log10(max(1e-12, min(np.mean(half) for half in halves))))


def _overlap(found: NearDuplicate, start_frame: int, stop_frame: int) -> float:
    """Seconds of a stretch of frames that were found."""
    shared = min(found.stop_seconds, stop_frame / RATE) - max(
        found.start_seconds, start_frame / RATE
    )
    return max(0.0, shared)


def _run(steps: Generator[float, None, Result], look: Callable[[], None] = lambda: None) -> Result:
    """Give what the steps end with; `look` is called after each."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: Result = end.value
            return result
        look()
