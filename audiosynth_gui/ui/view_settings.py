"""How the musician wants time to be shown and moved through; kept from one start to the next."""

from dataclasses import dataclass

from pydantic import TypeAdapter, ValidationError

from audiosynth_gui.features.tempo import DEFAULT_TEMPO, Tempo
from audiosynth_gui.ui.time_display import TimeForm
from audiosynth_gui.ui.views.following import FollowWay


@dataclass(frozen=True)
class ViewSettings:
    """What the View menu and the time bar offer.

    Attributes:
        form: how times are written.
        tempo: of bars and beats.
        is_snapping: whether what is marked by hand is drawn to beats and zero crossings.
        snaps_to_zero, snaps_to_beats: to which of them.
        is_following, follow_way: whether and how the view goes along with the playhead.
        plays_pre_roll: whether a selection is played with what lies before it.
    """

    form: TimeForm = "minutes"
    tempo: Tempo = DEFAULT_TEMPO
    is_snapping: bool = False
    snaps_to_zero: bool = True
    snaps_to_beats: bool = False
    is_following: bool = True
    follow_way: FollowWay = "pages"
    plays_pre_roll: bool = False

    def to_json(self) -> str:
        """Give a text that `from_json` reads."""
        return _ADAPTER.dump_json(self).decode()

    @classmethod
    def from_json(cls, text: str) -> "ViewSettings":
        """Read them; the defaults where `text` is of another version or damaged."""
        try:
            return _ADAPTER.validate_json(text)
        except ValidationError:
            return cls()


_ADAPTER = TypeAdapter(ViewSettings)
