"""The sampler's inner loops, compiled by numba; they run without the GIL and allocate nothing."""
