package dev.danmaku.platforms.bilibili;

/** What messages say beside their events. */
interface Notes {

    /** The stream probably ends. */
    void endHinted(String reason);

    /** It does not, or goes on. */
    void endUnhinted();

    /** A message whose name nobody knows. */
    void unknown(String name);

    /** Bytes that belong to nothing. */
    void stray(int bytes);

    /** For who only wants events. */
    Notes NONE = new Notes() {
        @Override
        public void endHinted(String reason) {}

        @Override
        public void endUnhinted() {}

        @Override
        public void unknown(String name) {}

        @Override
        public void stray(int bytes) {}
    };
}
