"""Loads PortAudio, which may be missing: the program then does everything but sound."""

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import cast

from audiosynth_gui.errors import PlaybackError

_INSTALL_ADVICE = {
    "linux": "Install it with “sudo apt install libportaudio2” (or your system's own package of "
    "that name), then start the program again.",
}
_OTHER_ADVICE = "Install the Python package sounddevice again, then start the program again."


class DeviceList:
    """Who uses PortAudio's one list of devices in this process. Any thread.

    An input is opened and closed in another thread than outputs are, so that only a count tells
    whether the list may be made anew: that cuts off every open stream.
    """

    def __init__(self) -> None:
        """Nobody uses it."""
        self._lock = threading.RLock()
        self._inputs = 0

    @contextmanager
    def opening(self) -> Iterator[None]:
        """Within it, no other thread opens a stream or makes the list anew."""
        with self._lock:
            yield

    @contextmanager
    def free(self) -> Iterator[bool]:
        """Within it, no stream is opened; gives whether no input is open."""
        with self._lock:
            yield self._inputs == 0

    def hold(self) -> None:
        """Count one more open input."""
        with self._lock:
            self._inputs += 1

    def release(self) -> None:
        """Count one less."""
        with self._lock:
            self._inputs -= 1


DEVICE_LIST = DeviceList()
"""PortAudio has one list for the whole process, and so is this."""


def load_portaudio() -> ModuleType:
    """Return the module `sounddevice` with PortAudio started. Any thread.

    It is imported at the first call, because that looks for the library and opens the sound system.

    Raises:
        PlaybackError: PortAudio is missing or does not start; the advice says what to install.
    """
    try:
        import sounddevice
    except (ImportError, OSError) as error:
        raise PlaybackError(
            "Sound cannot be played because PortAudio is not installed.",
            _INSTALL_ADVICE.get(sys.platform, _OTHER_ADVICE),
        ) from error
    except Exception as error:
        # sounddevice starts PortAudio while it is imported; its own error class is then out of
        # reach, because the module that defines it did not load.
        if type(error).__name__ != "PortAudioError":
            raise
        raise PlaybackError(
            "Sound cannot be played because the sound system does not start.",
            "Check that the computer's sound works in other programs, then start this one again.",
        ) from error
    return cast(ModuleType, sounddevice)


@contextmanager
def opening_device(name: str, purpose: str) -> Iterator[ModuleType]:
    """Within it a device is opened, with the `sounddevice` it gives. Any thread.

    Args:
        name: of the device.
        purpose: what it is opened for, as "playing".

    Raises:
        PlaybackError: PortAudio is missing, or the device did not open.
    """
    sounddevice = load_portaudio()
    try:
        yield sounddevice
    except (sounddevice.PortAudioError, ValueError) as error:
        raise PlaybackError(
            f"“{name}” cannot be opened for {purpose}.",
            "Close other programs that may be using it, or choose another device.",
        ) from error


def load_rtmixer() -> ModuleType | None:
    """Return the module `rtmixer`, or None where its compiled part does not load. Any thread."""
    try:
        import rtmixer
    except (ImportError, OSError):
        return None
    return cast(ModuleType, rtmixer)
