"""Where shipped files lie: in a checkout beside the package, in a wheel inside it."""

from pathlib import Path

_PACKAGE_PATH = Path(__file__).resolve().parent


def resources_path() -> Path:
    """The folder of icons, theme and the demo sound's score."""
    return _shipped("resources")


def models_path() -> Path:
    """The folder of the trained models that come with the program, one folder each."""
    return _shipped("models")


def _shipped(name: str) -> Path:
    inside = _PACKAGE_PATH / name
    return inside if inside.is_dir() else _PACKAGE_PATH.parent / name
