"""The learning curve."""

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.training_controller import CurvePoint
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.learning_curve import LearningCurve, TimeAxis
from tests.ui.views.pixels import picture_of, where


def test_both_lines_are_drawn_and_the_result_is_said(qtbot: QtBot, theme: Theme) -> None:
    curve = LearningCurve(theme)
    curve.resize(300, curve.height())
    qtbot.addWidget(curve)
    points = tuple(
        CurvePoint(n / 10, 8 / (1 + n), 9 / (1 + n) if n % 5 == 0 else None) for n in range(20)
    )
    curve.show_curve(points)
    np.testing.assert_allclose(curve._trained.getData()[1], [p.train_bits for p in points])
    np.testing.assert_allclose(curve._trained.getData()[0], [p.minutes * 60 for p in points])
    assert len(curve._heldout.getData()[0]) == 4
    assert curve.accessibleDescription().startswith("0.56 bits")
    for scheme in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        theme.set_scheme(scheme)
        assert where(picture_of(curve), theme.colours.accent).sum() > 20


def test_an_empty_curve(qtbot: QtBot, theme: Theme) -> None:
    curve = LearningCurve(theme)
    qtbot.addWidget(curve)
    curve.show_curve(())
    assert curve.accessibleDescription() == ""


def test_the_time_is_labelled_as_on_the_rulers(qtbot: QtBot) -> None:
    axis = TimeAxis("bottom")
    assert axis.tickStrings([0.0, 30.0, 60.0, 90.0], 1.0, 30.0) == ["0:00", "0:30", "1:00", "1:30"]
    assert axis.tickSpacing(0.0, 115.0, 240.0) == [(30.0, 0.0)]
    assert axis.tickStrings([0.0, 0.5], 1.0, 0.5) == ["0:00.0", "0:00.5"]
    assert qtbot is not None
