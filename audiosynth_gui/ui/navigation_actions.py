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


class _Place:
    """Where entries are added to a menu: before one of its own, or at the end."""

    def __init__(self, menu: QMenu, before: QAction | None = None) -> None:
        self._menu = menu
        self._before = before

    def add(self, action: QAction) -> None:
        if self._before is None:
            self._menu.addAction(action)
        else:
            self._menu.insertAction(self._before, action)

    def add_separator(self) -> None:
        separator = QAction(self._menu)
        separator.setSeparator(True)
        self.add(separator)

    def add_menu(self, text: str) -> "_Place":
        menu = QMenu(text, self._menu)
        self.add(menu.menuAction())
        return _Place(menu)


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
        self._actions = actions
        self._fill_edit(_Place(actions.edit_menu, actions.marks_end))
        view = _Place(actions.view_menu, actions.looks_begin)
        self._fill_following(view)
        view.add_separator()
        self._fill_forms(view)
        self._fill_snapping(view)
        self._fill_play(_Place(actions.play_menu, actions.loops_end))
        navigation.settings_changed.connect(self._show)
        self._show()

    def _fill_edit(self, place: _Place) -> None:
        navigation = self._navigation
        for text, slot, key in (
            (self.tr("Select all"), lambda: navigation.timeline.select_all(), "Ctrl+A"),
            (self.tr("Select from here"), lambda: navigation.timeline.start_selection_here(), "["),
            (self.tr("Select to here"), lambda: navigation.timeline.end_selection_here(), "]"),
        ):
            self._actions.need(self._add(place, text, slot, key), "sound")

    def _fill_play(self, place: _Place) -> None:
        loop = self._add(place, self.tr("Loop the selection, or switch the loop"),
                         self._navigation.toggle_loop, "L")  # fmt: skip
        self._actions.need(loop, "sound")
        self.pre_roll = self._add_switch(
            place, self.tr("Play two seconds before a selection"), "plays_pre_roll"
        )

    def _fill_following(self, menu: _Place) -> None:
        self.follow = self._add_switch(menu, self.tr("Follow the playhead"), "is_following", "F")
        texts = (self.tr("Page by page"), self.tr("Smoothly"))
        self.ways = self._add_choice(
            menu.add_menu(self.tr("How to follow")), "follow_way", FOLLOW_WAYS, texts
        )

    def _fill_forms(self, menu: _Place) -> None:
        texts = (
            self.tr("Minutes and seconds"), self.tr("Seconds"), self.tr("Samples"),
            self.tr("Bars and beats"),
        )  # fmt: skip
        forms = menu.add_menu(self.tr("Time as"))
        self.forms = self._add_choice(forms, "form", TIME_FORMS, texts)
        self._add(menu, self.tr("Tap the tempo"), self._navigation.tap, "T")

    def _fill_snapping(self, menu: _Place) -> None:
        self.snap = self._add_switch(menu, self.tr("Snap"), "is_snapping", "S")
        targets = menu.add_menu(self.tr("Snap to"))
        self.snap_to_zero = self._add_switch(targets, self.tr("Zero crossings"), "snaps_to_zero")
        self.snap_to_beats = self._add_switch(targets, self.tr("Beats"), "snaps_to_beats")

    def _add(
        self, menu: _Place, text: str, slot: Callable[[], object], shortcut: str = ""
    ) -> QAction:
        action = QAction(text, self)
        if shortcut:
            action.setShortcut(QKeySequence(shortcut))
        action.triggered.connect(lambda _checked=False: slot())
        menu.add(action)
        return action

    def _add_switch(self, menu: _Place, text: str, name: str, shortcut: str = "") -> QAction:
        """Add what switches the setting called `name`."""
        action = self._add(menu, text, lambda: self._change(name, action.isChecked()), shortcut)
        action.setCheckable(True)
        return action

    def _add_choice(
        self, menu: _Place, name: str, values: tuple[str, ...], texts: tuple[str, ...]
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
