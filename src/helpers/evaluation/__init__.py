"""From records to verdicts: observations, roll-ups, judging, points, one agency's evaluation."""
