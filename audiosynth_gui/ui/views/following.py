"""Keeps the playhead in view."""

from typing import Literal, get_args

from PySide6.QtCore import QObject

from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.ui.views.timeline import Timeline

FollowWay = Literal["pages", "smooth"]
FOLLOW_WAYS: tuple[FollowWay, ...] = get_args(FollowWay)


class Follower(QObject):
    """Moves a timeline's visible stretch along with its playhead. GUI thread.

    It leaves a view alone that the musician has moved away by hand, until the playhead is seen in
    it again or another playing begins. Smooth following ends with any scrolling by hand.

    Attributes:
        is_on: whether it follows.
        way: "pages" turns to the next page at the edge, "smooth" keeps the playhead in the middle.
        rests: whether others keep the playhead in view, as while a take is made.
    """

    def __init__(self, timeline: Timeline) -> None:
        """Follow by pages."""
        super().__init__(timeline)
        self._timeline = timeline
        self.is_on = True
        self.way: FollowWay = "pages"
        self.rests = False
        self._is_left_alone = False
        self._is_moving = False
        self._seen = timeline.visible
        timeline.playhead_moved.connect(self._follow)
        timeline.visible_changed.connect(self._look)

    def set_way(self, is_on: bool, way: FollowWay) -> None:
        """Follow in this way from now on, or not at all."""
        self.is_on, self.way = is_on, way
        self.begin()
        self._follow()

    def begin(self) -> None:
        """Follow again: another playing begins."""
        self._is_left_alone = False

    def leave_alone(self) -> None:
        """Do not follow what sounds now."""
        self._is_left_alone = True

    def _follow(self) -> None:
        seconds = self._timeline.playhead_seconds
        if seconds is None:
            self.begin()
            return
        if not self.is_on or self.rests or self._is_left_alone:
            return
        self._is_moving = True
        if self.way == "smooth":
            half = self._timeline.visible.duration_seconds / 2
            self._timeline.show_span(TimeSpan(seconds - half, seconds + half))
        else:
            self._timeline.reveal(seconds)
        self._is_moving = False

    def _look(self) -> None:
        """See who moved the view."""
        before, self._seen = self._seen, self._timeline.visible
        seconds = self._timeline.playhead_seconds
        if self._is_moving or seconds is None:
            return
        now = self._seen
        is_hidden = not now.start_seconds <= seconds <= now.stop_seconds
        is_scrolled = abs(now.duration_seconds - before.duration_seconds) < 1e-9
        self._is_left_alone = is_hidden or (self.way == "smooth" and is_scrolled)
