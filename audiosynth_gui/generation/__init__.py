"""From a plan to samples: planner, sampler and its numba kernels."""
