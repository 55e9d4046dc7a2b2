"""Joins the list of silences and repeats to their search and to the view of the recording."""

from PySide6.QtCore import QObject, Signal

from audiosynth_gui.controllers.controllers import Controllers
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.project.findings import Finding
from audiosynth_gui.ui.panels.findings import FindingsPanel, FoundRow
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
        self, controllers: Controllers, panel: FindingsPanel, recording_view: SoundView
    ) -> None:
        """Connect them. GUI thread."""
        super().__init__(panel)
        self._controllers = controllers
        self._findings = controllers.findings
        self._panel = panel
        self._recording_view = recording_view
        self._shown: tuple[Finding, ...] = ()
        self._findings.progressed.connect(self._show_progress)
        self._findings.findings_changed.connect(self._show_findings)
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
        self._panel.show_progress(self._findings.stretches.progress)

    def _show_findings(self) -> None:
        found = self._findings.findings
        self._shown = found or ()
        self._panel.show_rows(None if found is None else tuple(map(self._row, found)))

    def _row(self, finding: Finding) -> FoundRow:
        span = self._span(finding)
        if finding.kind == "silence":
            return FoundRow(span)
        start = finding.like_start_seconds
        like = TimeSpan(start, start + span.duration_seconds)
        document = self._controllers.project.document
        items = document.items() if document else ()
        names = [item.name for item in items if item.id == finding.like_id]
        is_other = finding.like_id != finding.recording_id
        return FoundRow(span, like, names[0] if names and is_other else "")

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
