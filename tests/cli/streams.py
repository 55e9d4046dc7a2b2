"""A continuation and a sound card that take no time."""

import signal
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.project.continuation import Block
from audiosynth_gui.project.documents import TakeRecipe
from audiosynth_gui.project.requests import ContinuationRequest
from audiosynth_gui.project.storage import ProjectFolder
from tests.project.examples import SHA256, noise

SAMPLE_RATE = 44_100
BLOCK_FRAMES = 1_000
NOTE = "Something that a musician should know."


@dataclass
class FakeContinuations:
    """Stands for `open_continuation`: noise, in blocks of 1,000 stereo frames.

    Attributes:
        requests: what was asked for.
        interrupt_at_block: sends SIGINT to itself before this block.
    """

    requests: list[ContinuationRequest] = field(default_factory=list)
    interrupt_at_block: int | None = None

    def __call__(self, _folder: ProjectFolder, request: ContinuationRequest) -> "FakeContinuation":
        self.requests.append(request)
        return FakeContinuation(request, self.interrupt_at_block)


class FakeContinuation:
    """Stands for a `Continuation`; of full freedom it has something to note."""

    def __init__(self, request: ContinuationRequest, interrupt_at_block: int | None) -> None:
        assert request.seconds is not None
        self.sample_rate = SAMPLE_RATE
        self.channels = 2
        self.recipe = TakeRecipe(**asdict(request), model_sha256=SHA256)
        self.note = NOTE if request.freedom == 1.0 else ""
        self._samples = noise(round(request.seconds * SAMPLE_RATE), seed=request.seed)
        self._interrupt_at_block = interrupt_at_block

    def __iter__(self) -> Iterator[Block]:
        for number, start in enumerate(range(0, len(self._samples), BLOCK_FRAMES)):
            if number == self._interrupt_at_block:
                signal.raise_signal(signal.SIGINT)
            yield Block(self._samples[start : start + BLOCK_FRAMES], ("kitchen", 0.0))


def expected_samples(seconds: float, seed: int) -> Samples:
    """What a fake continuation plays."""
    return noise(round(seconds * SAMPLE_RATE), seed=seed)


@dataclass
class FakeOutput:
    """Stands for the sound card.

    Attributes:
        problem: why nothing is heard.
        heard: the blocks that were written.
        finished: all of it was waited for.
        closed: it was let go of.
        underruns: gaps that it will claim to have heard.
    """

    problem: str | None = None
    heard: list[Samples] = field(default_factory=list)
    finished: bool = False
    closed: bool = False
    underruns: int = 0

    def write(self, samples: Samples) -> bool:
        self.heard.append(samples)
        return True

    def finish(self) -> bool:
        self.finished = True
        return True

    def close(self) -> None:
        self.closed = True
