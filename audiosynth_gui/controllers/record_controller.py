"""Recording: listening to an input, level, count-in, and recordings that come into the project."""

import time
from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from audiosynth_gui.controllers.background import BackgroundTask
from audiosynth_gui.controllers.count_in import CountIn
from audiosynth_gui.controllers.message import Message
from audiosynth_gui.controllers.play_thread import OpenOutput
from audiosynth_gui.controllers.record_news import RecordNews, RecordState
from audiosynth_gui.controllers.record_session import RecordOrder, RecordSession
from audiosynth_gui.errors import AudioSynthError
from audiosynth_gui.playback.devices import InputDevice, OutputDevice
from audiosynth_gui.playback.input import Input, OpenInput
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.storage import ProjectFolder

POLL_MILLISECONDS = 33
LITTLE_ROOM_SECONDS = 600.0


class RecordController(QObject):
    """Listens to one input at a time. GUI thread; the sound is read in a thread of its own.

    Attributes:
        state: "idle", "armed" (it listens, and shows the level), "counting in", "recording" or
            "keeping" (a checksum is made of what was recorded).
        sample_rate, channels: of what is heard; 0 while idle.
        recorded_seconds: length of the recording so far, or of the last one.
        overflows: how often sound was lost since listening began.
        seconds_left: how long the disk lasts; None while idle.
        beat: beat of the bar that is counted, from 1; 0 while nothing is counted.
        problem: why nothing can be heard, in words, or empty; told here and not as a message, as
            it stands until something is done about it.
        is_monitoring: whether the input is heard.

    Signals:
        state_changed(): state or problem is another.
        progressed(): recorded_seconds, overflows, seconds_left or beat may be others.
        level_measured(tuple[float, ...], float): peaks of each channel, and seconds since before.
        recording_begun(int, int): a recording begins: sample rate and channels.
        blocks_recorded(list[Samples]): what it has grown by (at most 30 times a second).
        recording_kept(Recording): it is in the project and saved.
        told(Message): something the musician should read.
    """

    state_changed = Signal()
    progressed = Signal()
    level_measured = Signal(object, float)
    recording_begun = Signal(int, int)
    blocks_recorded = Signal(object)
    recording_kept = Signal(object)
    told = Signal(object)

    def __init__(
        self, open_input: OpenInput, open_output: OpenOutput, parent: QObject | None = None
    ) -> None:
        """Listen to nothing yet."""
        super().__init__(parent)
        self._open_input = open_input
        self._open_output = open_output
        self.state: RecordState = "idle"
        self.sample_rate = self.channels = 0
        self.recorded_seconds = 0.0
        self.overflows = 0
        self.seconds_left: float | None = None
        self.beat = 0
        self.problem = ""
        self.is_monitoring = False
        self._session: RecordSession | None = None
        self._task: BackgroundTask | None = None
        self._next_order: RecordOrder | None = None
        self._polled_at = 0.0
        self._was_room_told = False
        self._recording_number = 0
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MILLISECONDS)
        self._timer.timeout.connect(self._poll)

    def arm(
        self,
        folder: ProjectFolder,
        device: InputDevice | None,
        channels: Sequence[int],
        output: OutputDevice | None = None,
    ) -> None:
        """Listen to a device, in place of the one before; a recording that runs is kept first.

        Args:
            folder: where recordings go.
            device: None is the system's default.
            channels: of the device, counted from 1.
            output: where clicks and monitoring sound; None is the system's default.
        """
        self._next_order = RecordOrder(folder, device, tuple(channels), output)
        if self._session is not None:
            self._session.end()
        else:
            self._begin_session()

    def disarm(self) -> None:
        """Keep what is recorded and listen no more. Returns at once."""
        self._next_order = None
        if self._session is not None:
            self._session.end()

    def record(self, count_in: CountIn) -> None:
        """Begin a recording, after the count-in; nothing happens unless it is armed."""
        if self._session is not None and self.state == "armed":
            self._session.record(count_in)

    def stop(self) -> None:
        """End the recording, which is kept, or the count-in."""
        if self._session is not None:
            self._session.stop()

    def set_monitoring(self, is_on: bool) -> None:
        """Let the input be heard, or not."""
        self.is_monitoring = is_on
        if self._session is not None:
            self._session.set_monitoring(is_on)

    def is_busy(self) -> bool:
        """Whether something is recorded that is not in the project yet."""
        return self.state in ("counting in", "recording", "keeping")

    def close(self) -> None:
        """Keep what is recorded, and end the thread. Blocks."""
        self.disarm()
        self._timer.stop()
        if self._task is not None:
            self._task.wait()

    def _begin_session(self) -> None:
        order, self._next_order = self._next_order, None
        if order is None:
            return
        session = RecordSession(order, self._open_input, self._open_output)
        session.set_monitoring(self.is_monitoring)

        def work(task: BackgroundTask) -> None:
            session.run(task.report, task.report, task.report)

        task = BackgroundTask(work, self)
        task.reported.connect(self._take_report)
        task.failed.connect(self._fail)
        task.finished.connect(self._end)
        self._session, self._task, self._recording_number = session, task, 0
        self.problem, self._was_room_told = "", False
        task.start(BackgroundTask.Priority.HighPriority)

    def _take_report(self, report: object) -> None:
        if isinstance(report, Recording):
            self._poll()  # what it grew by last
            self.recording_kept.emit(report)
        elif isinstance(report, AudioSynthError):
            self.told.emit(Message.from_error(report))
        else:
            self._follow(report)  # type: ignore[arg-type]  # the third thing a session tells

    def _follow(self, source: Input) -> None:
        """Show the level of what is heard from now on."""
        self.sample_rate, self.channels = source.sample_rate, source.channels
        self._polled_at = time.monotonic()
        self._timer.start()
        self._set_state("armed")

    def _poll(self) -> None:
        if self._session is None or self.state == "idle":
            return
        news = self._session.news()
        if news.recording_number != self._recording_number:
            self._recording_number = news.recording_number
            self.recording_begun.emit(self.sample_rate, self.channels)
        if news.blocks:
            self.blocks_recorded.emit(list(news.blocks))
        self._show(news)
        self._set_state(news.state)

    def _show(self, news: RecordNews) -> None:
        now = time.monotonic()
        if news.peaks:
            self.level_measured.emit(news.peaks, now - self._polled_at)
            self._polled_at = now
        if news.state in ("recording", "keeping"):
            self.recorded_seconds = news.recorded_frames / self.sample_rate
        self.overflows, self.seconds_left, self.beat = news.overflows, news.seconds_left, news.beat
        self.progressed.emit()
        is_little = news.seconds_left is not None and news.seconds_left < LITTLE_ROOM_SECONDS
        if is_little and not self._was_room_told:
            self._was_room_told = True
            text = self.tr("The disk has room for {0} more minutes of recording.")
            minutes = round((news.seconds_left or 0.0) / 60.0)
            self.told.emit(Message("warning", text.format(minutes)))

    def _fail(self, message: Message) -> None:
        self.problem = f"{message.text} {message.advice}".strip()
        if self.sample_rate:  # it was heard before
            self.told.emit(message)

    def _end(self) -> None:
        task, self._task, self._session = self._task, None, None
        if task is not None:
            task.dispose()
        self._timer.stop()
        self.level_measured.emit((0.0,), 60.0)
        self.sample_rate = self.channels = 0
        self.seconds_left, self.beat = None, 0
        self._set_state("idle", always=True)
        self._begin_session()

    def _set_state(self, state: RecordState, always: bool = False) -> None:
        if always or state != self.state:
            self.state = state
            self.state_changed.emit()
