"""What leaves the house besides packets: the annex of a period as a workbook, its draft report, the
packets as PDF.

Nothing here judges: figures and verdicts are those of the evaluations.
"""
