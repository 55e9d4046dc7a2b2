"""The command `bench`: run the measurements and print each as name, value, unit."""

import argparse
from collections.abc import Callable, Iterator

from audiosynth_gui.cli.benches import (
    ablation,
    arithmetic,
    distance,
    editor,
    findings,
    freezes,
    generation,
    guard,
    health,
    latency,
    likelihood,
    memory,
    planner,
    presets,
    sound,
    streams,
    training,
    walks,
)
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.cli.output import print_json, say
from audiosynth_gui.cli.statuses import DONE
from audiosynth_gui.errors import AudioSynthError

QUICK_BENCHES: dict[str, Callable[[], Iterator[Measurement]]] = {
    "arithmetic": arithmetic.measure,
    "generation": generation.measure,
    "guard": guard.measure,
    "planner": planner.measure,
    "presets": presets.measure,
    "training": training.measure,
}
"""What runs where no bench is named. Each yields a measurement as soon as it has one."""

LONG_BENCHES: dict[str, Callable[[BenchOptions], Iterator[Measurement]]] = {
    "ablation": ablation.measure,
    "distance": distance.measure,
    "editor": editor.measure,
    "findings": findings.measure,
    "freezes": freezes.measure,
    "health": health.measure,
    "latency": latency.measure,
    "likelihood": likelihood.measure,
    "memory": lambda _options: memory.measure(),
    "sound": sound.measure,
    "streams": streams.measure,
    "walks": walks.measure,
}
"""What runs only when it is named, with its options."""


def bench(arguments: argparse.Namespace) -> int:
    """Run the benches asked for, or all quick ones.

    Raises:
        AudioSynthError: there is no bench of a name, or one cannot run here.
    """
    for name in arguments.names:
        if name not in QUICK_BENCHES and name not in LONG_BENCHES:
            known = ", ".join((*QUICK_BENCHES, *LONG_BENCHES))
            raise AudioSynthError(f"There is no bench “{name}”.", f"There is: {known}.")
    options = BenchOptions(
        tuple(arguments.recordings),
        arguments.minutes or BenchOptions.minutes,
        arguments.continuations,
        arguments.seconds,
        arguments.preset,
        arguments.minutes or BenchOptions.sound_minutes,
    )
    for name in arguments.names or QUICK_BENCHES:
        for measurement in _measure(name, options):
            if arguments.json:
                print_json(
                    {
                        "bench": name,
                        "name": measurement.name,
                        "value": measurement.value,
                        "unit": measurement.unit,
                    }
                )
            else:
                say(f"{measurement.name:<44} {measurement.value:>12.4g} {measurement.unit}")
    return DONE


def _measure(name: str, options: BenchOptions) -> Iterator[Measurement]:
    return LONG_BENCHES[name](options) if name in LONG_BENCHES else QUICK_BENCHES[name]()
