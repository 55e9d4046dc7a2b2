"""Whole, in parts, streamed: the same features, bit for bit, at the right place."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audiosynth_gui.audio.buffer import Samples
from audiosynth_gui.features.extraction import FeatureExtractor, FeatureStream
from audiosynth_gui.features.settings import FeatureGroup, Features, FeatureSettings
from tests.features.signals import noise, sine

GROUPS: tuple[FeatureGroup, ...] = ("loudness", "mfcc", "chroma", "cqt", "width")


def feature_settings(
    hop_frames: int = 160, channels: int = 2, groups: tuple[FeatureGroup, ...] | None = None
) -> FeatureSettings:
    fields = {} if groups is None else {"groups": groups}
    return FeatureSettings.model_validate(
        {"sample_rate": 8_000, "hop_frames": hop_frames, "channels": channels, **fields}
    )


def streamed(stream: FeatureStream, samples: Samples, splits: list[int]) -> Features:
    parts = []
    start = 0
    for stop in [*sorted(splits), len(samples)]:
        parts.append(stream.push(samples[start:stop]))
        start = stop
    return np.concatenate([*parts, stream.flush()])


@settings(max_examples=40, deadline=None)
@given(
    frames=st.integers(0, 9_000),
    splits=st.lists(st.integers(0, 9_000), max_size=12),
    hop_frames=st.sampled_from([33, 160, 256, 3_001]),
    channels=st.sampled_from([1, 2]),
    seed=st.integers(0, 2**32 - 1),
)
def test_a_stream_gives_the_same_bits_however_the_sound_is_split(
    frames: int, splits: list[int], hop_frames: int, channels: int, seed: int
) -> None:
    chosen = feature_settings(hop_frames, channels)
    samples = noise(frames, channels, seed)
    whole = FeatureExtractor(chosen).extract(samples)
    assert whole.shape == (-(-frames // hop_frames), chosen.count)
    parts = streamed(FeatureStream(chosen), samples, [min(split, frames) for split in splits])
    np.testing.assert_array_equal(parts, whole)


def test_long_recordings_come_in_parts_with_the_same_bits() -> None:
    samples = noise(200_000, 2)
    extractor = FeatureExtractor(feature_settings(hop_frames=777))
    asked: list[int] = []

    def read(start: int, stop: int) -> Samples:
        asked.append(stop - start)
        return samples[start:stop]

    parts = list(extractor.extract_from(read, len(samples)))
    fractions = [fraction for _, fraction in parts]
    assert max(asked) == 80_000
    assert fractions == [0.4, 0.8, 1.0, 1.0]
    joined = np.concatenate([part for part, _ in parts])
    np.testing.assert_array_equal(joined, extractor.extract(samples))
    stream = FeatureStream(extractor.settings)
    np.testing.assert_array_equal(streamed(stream, samples, list(range(0, 200_000, 1_999))), joined)


def test_a_feature_frame_hears_its_window_and_nothing_else() -> None:
    chosen = feature_settings()
    samples = noise(8_000, 2)
    frame = 20
    centre = frame * chosen.hop_frames + chosen.hop_frames // 2
    reach = chosen.window_frames // 2
    alone = np.zeros_like(samples)
    alone[centre - reach : centre + reach] = samples[centre - reach : centre + reach]
    extractor = FeatureExtractor(chosen)
    np.testing.assert_array_equal(
        extractor.extract(alone)[frame], extractor.extract(samples)[frame]
    )


@pytest.mark.parametrize("group", ["loudness", "mfcc", "cqt"])
def test_a_click_is_heard_in_its_own_frame(group: FeatureGroup) -> None:
    chosen = feature_settings(groups=("loudness",) if group == "loudness" else ("loudness", group))
    samples = np.zeros((8_000, 2), np.float32)
    samples[20 * 160 + 80] = 0.9
    features = FeatureExtractor(chosen).extract(samples)[:, chosen.slices[group]]
    change = np.abs(features - features[0]).sum(axis=1)
    touched = np.flatnonzero(change > 0)
    assert touched[0] + touched[-1] == 40


def test_features_come_as_soon_as_their_latency_allows() -> None:
    chosen = feature_settings()
    samples = noise(chosen.latency_frames + 5 * chosen.hop_frames, 2)
    stream = FeatureStream(chosen)
    assert len(stream.push(samples[: chosen.latency_frames - 1])) == 0
    position = chosen.latency_frames - 1
    for frames, count in [(1, 1), (159, 0), (1, 1), (160, 1), (320, 2)]:
        assert len(stream.push(samples[position : position + frames])) == count
        position += frames


def test_after_a_flush_the_stream_is_as_new() -> None:
    chosen = feature_settings()
    stream = FeatureStream(chosen)
    first = streamed(stream, noise(3_000, 2, seed=1), [1_000])
    assert len(first) == 19
    second = noise(2_000, 2, seed=2)
    np.testing.assert_array_equal(
        streamed(stream, second, [7]), FeatureExtractor(chosen).extract(second)
    )


@pytest.mark.parametrize("gain_db", [-24.0, -6.0, 6.0])
def test_a_gain_changes_the_features_as_the_settings_say(gain_db: float) -> None:
    chosen = feature_settings()
    samples = noise(4_000, 2) + sine(440, 8_000, 4_000, 0.2)
    louder = (samples * 10 ** (gain_db / 20)).astype(np.float32)
    extractor = FeatureExtractor(chosen)
    expected = extractor.extract(samples) + chosen.gain_shift(gain_db)
    np.testing.assert_allclose(extractor.extract(louder), expected, atol=2e-3)


def test_silence_gives_the_same_finite_features_everywhere() -> None:
    chosen = feature_settings()
    features = FeatureExtractor(chosen).extract(np.zeros((4_000, 2), np.float32))
    assert np.isfinite(features).all()
    assert (features == features[0]).all()
    slices = chosen.slices
    assert features[0, 0] == -90
    assert features[0, slices["mfcc"].start] == pytest.approx(-100 * 8)
    assert not features[0, slices["chroma"]].any()
    assert (features[0, slices["cqt"]] == -60).all()
    assert not features[0, slices["width"]].any()


def test_a_group_reads_the_same_whichever_others_are_measured() -> None:
    samples = noise(4_000, 2)
    everything = feature_settings()
    features = FeatureExtractor(everything).extract(samples)
    for group in GROUPS:
        alone = FeatureExtractor(feature_settings(groups=(group,))).extract(samples)
        np.testing.assert_array_equal(alone, features[:, everything.slices[group]])


def test_stereo_is_heard_as_its_middle_but_for_the_width() -> None:
    samples = noise(4_000, 2)
    middle = (samples[:, :1] + samples[:, 1:]) * np.float32(0.5)
    in_stereo = FeatureExtractor(feature_settings()).extract(samples)
    in_mono = FeatureExtractor(feature_settings(channels=1)).extract(middle)
    np.testing.assert_array_equal(in_stereo[:, : in_mono.shape[1]], in_mono)


def test_wrong_channels_are_refused() -> None:
    extractor = FeatureExtractor(feature_settings())
    with pytest.raises(ValueError, match=r"\(frames, 2\)"):
        extractor.extract(noise(100, 1))
    with pytest.raises(ValueError, match=r"\(frames, 2\)"):
        FeatureStream(extractor.settings).push(np.zeros(100, np.float32))
