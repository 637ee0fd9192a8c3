import matplotlib

matplotlib.use("agg")

import matplotlib.pyplot as plt
import pytest
from hypothesis import settings

settings.register_profile("repeatable", derandomize=True, deadline=None)
settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")
