"""The intake laboratory: intake policies tried on a school's own inflow before it happens.

The simulator is ``solver/laboratory``; here are its inputs (who registers, how learning goes,
the policies), the runs side by side, what is counted, and the report.
"""
