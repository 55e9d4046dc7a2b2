"""Sound: buffers, files, decoding, conversion, peaks, spectrograms. Knows nothing of networks."""
