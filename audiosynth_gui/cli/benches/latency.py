"""How soon a click is heard, and how long blocks take beside a training."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import numpy as np

from audiosynth_gui.audio.files import write_wav
from audiosynth_gui.cli.benches.demo_project import demo_continuation, demo_project, long_demo
from audiosynth_gui.cli.benches.measurement import Measurement
from audiosynth_gui.cli.benches.options import BenchOptions
from audiosynth_gui.generation.terrain import Surveys
from audiosynth_gui.priority import let_music_go_first, put_music_first
from audiosynth_gui.project.demo import RECORDING_ID
from audiosynth_gui.project.edits import remove
from audiosynth_gui.project.recordings import import_recording
from audiosynth_gui.project.requests import TrainingFinished, TrainingRequest
from audiosynth_gui.project.storage import ProjectFolder
from audiosynth_gui.project.training_run import run_training
from audiosynth_gui.training.devices import leave_core_for_sound

CLICKS = 10
MOMENT_SECONDS = 30.0
HOUR_SECONDS = 3600.0


def measure(options: BenchOptions) -> Iterator[Measurement]:
    """Yield the time from click to first block, then block times while a training runs.

    Blocks are made at the pace of the sound card, as the play thread makes them; the training is
    the window's, with a core left to the sound, for `minutes`; priorities are the window's too.
    """
    with demo_project() as folder:
        yield from _clicks(folder, RECORDING_ID, "4 s prompt")
        source = folder.path / "hour.wav"
        write_wav(source, long_demo(HOUR_SECONDS), "pcm16")
        hour = import_recording(folder, source)
        yield from _clicks(folder, hour.id, "of an hour")
        folder.update(lambda document: remove(document, hour.id))
        ended = threading.Event()
        training = threading.Thread(target=_train, args=(folder, options, ended))
        training.start()
        with ThreadPoolExecutor(1, initializer=put_music_first) as playing:
            shares = playing.submit(_block_shares, folder, ended).result()
        training.join()
    for share in (50, 99, 100):
        value = float(np.percentile(shares, share))
        name = "worst" if share == 100 else f"{share} %"
        yield Measurement(f"block beside training, {name}", value, "% of its duration")
    yield Measurement("blocks beside training", len(shares), "blocks")


def _clicks(folder: ProjectFolder, recording_id: str, what: str) -> Iterator[Measurement]:
    """Time from the request to the first block, once all is loaded and prepared."""
    surveys = Surveys()
    next(demo_continuation(folder, MOMENT_SECONDS, None, 0, recording_id, surveys))
    waits = []
    for seed in range(CLICKS):
        started = time.perf_counter()
        next(demo_continuation(folder, MOMENT_SECONDS, None, seed, recording_id, surveys))
        waits.append(1000 * (time.perf_counter() - started))
    yield Measurement(f"click to first block, {what}: median", float(np.median(waits)), "ms")
    yield Measurement(f"click to first block, {what}: worst", max(waits), "ms")


def _train(folder: ProjectFolder, options: BenchOptions, ended: threading.Event) -> None:
    let_music_go_first()
    leave_core_for_sound()
    request = TrainingRequest(preset=options.preset, minutes=options.minutes)
    try:
        for report in run_training(folder, request):
            if isinstance(report, TrainingFinished):
                break
    finally:
        ended.set()


def _block_shares(folder: ProjectFolder, ended: threading.Event) -> list[float]:
    """Time of each block over its duration, in percent, until the training ends."""
    stream = demo_continuation(folder, MOMENT_SECONDS, None, 0)
    duration = stream.block_frames / stream.sample_rate
    shares, due = [], time.perf_counter()
    while not ended.is_set():
        started = time.perf_counter()
        next(stream)
        shares.append(100 * (time.perf_counter() - started) / duration)
        due += duration
        time.sleep(max(0.0, due - time.perf_counter()))
    return shares
