"""Where a KPI will stand when it is due, and how often that would have held in the past."""

from dia_data.forecasts.calibration import Calibration, Trial, Trials, calibrate, run_trials
from dia_data.forecasts.outlook import INTERVAL, Closing, Forecast, explain_no_forecast, find_usual, forecast_result
from dia_data.forecasts.series import Kind, Point, Series

__all__ = [
    "INTERVAL", "Calibration", "Closing", "Forecast", "Kind", "Point", "Series", "Trial", "Trials", "calibrate",
    "explain_no_forecast", "find_usual", "forecast_result", "run_trials",
]  # fmt: skip
