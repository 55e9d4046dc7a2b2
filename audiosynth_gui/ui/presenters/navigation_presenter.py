"""Joins the view settings, the time bar and the transport to the views of recording and take."""

import time
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.snapping import (
    HeardBeats,
    InTurn,
    Snapper,
    TempoBeats,
    ZeroCrossings,
)
from audiosynth_gui.controllers.taps import Taps
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.features.tempo import Tempo
from audiosynth_gui.ui.panels.time_bar import TimeBar
from audiosynth_gui.ui.panels.transport import Transport
from audiosynth_gui.ui.presenters.heard_tempo import HeardTempo
from audiosynth_gui.ui.presenters.play_presenter import PlayPresenter
from audiosynth_gui.ui.time_display import TimeDisplay
from audiosynth_gui.ui.view_settings import ViewSettings
from audiosynth_gui.ui.views.sound_view import SoundView
from audiosynth_gui.ui.views.timeline import Timeline
from audiosynth_gui.ui.window_state import WindowState


class NavigationPresenter(QObject):
    """Moves and marks in the view touched last, and shows its times. GUI thread.

    Attributes:
        settings: how time is shown and moved through; change it with `change`.

    Signals:
        settings_changed(): settings are others.
        told(Message): no tempo can be heard.
    """

    settings_changed = Signal()
    told = Signal(object)

    def __init__(
        self,
        recording_view: SoundView,
        take_view: SoundView,
        time_bar: TimeBar,
        transport: Transport,
        playing: PlayPresenter,
        controllers: Controllers,
        state: WindowState,
    ) -> None:
        """Connect them, with the settings of the last time."""
        super().__init__(recording_view)
        self._views = (recording_view, take_view)
        self._time_bar = time_bar
        self._transport = transport
        self._playing = playing
        self._play = controllers.play
        self._findings = controllers.findings
        self._state = state
        self._taps = Taps()
        self._heard_tempo = HeardTempo(controllers, self)
        self.settings = state.view
        for view in self._views:
            timeline = view.timeline
            view.source_shown.connect(lambda v=view: self._show_source(v))
            timeline.selection_changed.connect(lambda v=view: self._show_selection(v))
            timeline.loop.changed.connect(self._show_loop)
        playing.target_changed.connect(self._show_active)
        self._play.state_changed.connect(self._show_state)
        self._findings.beats_changed.connect(self._take_beats)
        self._heard_tempo.found.connect(self._take_tempo)
        self._heard_tempo.changed.connect(self._want_beats)
        self._heard_tempo.told.connect(self.told)
        time_bar.settings_changed.connect(self.change)
        time_bar.start_typed.connect(self._start_typed)
        time_bar.stop_typed.connect(self._stop_typed)
        time_bar.length_typed.connect(self._length_typed)
        time_bar.tapped.connect(self.tap)
        time_bar.tempo_asked.connect(self._heard_tempo.ask)
        for field in (*time_bar.time_fields, transport.position):
            field.left.connect(self._go_back_to_view)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._refuse_keys)
        transport.time_typed.connect(playing.go_to)
        transport.loop_clicked.connect(self.toggle_loop)
        self._apply()

    @property
    def timeline(self) -> Timeline:
        """The timeline of the view touched last."""
        return self._active_view().timeline

    def change(self, settings: ViewSettings) -> None:
        """Take other settings, and keep them."""
        if settings != self.settings:
            self.settings = settings
            self._state.view = settings
            self._apply()

    def toggle_loop(self) -> None:
        """Loop the selection of the view touched last, or switch its loop."""
        self.timeline.loop.toggle()
        self._show_loop()

    def tap(self) -> None:
        """Take a beat that the musician tapped; the first one while it plays begins bar 1."""
        bpm = self._taps.tap(time.monotonic())
        tempo = self.settings.tempo
        if bpm is not None:
            tempo = replace(tempo, bpm=round(bpm, 2))
        elif self.timeline.playhead_seconds is not None:
            tempo = replace(tempo, first_beat_seconds=round(self.timeline.playhead_seconds, 3))
        self.change(replace(self.settings, tempo=tempo))

    def _take_beats(self) -> None:
        self._apply_to(self._views[0])

    def _take_tempo(self, heard: Tempo) -> None:
        """Take the tempo that is heard in the recording; how many beats a bar has is known."""
        tempo = replace(
            self.settings.tempo,
            bpm=round(heard.bpm, 2),
            first_beat_seconds=round(heard.first_beat_seconds, 3),
        )
        self.change(replace(self.settings, tempo=tempo))

    def _want_beats(self) -> None:
        """Have beats searched for as long as something is done with them."""
        settings = self.settings
        snaps_to_beats = settings.is_snapping and settings.snaps_to_beats
        self._findings.want_beats(snaps_to_beats or self._heard_tempo.is_awaited)
        self._time_bar.show_listening(self._heard_tempo.is_awaited)

    def _go_back_to_view(self) -> None:
        """Let the keys go to the sound again whose time was typed."""
        if self._playing.target != "continuation":
            self._active_view().waveform.setFocus()

    def _refuse_keys(self, old: QWidget | None, now: QWidget | None) -> None:
        """Keep letters out of a field that Qt chose because what had the keys was put away."""
        fields = (*self._time_bar.time_fields, self._transport.position)
        if now in fields and old is not None and isValid(old) and not old.isVisible():
            self._time_bar.setFocus()
            self._go_back_to_view()

    def _active_view(self) -> SoundView:
        return self._views[1 if self._playing.target == "take" else 0]

    def _apply(self) -> None:
        settings = self.settings
        self._want_beats()
        self._playing.files.plays_pre_roll = settings.plays_pre_roll
        for view in self._views:
            self._apply_to(view)
            follower = view.follower
            if (follower.is_on, follower.way) != (settings.is_following, settings.follow_way):
                follower.set_way(settings.is_following, settings.follow_way)
        self._time_bar.show_settings(settings)
        self._show_active()
        self.settings_changed.emit()

    def _apply_to(self, view: SoundView) -> None:
        """Write times and snap in `view` as the settings say."""
        settings, source = self.settings, view.source
        rate = source.sample_rate if source is not None else TimeDisplay().sample_rate
        view.timeline.show_display(TimeDisplay(settings.form, rate, settings.tempo))
        snappers: list[Snapper] = []
        beats: Sequence[float] = ()
        if settings.is_snapping and settings.snaps_to_beats:
            beats = self._findings.beats if view is self._views[0] else ()
            snappers.append(HeardBeats(beats) if beats else TempoBeats(settings.tempo))
        view.timeline.show_beats(beats)
        if settings.is_snapping and settings.snaps_to_zero and source is not None:
            snappers.append(ZeroCrossings(source.read, source.sample_rate, source.frames))
        view.timeline.snapper = InTurn(*snappers) if snappers else None

    def _show_source(self, view: SoundView) -> None:
        self._apply_to(view)
        self._show_active()

    def _show_active(self) -> None:
        """Show the view touched last in time bar and transport."""
        display = self.timeline.display
        self._time_bar.show_display(display)
        self._transport.position.show_display(display)
        self._show_selection(self._active_view())
        self._show_loop()

    def _show_selection(self, view: SoundView) -> None:
        if view is not self._active_view():
            return
        timeline = view.timeline
        self._time_bar.show_selection(timeline.cursor_seconds, timeline.selection)
        if self._play.state == "stopped":
            self._transport.position.show_time(timeline.cursor_seconds)

    def _show_state(self) -> None:
        """Once a file has stopped, say where Play begins, not where it stopped."""
        self._show_loop()
        if self._playing.target != "continuation":
            self._show_selection(self._active_view())

    def _show_loop(self) -> None:
        self._transport.loop_button.setChecked(self.timeline.loop.is_on)

    def _start_typed(self, seconds: float) -> None:
        timeline = self.timeline
        selection = timeline.selection
        if selection is not None and seconds < selection.stop_seconds:
            timeline.select(TimeSpan(max(0.0, seconds), selection.stop_seconds))
        else:
            timeline.put_cursor(seconds)
        timeline.reveal(timeline.cursor_seconds)

    def _stop_typed(self, seconds: float) -> None:
        timeline = self.timeline
        timeline.select(TimeSpan.between(timeline.cursor_seconds, seconds))

    def _length_typed(self, seconds: float) -> None:
        start = self.timeline.cursor_seconds
        self.timeline.select(TimeSpan(start, start + seconds))
