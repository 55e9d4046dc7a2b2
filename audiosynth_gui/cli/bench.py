"""The command `bench`: run the measurements and print each as name, value, unit."""

import argparse
from collections.abc import Callable, Iterator

from audiosynth_gui.cli.benches import arithmetic, generation, training
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.output import print_json, say
from audiosynth_gui.cli.statuses import DONE
from audiosynth_gui.errors import AudioSynthError

Bench = Callable[[], Iterator[Measurement]]

BENCHES: dict[str, Bench] = {
    "arithmetic": arithmetic.measure,
    "generation": generation.measure,
    "training": training.measure,
}
"""Every bench by the name it is asked for with. Each yields a measurement as soon as it has one."""


def bench(arguments: argparse.Namespace) -> int:
    """Run the benches asked for, or all.

    Raises:
        AudioSynthError: there is no bench of a name, or one cannot run here.
    """
    for name in arguments.names:
        if name not in BENCHES:
            raise AudioSynthError(
                f"There is no bench “{name}”.", f"There is: {', '.join(BENCHES)}."
            )
    for name in arguments.names or BENCHES:
        for measurement in BENCHES[name]():
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
