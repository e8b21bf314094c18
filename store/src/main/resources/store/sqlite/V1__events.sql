-- One schema for all rooms; what the columns mean stands in the package description of dev.danmaku.store.
-- The days themselves are tables of their own, made when they are needed.

CREATE TABLE room (
    id       INTEGER PRIMARY KEY,
    platform INTEGER NOT NULL,
    name     TEXT    NOT NULL,
    UNIQUE (platform, name)
);

CREATE TABLE origin (
    id    INTEGER PRIMARY KEY,
    epoch TEXT NOT NULL,
    live  TEXT NOT NULL,
    UNIQUE (epoch, live)
);

-- pages: what the day's table and its indexes fill.
CREATE TABLE day (
    platform INTEGER NOT NULL,
    day      INTEGER NOT NULL,
    pages    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (platform, day)
) WITHOUT ROWID;
