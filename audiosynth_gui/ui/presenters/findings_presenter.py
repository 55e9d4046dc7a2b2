"""Joins the list of silences and repeats to their search and to the view of the recording."""

import bisect
from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.project.findings import Finding
from audiosynth_gui.project.regions import Region, Span
from audiosynth_gui.ui.panels.findings import FindingsPanel, FoundRow
from audiosynth_gui.ui.presenters.play_presenter import PlayPresenter
from audiosynth_gui.ui.views.sound_view import SoundView

ROOM = 0.5
"""Shown before and behind a chosen stretch, as a share of it."""


class FindingsPresenter(QObject):
    """Shows what the findings controller finds.

    Signals:
        leave_out_asked(list of (recording_id, start_frame, stop_frame, name)): leave these
            stretches out of training.
    """

    leave_out_asked = Signal(object)

    def __init__(
        self,
        controllers: Controllers,
        panel: FindingsPanel,
        recording_view: SoundView,
        playing: PlayPresenter,
    ) -> None:
        """Connect them. GUI thread."""
        super().__init__(panel)
        self._controllers = controllers
        self._findings = controllers.findings
        self._panel = panel
        self._recording_view = recording_view
        self._playing = playing
        self._shown: tuple[Finding, ...] = ()
        self._names: dict[str, str] = {}
        self._findings.progressed.connect(self._show_progress)
        self._findings.findings_changed.connect(self._show_findings)
        controllers.project.document_changed.connect(self._show_left_out)
        controllers.choice.recording_chosen.connect(self._show_progress)
        panel.row_chosen.connect(self._show_stretch)
        panel.leave_out_clicked.connect(self._ask_to_leave_out)
        panel.cancel_clicked.connect(lambda: self._findings.want_stretches(False))
        panel.closed.connect(lambda: self._findings.want_stretches(False))

    def find(self) -> None:
        """Open the list and search the shown recording, and those shown after it."""
        self._panel.show()
        self._findings.want_stretches(True)
        self._show_findings()
        self._show_progress()

    def _show_progress(self) -> None:
        progress = self._findings.stretches.progress
        self._panel.show_progress(progress)
        if self._findings.recording is None:
            self._panel.say(self.tr("There is no recording to search yet."))
        elif progress is None and self._findings.findings is None:
            self._panel.say(self.tr("This recording is not searched; Ctrl+Shift+F searches it."))

    def _show_findings(self) -> None:
        found = self._findings.findings
        self._shown = found or ()
        self._panel.show_rows(None if found is None else self._rows())

    def _show_left_out(self) -> None:
        if self._shown and not self._panel.isHidden():
            self._panel.show_left_out(self._rows())

    def _rows(self) -> tuple[FoundRow, ...]:
        document, recording = self._controllers.project.document, self._findings.recording
        regions = document.regions if document else ()
        recordings = document.recordings if document else ()
        self._names = {one.id: one.name for one in recordings}
        spans = left_out(regions, "" if recording is None else recording.id)
        return tuple(self._row(finding, spans) for finding in self._shown)

    def _row(self, finding: Finding, spans: Sequence[Span]) -> FoundRow:
        span = self._span(finding)
        is_left_out = _is_inside((finding.start_frame, finding.stop_frame), spans)
        if finding.kind == "silence":
            return FoundRow(span, is_left_out=is_left_out)
        start = finding.like_start_seconds
        like = TimeSpan(start, start + span.duration_seconds)
        is_other = finding.like_id != finding.recording_id
        name = self._names.get(finding.like_id, "") if is_other else ""
        return FoundRow(span, like, name, is_left_out)

    def _span(self, finding: Finding) -> TimeSpan:
        recording = self._findings.recording
        rate = 1 if recording is None else recording.sample_rate
        return TimeSpan(finding.start_frame / rate, finding.stop_frame / rate)

    def _show_stretch(self, number: int) -> None:
        span, timeline = self._panel.rows[number].span, self._recording_view.timeline
        room = ROOM * span.duration_seconds
        wide = TimeSpan(max(0.0, span.start_seconds - room), span.stop_seconds + room)
        timeline.show_span(wide.clamped(timeline.duration_seconds))
        timeline.select(span)
        self._playing.set_target("recording")  # Space plays what was clicked

    def _ask_to_leave_out(self) -> None:
        """Ask once for all that is ticked, so that one undo brings all of it back."""
        ticked = self._panel.ticked()
        asked = [
            (one.recording_id, one.start_frame, one.stop_frame, self._name(one))
            for one in (self._shown[number] for number in ticked)
        ]
        if asked:
            self._panel.untick_all()
            self.leave_out_asked.emit(asked)

    def _name(self, finding: Finding) -> str:
        return self.tr("Silence") if finding.kind == "silence" else self.tr("Repeat")


def left_out(regions: Sequence[Region], recording_id: str) -> list[Span]:
    """Give what the regions of a recording leave out, in order, what overlaps or touches as one."""
    spans: list[Span] = []
    for start, stop in sorted(
        (one.start_frame, one.stop_frame)
        for one in regions
        if one.kind == "leave-out" and one.recording_id == recording_id
    ):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], stop))
        else:
            spans.append((start, stop))
    return spans


def _is_inside(span: Span, others: Sequence[Span]) -> bool:
    """Whether one of `others`, which are in order, holds all of `span`."""
    place = bisect.bisect_right(others, span[0], key=lambda other: other[0]) - 1
    return place >= 0 and span[1] <= others[place][1]
