/**
 * Reads the text inside files, in a process of its own that may die without harm.
 */
@NullMarked
package vn.maiam.document.reading;

import org.jspecify.annotations.NullMarked;
