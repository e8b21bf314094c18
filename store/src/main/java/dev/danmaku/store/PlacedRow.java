package dev.danmaku.store;

import dev.danmaku.store.row.Row;

import org.jspecify.annotations.Nullable;

/**
 * A row with the numbers of what it points to.
 *
 * @param origin null for none
 */
record PlacedRow(int room, @Nullable Integer origin, Row row) {}
