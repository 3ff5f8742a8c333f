"""What people do with Instroom: read a workbook, plan, check, draw, export; the command line."""
