/**
 * Events as files for other tools: {@link dev.danmaku.store.export.ExportFormat} says which, and opens an
 * {@link dev.danmaku.store.export.ExportWriter} onto any stream of bytes, that of a file or of a download.
 *
 * <pre>
 *   EventReader.stream(query) --> ExportWriter.write, event by event --> OutputStream
 * </pre>
 *
 * <p>Nothing is collected: a writer has one event in its hands, and a few numbers, however many it writes. Texts in events are
 * anybody's, and no format lets them leave their place:
 * <ul>
 *   <li>{@code jsonl} escapes everything, and loses nothing. It is what can be imported again.
 *   <li>{@code csv}: NUL and other control characters that no cell needs, and halves of surrogate pairs, become U+FFFD; a cell
 *       that a spreadsheet might compute has an apostrophe before it.
 *   <li>{@code xml}: characters that XML 1.0 cannot hold, escaped or not, are left out.
 *   <li>{@code ass}: braces and backslashes become their wide forms, line ends a space; controls are left out.
 * </ul>
 */
@NullMarked
package dev.danmaku.store.export;

import org.jspecify.annotations.NullMarked;
