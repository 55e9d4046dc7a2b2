"""What the menus offer for finding one's way: following, forms of time, snapping, marking, loop."""

import functools
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu

from audiosynth_gui.ui.actions import Actions
from audiosynth_gui.ui.presenters.navigation_presenter import NavigationPresenter
from audiosynth_gui.ui.time_display import TIME_FORMS
from audiosynth_gui.ui.views.following import FOLLOW_WAYS


class NavigationActions(QObject):
    """Adds to the Edit, View and Play menus.

    Attributes:
        follow, snap, snap_to_zero, snap_to_beats, pre_roll: checked as the settings say.
        forms, ways: choices of the form of times and of the way to follow.
    """

    def __init__(self, actions: Actions, navigation: NavigationPresenter) -> None:
        """Add them, in the settings of `navigation`. GUI thread."""
        super().__init__(actions)
        self._navigation = navigation
        self._fill_edit(actions.edit_menu)
        actions.view_menu.addSeparator()
        self._fill_following(actions.view_menu)
        self._fill_forms(actions.view_menu)
        self._fill_snapping(actions.view_menu)
        actions.view_menu.addSeparator()
        actions.view_menu.addAction(actions.appearance)
        actions.play_menu.addSeparator()
        self._add(actions.play_menu, self.tr("Loop the selection, or switch the loop"),
                  navigation.toggle_loop, "L")  # fmt: skip
        self.pre_roll = self._add_switch(
            actions.play_menu, self.tr("Play two seconds before a selection"), "plays_pre_roll"
        )
        navigation.settings_changed.connect(self._show)
        self._show()

    def _fill_edit(self, menu: QMenu) -> None:
        navigation = self._navigation
        menu.addSeparator()
        self._add(menu, self.tr("Select all"), lambda: navigation.timeline.select_all(),
                  "Ctrl+A")  # fmt: skip
        self._add(menu, self.tr("Select from here"),
                  lambda: navigation.timeline.start_selection_here(), "[")  # fmt: skip
        self._add(menu, self.tr("Select to here"),
                  lambda: navigation.timeline.end_selection_here(), "]")  # fmt: skip

    def _fill_following(self, menu: QMenu) -> None:
        self.follow = self._add_switch(menu, self.tr("Follow the playhead"), "is_following", "F")
        texts = (self.tr("Page by page"), self.tr("Smoothly"))
        self.ways = self._add_choice(
            menu.addMenu(self.tr("How to follow")), "follow_way", FOLLOW_WAYS, texts
        )

    def _fill_forms(self, menu: QMenu) -> None:
        texts = (
            self.tr("Minutes and seconds"), self.tr("Seconds"), self.tr("Samples"),
            self.tr("Bars and beats"),
        )  # fmt: skip
        forms = menu.addMenu(self.tr("Time as"))
        self.forms = self._add_choice(forms, "form", TIME_FORMS, texts)
        self._add(menu, self.tr("Tap the tempo"), self._navigation.tap, "T")

    def _fill_snapping(self, menu: QMenu) -> None:
        self.snap = self._add_switch(menu, self.tr("Snap"), "is_snapping", "S")
        targets = menu.addMenu(self.tr("Snap to"))
        self.snap_to_zero = self._add_switch(targets, self.tr("Zero crossings"), "snaps_to_zero")
        self.snap_to_beats = self._add_switch(targets, self.tr("Beats"), "snaps_to_beats")

    def _add(
        self, menu: QMenu, text: str, slot: Callable[[], object], shortcut: str = ""
    ) -> QAction:
        action = QAction(text, self)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: slot())
        menu.addAction(action)
        return action

    def _add_switch(self, menu: QMenu, text: str, name: str, shortcut: str = "") -> QAction:
        """Add what switches the setting called `name`."""
        action = self._add(menu, text, lambda: self._change(name, action.isChecked()), shortcut)
        action.setCheckable(True)
        return action

    def _add_choice(
        self, menu: QMenu, name: str, values: tuple[str, ...], texts: tuple[str, ...]
    ) -> QActionGroup:
        """Add what sets the setting called `name` to one of `values`."""
        group = QActionGroup(self)
        for value, text in zip(values, texts, strict=True):
            action = self._add(menu, text, functools.partial(self._change, name, value))
            action.setCheckable(True)
            action.setData(value)
            group.addAction(action)
        return group

    def _change(self, name: str, value: object) -> None:
        settings = replace(self._navigation.settings, **{name: value})  # type: ignore[arg-type]
        self._navigation.change(settings)

    def _show(self) -> None:
        settings = self._navigation.settings
        for action, is_on in (
            (self.follow, settings.is_following), (self.snap, settings.is_snapping),
            (self.snap_to_zero, settings.snaps_to_zero),
            (self.snap_to_beats, settings.snaps_to_beats),
            (self.pre_roll, settings.plays_pre_roll),
        ):  # fmt: skip
            action.setChecked(is_on)
        for group, value in ((self.forms, settings.form), (self.ways, settings.follow_way)):
            for action in group.actions():
                action.setChecked(action.data() == value)
