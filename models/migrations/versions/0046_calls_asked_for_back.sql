DROP TABLE call_asked;
