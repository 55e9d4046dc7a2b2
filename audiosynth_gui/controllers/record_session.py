"""One stretch of listening to an input: level, count-in, monitoring and recordings.

It runs in a thread of its own, not in the sound card's: the input's ring buffer lies between the
two and is filled by compiled code.
"""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.controllers.count_in import CountIn, CountInClicks
from audiosynth_gui.controllers.monitor import Monitor
from audiosynth_gui.controllers.play_thread import OpenOutput
from audiosynth_gui.controllers.record_news import RecordNews, RecordNotes
from audiosynth_gui.errors import AudioSynthError, PlaybackError
from audiosynth_gui.playback.devices import InputDevice, OutputDevice
from audiosynth_gui.playback.input import Input, OpenInput
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.recorder import RecordingWriter, byte_rate_of, seconds_left
from audiosynth_gui.project.storage import ProjectFolder

POLL_SECONDS = 0.004

Kept = Callable[[Recording], None]
Failed = Callable[[AudioSynthError], None]


@dataclass(frozen=True)
class RecordOrder:
    """What to listen to, and where recordings go.

    Attributes:
        folder: the project.
        device: what to record from, None for the system's default.
        channels: of the device, counted from 1.
        output: where clicks and monitoring sound, None for the system's default.
    """

    folder: ProjectFolder
    device: InputDevice | None
    channels: Sequence[int]
    output: OutputDevice | None


class RecordSession:
    """Listens from `run` until `end`; the other methods may be called by any thread."""

    def __init__(self, order: RecordOrder, open_input: OpenInput, open_output: OpenOutput) -> None:
        """Be ready for `run`."""
        self._order = order
        self._open_input = open_input
        self._open_output = open_output
        self._notes = RecordNotes()
        self._lock = threading.Lock()  # guards what follows up to the empty line
        self._wanted_count_in: CountIn | None = None
        self._is_stop_wanted = False
        self._is_end_wanted = False
        self._is_monitoring = False

        self._writer: RecordingWriter | None = None
        self._monitor = Monitor(open_output, order.output)
        self._clicks: CountInClicks | None = None

    def record(self, count_in: CountIn) -> None:
        """Begin a recording, after the count-in."""
        with self._lock:
            self._wanted_count_in = count_in

    def stop(self) -> None:
        """End the recording or the count-in; what was recorded is kept."""
        with self._lock:
            self._is_stop_wanted = True

    def end(self) -> None:
        """Keep what there is and listen no more."""
        with self._lock:
            self._is_end_wanted = True

    def set_monitoring(self, is_on: bool) -> None:
        """Let the input be heard, or not."""
        with self._lock:
            self._is_monitoring = is_on

    def news(self) -> RecordNews:
        """Tell what happened since the last call."""
        return self._notes.collect()

    def run(self, opened: Callable[[Input], None], kept: Kept, failed: Failed) -> None:
        """Listen until `end`, or until the device is gone. Blocks; called once, in a thread.

        Args:
            opened: called when the device gives sound.
            kept: called with every recording that was kept.
            failed: called with what went wrong with one; listening goes on.

        Raises:
            PlaybackError: the device does not open, or is gone; what was recorded is kept.
        """
        source = self._open_input(self._order.device, self._order.channels, None)
        try:
            self._look_at_disk(source)
            opened(source)
            while self._listen(source, kept, failed):
                time.sleep(POLL_SECONDS)
        finally:
            try:
                self._keep(kept, failed)
            finally:
                self._monitor.close()
                source.close()
        if source.problem is not None:
            raise PlaybackError(source.problem)

    def _look_at_disk(self, source: Input) -> None:
        byte_rate = byte_rate_of(source.sample_rate, source.channels)
        self._notes.leave_room(seconds_left(self._order.folder, byte_rate))

    def _listen(self, source: Input, kept: Kept, failed: Failed) -> bool:
        """Pass on what was heard; give whether to go on."""
        samples = source.read()
        self._notes.hear(samples, source.overflows)
        if self._is_monitoring:
            self._monitor.hear(samples, source.sample_rate)
        else:
            self._monitor.close()
        try:
            if self._notes.state == "recording":
                self._write(samples)
            elif self._clicks is not None:
                self._count(self._clicks, source)
        except AudioSynthError as error:
            self._keep(kept, failed)
            failed(error)
        with self._lock:
            count_in, self._wanted_count_in = self._wanted_count_in, None
            is_stop_wanted, self._is_stop_wanted = self._is_stop_wanted, False
            is_end_wanted = self._is_end_wanted
        if is_stop_wanted or is_end_wanted:
            self._keep(kept, failed)
        elif count_in is not None and self._notes.state == "armed":
            try:
                self._start(count_in, source)
            except AudioSynthError as error:
                failed(error)
        return not is_end_wanted and source.problem is None

    def _start(self, count_in: CountIn, source: Input) -> None:
        self._order.folder.require_writable()
        if count_in.bars == 0:
            self._begin(source)
            return
        self._clicks = CountInClicks(self._open_output, self._order.output, count_in)
        self._notes.enter("counting in")

    def _count(self, clicks: CountInClicks, source: Input) -> None:
        self._notes.count(clicks.beat)
        if clicks.is_over:
            self._begin(source)

    def _begin(self, source: Input) -> None:
        self._end_clicks()
        self._notes.enter("armed")
        self._writer = RecordingWriter(
            self._order.folder, source.sample_rate, source.channels, source.name
        )
        self._notes.leave_room(self._writer.seconds_left)
        self._notes.begin_recording()

    def _write(self, samples: Samples) -> None:
        if self._writer is None or not len(samples):
            return
        self._writer.write(samples)
        self._notes.grow(samples, self._writer.frames)
        self._notes.leave_room(self._writer.seconds_left)

    def _keep(self, kept: Kept, failed: Failed) -> None:
        """End what is recorded or counted in."""
        self._end_clicks()
        writer, self._writer = self._writer, None
        if writer is not None:
            self._notes.enter("keeping")
            try:
                kept(writer.keep())
            except AudioSynthError as error:
                failed(error)
        self._notes.enter("armed")

    def _end_clicks(self) -> None:
        if self._clicks is not None:
            self._clicks.close()
            self._clicks = None
        self._notes.count(0)
