"""The two sets of colours the window is drawn with."""

from dataclasses import dataclass

from PySide6.QtGui import QColor


@dataclass(frozen=True)
class Colours:
    """Every colour of one appearance, as "#rrggbb".

    Attributes:
        window: ground between the panels.
        panel: ground of panels, menus and dialogs.
        raised: ground of buttons and tabs.
        well: ground of what is written or drawn in: fields, lists, waveforms.
        line: borders and separators.
        text, faint_text: writing, and writing of less weight.
        accent, on_accent: the one colour of "this is active", and writing on it.
        recording, recording_body: waveform of a recording, its peaks and its RMS.
        take, take_body: the same for generated sound.
        selection: ground of a marked stretch of time (drawn half transparent).
        loop: what plays over and over.
        playhead: the line where sound is now.
        good, warning, error: state, always together with words.
    """

    window: str
    panel: str
    raised: str
    well: str
    line: str
    text: str
    faint_text: str
    accent: str
    on_accent: str
    recording: str
    recording_body: str
    take: str
    take_body: str
    selection: str
    loop: str
    playhead: str
    good: str
    warning: str
    error: str


DARK = Colours(
    window="#17191c",
    panel="#202327",
    raised="#2c3036",
    well="#121416",
    line="#373c43",
    text="#e4e6e8",
    faint_text="#99a1a9",
    accent="#f0a63c",
    on_accent="#1c1305",
    recording="#3f8fa3",
    recording_body="#83cfe0",
    take="#b3762a",
    take_body="#f5bd6a",
    selection="#5aa7ff",
    loop="#b48cf2",
    playhead="#ffffff",
    good="#5ec48a",
    warning="#f0c14b",
    error="#f07167",
)

LIGHT = Colours(
    window="#dcdee0",
    panel="#f1f2f3",
    raised="#ffffff",
    well="#fcfcfb",
    line="#bfc4c9",
    text="#1e2226",
    faint_text="#5a636b",
    accent="#a85f06",
    on_accent="#ffffff",
    recording="#6fb0c0",
    recording_body="#1d6f85",
    take="#dba45c",
    take_body="#96570a",
    selection="#2f7de0",
    loop="#7a4fc4",
    playhead="#101214",
    good="#1e7f4c",
    warning="#8a6100",
    error="#b3261e",
)


def with_alpha(colour: str, alpha: int) -> QColor:
    """Give `colour` ("#rrggbb") with opacity `alpha` in 0..255."""
    mixed = QColor(colour)
    mixed.setAlpha(alpha)
    return mixed
