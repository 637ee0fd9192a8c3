import os

import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pytest
from hypothesis import settings

os.environ["SPUTLINK_MY"] = os.devnull  # actors and words of whoever runs the tests move none

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.register_profile("fuzz", max_examples=2_000_000, deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")
