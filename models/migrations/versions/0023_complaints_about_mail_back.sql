-- The way back: there is none, as the migration has asked; the edition before reads messages alone.
DROP TABLE mail_complaint;
