"""What is chosen of pictures."""

from audiosynth_gui.ui.views.picture_style import PictureChoice, PictureStyle


def test_all_are_told_once_of_each_change() -> None:
    style, told = PictureStyle(), list[PictureChoice]()
    style.changed.connect(lambda: told.append(style.choice))
    style.choose_kind("chroma")
    style.choose_kind("chroma")
    style.choose_colour_map("grey")
    style.choose_level_scale("decibels")
    assert [(one.kind, one.colour_map, one.level_scale) for one in told] == [
        ("chroma", "house", "linear"), ("chroma", "grey", "linear"), ("chroma", "grey", "decibels"),
    ]  # fmt: skip


def test_the_range_keeps_some_width_and_its_limits() -> None:
    style = PictureStyle()
    style.choose_range(-20, -50)
    assert (style.choice.floor_db, style.choice.ceiling_db) == (-60, -50)
    style.choose_range(-500, 500)
    assert (style.choice.floor_db, style.choice.ceiling_db) == (-120, 0)


def test_what_cannot_be_chosen_is_put_right() -> None:
    odd = PictureChoice("waves", "rainbow", 7, -300, "cubic")  # type: ignore[arg-type]
    assert PictureStyle(odd).choice == PictureChoice(floor_db=-10, ceiling_db=0)
