-- The way back.
DROP INDEX returned_links, conflicts_of_members, conflicts_in_words, countered_meetings, obstacles_told;
