"""Importing this module parses the project's params, so that forks of the process need not."""

from __future__ import annotations

from pathlib import Path

from helpers.intake.exports.mapping import load_mappings
from helpers.plan import load_plan

PROJECT = Path(__file__).parents[1]

load_plan(PROJECT, "laocai-2022")
load_mappings(PROJECT)
