"""Loads PortAudio, which may be missing: the program then does everything but sound."""

import sys
from types import ModuleType
from typing import cast

from audiosynth_gui.errors import PlaybackError

_INSTALL_ADVICE = {
    "linux": "Install it with “sudo apt install libportaudio2” (or your system's own package of "
    "that name), then start the program again.",
}
_OTHER_ADVICE = "Install the Python package sounddevice again, then start the program again."


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


def load_rtmixer() -> ModuleType | None:
    """Return the module `rtmixer`, or None where its compiled part does not load. Any thread."""
    try:
        import rtmixer
    except (ImportError, OSError):
        return None
    return cast(ModuleType, rtmixer)
