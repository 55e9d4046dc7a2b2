"""From sound as it is made to sound as the device takes it."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples, only_numbers
from audiosynth_gui.audio.conversion import StreamingConverter


class DeviceConverter:
    """Brings a stream to the device's rate and channels and makes it safe for ears.

    One thread at a time.

    Attributes:
        replaced_samples: how many samples were not numbers or infinite; silence was put there.
    """

    def __init__(
        self, source_rate: int, source_channels: int, device_rate: int, device_channels: int
    ) -> None:
        """Prepare for one stream.

        Args:
            source_rate: of the sound that comes, in hertz.
            source_channels: 1 to 8.
            device_rate: of the device, in hertz.
            device_channels: 1 or 2.
        """
        self.replaced_samples = 0
        self._converter = StreamingConverter(
            source_rate, source_channels, device_rate, device_channels
        )

    def push(self, samples: Samples, last: bool = False) -> Samples:
        """Give a block, get what is ready.

        Args:
            samples: float32, shape (frames, source channels), may be empty.
            last: nothing comes after; what the resampler holds back is returned too.

        Returns:
            float32, shape (frames, device channels) at the device's rate, within ±1.

        Raises:
            ValueError: another shape, or a block after the last.
        """
        numbers, replaced_samples = only_numbers(samples)
        converted = self._converter.push(numbers, last=last)
        self.replaced_samples += replaced_samples
        return np.clip(converted, -1.0, 1.0)
