"""How a measurement is told to the bench that asked for it."""

import json


def tell(name: str, value: float, unit: str) -> None:
    """Print a measurement, as a line that `cli.benches.window_process` reads."""
    print(json.dumps({"name": name, "value": value, "unit": unit}), flush=True)
