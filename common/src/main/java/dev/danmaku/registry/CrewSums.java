package dev.danmaku.registry;

/**
 * What the living workers say of themselves, added up. What changed within the last quarter of a second may not be in it.
 *
 * @param slots jobs that the other workers that take rooms may hold at once; a draining worker takes none
 * @param others how many those are
 * @param rooms that all workers hold, the one that asks included
 * @param moving rooms that the other workers are told to give to others
 * @param own rooms that the one that asks said it holds
 * @param sure whether all are in it: not before the registry is rebuilt after a loss of data, nor where the one that asks has not
 *     beaten
 */
public record CrewSums(long slots, int others, long rooms, long moving, long own, boolean sure) {}
