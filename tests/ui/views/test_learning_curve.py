"""The learning curve."""

import numpy as np
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from audiosynth_gui.controllers.training_controller import CurvePoint
from audiosynth_gui.ui.theme import Theme
from audiosynth_gui.ui.views.learning_curve import LearningCurve
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
