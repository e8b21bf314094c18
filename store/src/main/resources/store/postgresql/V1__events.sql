-- One schema for all rooms; what the columns mean stands in the package description of dev.danmaku.store.
-- Texts compare by their bytes ("C"): the index of characters asks for equality only.

CREATE TABLE room (
    id       integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    platform smallint NOT NULL,
    name     text COLLATE "C" NOT NULL,
    UNIQUE (platform, name)
);

CREATE TABLE origin (
    id    integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    epoch text COLLATE "C" NOT NULL,
    live  text COLLATE "C" NOT NULL,
    UNIQUE (epoch, live)
);

CREATE SEQUENCE event_id CACHE 100;

-- The wide columns first, so that no padding lies between them.
CREATE TABLE event (
    at       bigint   NOT NULL,
    id       bigint   NOT NULL DEFAULT nextval('event_id'),
    who      bigint,
    room     integer  NOT NULL,
    origin   integer,
    lag      integer,
    platform smallint NOT NULL,
    type     smallint NOT NULL,
    key      bytea    NOT NULL,
    text     text COLLATE "C",
    folded   text COLLATE "C",
    body     text COLLATE "C"
) PARTITION BY LIST (platform);

CREATE INDEX event_room ON event (room, at);
CREATE INDEX event_at ON event (at);
CREATE INDEX event_who ON event (who) WHERE who IS NOT NULL;
CREATE INDEX event_text ON event USING gin (string_to_array(coalesce(folded, text), NULL)) WHERE text IS NOT NULL;
