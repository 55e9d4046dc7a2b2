"""The pictures of the editor; see `take_screenshots`."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread

import numpy as np
import soxr

from audiosynth_gui.audio.buffer import AudioBuffer, Samples
from audiosynth_gui.audio.demo_sound import compose_demo, load_demo_score
from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.controllers.time_span import TimeSpan
from audiosynth_gui.features.tempo import Tempo
from audiosynth_gui.project.backups import back_up_if_due, list_backups
from audiosynth_gui.project.documents import Recording
from audiosynth_gui.project.paths import DOCUMENT_NAME
from audiosynth_gui.project.regions import RegionKind
from audiosynth_gui.shipped import resources_path
from audiosynth_gui.ui.dialogs.find_missing import FindMissingDialog
from audiosynth_gui.ui.dialogs.go_back import GoBackDialog
from audiosynth_gui.ui.main_window import MainWindow
from tests.room import Room
from tests.ui.photographer import SCHEMES, Photographer

DEMO_TEMPO = Tempo(bpm=90.0, first_beat_seconds=0.1)
REGIONS: tuple[tuple[int, int, RegionKind], ...] = (
    (3, 11, "train"), (11, 13, "leave-out"), (15, 17, "prompt"), (19, 31, "train"),
)  # fmt: skip
"""In bars."""
LOOPED_BARS, SELECTED_BARS, SEEN = (7, 9), (15, 17), TimeSpan(3.0, 56.0)
RECORDED_SECONDS = 8.0
BACKUP_MINUTES = 11
FRAMES_PER_SECOND = 44_100
PLAYED_FRAMES = slice(20 * FRAMES_PER_SECOND, 36 * FRAMES_PER_SECOND)


def edit(photographer: Photographer, window: MainWindow, folder: Path, room: Room) -> None:
    """Look at recordings and mark them, in a project of three, and record one more."""
    demo = demo_samples()
    make_project(photographer, window, folder / "edit", demo)
    photographer.take("editor")
    draw_differently(photographer, window)
    count_bars(photographer, window)
    record(photographer, window, room, demo)


def care(photographer: Photographer, window: MainWindow, folder: Path) -> None:
    """Find what is to be left out, backups, and missing files."""
    stages = make_project(photographer, window, folder / "care", demo_samples())
    go_back(photographer, window, stages)
    find_stretches(photographer, window)
    miss_files(photographer, window, folder)


def demo_samples() -> Samples:
    """Give the sound of the demo."""
    return compose_demo(load_demo_score(resources_path() / "demo_score.json")).samples


def make_project(
    photographer: Photographer, window: MainWindow, folder: Path, demo: Samples
) -> list[bytes]:
    """Add recordings, regions, a loop and a selection; give the project's file in its stages."""
    controllers, wait_until = window._controllers, photographer.wait_until
    folder.mkdir()
    for name, samples in sounds_of(demo).items():
        write_wav(folder / f"{name}.wav", AudioBuffer(samples, FRAMES_PER_SECOND), "pcm24")
    controllers.project.create_project(folder / "Summer Tapes", "Summer Tapes")
    wait_until(lambda: "Summer Tapes" in window.windowTitle())
    window.dialogs.take_files([folder / f"{name}.wav" for name in sounds_of(demo)])
    wait_until(lambda: controllers.imports.progress is None and is_drawn(window))
    assert controllers.project.folder is not None
    document_path = controllers.project.folder.path / DOCUMENT_NAME
    stages = [document_path.read_bytes()]
    timeline = window.recording_view.timeline
    for start, stop, kind in REGIONS:
        timeline.select(bars(start, stop))
        window._regions.add_from_selection(kind)
        wait_until(lambda: document_path.read_bytes() != stages[-1])
        stages.append(document_path.read_bytes())
    timeline.select(bars(*LOOPED_BARS))
    window.navigation.toggle_loop()
    timeline.select(bars(*SELECTED_BARS))
    timeline.show_span(SEEN)
    photographer.wait(1.0)
    wait_until(lambda: is_drawn(window))
    return stages


def bars(first: int, stop: int) -> TimeSpan:
    """Give where bars lie in the demo, from the first of them to the one after the last."""
    seconds = 60.0 / DEMO_TEMPO.bpm * DEMO_TEMPO.beats_a_bar
    start = DEMO_TEMPO.first_beat_seconds
    return TimeSpan(start + (first - 1) * seconds, start + (stop - 1) * seconds)


def sounds_of(demo: Samples) -> dict[str, Samples]:
    """Give the recordings of the project; the second one repeats itself and falls silent."""
    slow, slower = (soxr.resample(demo, *rates) for rates in ((4, 5), (3, 4)))
    verse, end = slow[: 16 * FRAMES_PER_SECOND], slow[-20 * FRAMES_PER_SECOND :]
    silence = np.zeros((4 * FRAMES_PER_SECOND, 2), np.float32)
    return {
        "Slow Window": demo,
        "Kitchen Table": np.concatenate([verse, end, silence, verse]),
        "Night Train": slower[: 40 * FRAMES_PER_SECOND],
    }


def is_drawn(window: MainWindow) -> bool:
    """Whether the recording is drawn as fine as it can be."""
    has_picture = window.recording_view.spectrogram.picture is not None
    return has_picture and window._controllers.recording_drawing.is_idle()


def draw_differently(photographer: Photographer, window: MainWindow) -> None:
    """Show the recording in every kind of spectrogram, and its waveform in decibels."""
    style = window.pictures
    for kind in ("linear", "constant_q", "chroma"):
        style.choose_kind(kind)
        photographer.wait(1.0)
        photographer.wait_until(lambda: is_drawn(window))
        photographer.take(f"spectrogram-{kind.replace('_', '-')}", window.recording_view)
    style.choose_kind("mel")
    style.choose_colour_map("magma")
    style.choose_level_scale("decibels")
    photographer.wait(1.0)
    photographer.wait_until(lambda: is_drawn(window))
    photographer.take("decibels", window.recording_view)
    style.choose_colour_map("house")
    style.choose_level_scale("linear")


def count_bars(photographer: Photographer, window: MainWindow) -> None:
    """Show time in bars, with the selection on beats."""
    navigation, timeline = window.navigation, window.recording_view.timeline
    before = navigation.settings
    navigation.change(
        replace(before, form="bars", tempo=DEMO_TEMPO, is_snapping=True, snaps_to_beats=True)
    )
    timeline.show_span(TimeSpan(31.0, 46.5))
    photographer.wait_until(lambda: is_drawn(window))
    photographer.take("bars")
    navigation.change(before)
    timeline.show_span(SEEN)


def record(photographer: Photographer, window: MainWindow, room: Room, demo: Samples) -> None:
    """Record what sounds in the room, and take that out of the project again."""
    controllers = window._controllers
    recording, document = controllers.record, controllers.project.document
    assert document is not None

    def is_new(chosen: Recording | None) -> bool:
        return chosen is not None and chosen.id not in [one.id for one in document.recordings]

    for scheme_name in SCHEMES:
        photographer.dress(scheme_name)
        window.recording.record_or_stop()
        photographer.wait_until(lambda: recording.state == "armed")
        Thread(target=sound_in, args=(room, demo[PLAYED_FRAMES]), daemon=True).start()
        photographer.wait(1.0)
        window.recording.record_or_stop()
        photographer.wait_until(lambda: recording.state == "recording")
        photographer.wait_until(lambda: recording.recorded_seconds > RECORDED_SECONDS)
        photographer.take_one("microphone", scheme_name)
        window.recording.record_or_stop()
        photographer.wait_until(lambda: is_new(controllers.choice.recording))
        assert controllers.choice.recording is not None
        controllers.project.remove(controllers.choice.recording.id)
        window.record_bar.close_button.click()
    photographer.wait_until(lambda: is_drawn(window))


def sound_in(room: Room, samples: Samples) -> None:
    """Play into the room; blocks until most of it has sounded, or the room is gone."""
    with suppress(BrokenPipeError), room.sounding(samples) as player:
        assert player.poll() is None


def go_back(photographer: Photographer, window: MainWindow, stages: list[bytes]) -> None:
    """List backups, as an evening's work would have left them."""
    folder = window._controllers.project.folder
    assert folder is not None
    for backup in list_backups(folder.backups_path):
        backup.path.unlink()
    for place, data in enumerate(stages):
        ago = timedelta(minutes=BACKUP_MINUTES * (len(stages) - place))
        back_up_if_due(folder.backups_path, data, datetime.now(UTC) - ago)
    window.life.ask_go_back()
    dialog = window.dialogs.shown
    assert isinstance(dialog, GoBackDialog)
    photographer.wait_until(lambda: dialog.list_.count() == len(stages))
    dialog.list_.setCurrentRow(1)
    photographer.take("backups", dialog)
    dialog.close()


def find_stretches(photographer: Photographer, window: MainWindow) -> None:
    """Search the recording that repeats itself, and look at what was found."""
    controllers = window._controllers
    document = controllers.project.document
    assert document is not None
    [repeating] = [one for one in document.recordings if one.name == "Kitchen Table"]
    controllers.choice.choose(repeating.id)
    window.finding.find()
    photographer.wait_until(lambda: controllers.findings.stretches.progress is None)
    window.findings_panel.list.setCurrentRow(window.findings_panel.list.count() - 1)
    window.recording_view.timeline.zoom_to_all()
    photographer.wait_until(lambda: is_drawn(window))
    photographer.take("findings")
    window.findings_panel.close_button.click()


def miss_files(photographer: Photographer, window: MainWindow, folder: Path) -> None:
    """Take sound files away, and look for them."""
    controllers = window._controllers
    project, missing = controllers.project, controllers.missing
    assert project.folder is not None
    assert project.document is not None
    for recording in project.document.recordings[::2]:
        path = project.folder.file_path(recording.file)
        path.rename(folder / path.name)
    missing.look(project.folder, project.document)
    photographer.wait_until(window.life.missing_bar.isVisible)
    photographer.take("missing")
    window.life.ask_find_missing()
    dialog = window.dialogs.shown
    assert isinstance(dialog, FindMissingDialog)
    photographer.take("find-missing", dialog)
    dialog.search_asked.emit(folder)
    photographer.wait_until(window.life.missing_bar.isHidden)
    dialog.close()
