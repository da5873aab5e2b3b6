/**
 * What words say, whichever program uses them: families of messages, and the data files
 * that hold them.
 */
@NullMarked
package dev.heal.analysis.log.words;

import org.jspecify.annotations.NullMarked;
