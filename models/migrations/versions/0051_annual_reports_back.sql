-- The way back: there was no annual report, as the migration has asked.
DROP TABLE annual_handing;
DROP TABLE annual_report;
