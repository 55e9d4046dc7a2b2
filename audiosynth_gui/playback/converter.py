"""From sound as it is made to sound as the device takes it."""

import numpy as np

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.audio.conversion import StreamingResampler, convert_channels


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
        self._source_channels = source_channels
        self._device_channels = device_channels
        # The resampler works on whichever side has fewer channels.
        self._early_channels = min(source_channels, device_channels)
        self._resampler = StreamingResampler(source_rate, device_rate, self._early_channels)

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
        if samples.ndim != 2 or samples.shape[1] != self._source_channels:
            raise ValueError(f"expected (frames, {self._source_channels}), got {samples.shape}")
        is_number = np.isfinite(samples)
        if not is_number.all():
            self.replaced_samples += int(np.count_nonzero(~is_number))
            samples = np.where(is_number, samples, np.float32(0.0))
        early = convert_channels(samples, self._early_channels)
        resampled = self._resampler.push(early, last=last)
        return np.clip(convert_channels(resampled, self._device_channels), -1.0, 1.0)
