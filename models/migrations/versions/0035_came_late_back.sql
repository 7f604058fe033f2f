DROP TABLE late_coming;
