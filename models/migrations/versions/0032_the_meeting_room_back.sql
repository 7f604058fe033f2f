DROP TABLE room_arrival;
DROP TABLE meeting_room;
