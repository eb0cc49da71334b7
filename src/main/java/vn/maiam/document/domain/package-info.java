/** The library and the files that hang on things. */
@NullMarked
package vn.maiam.document.domain;

import org.jspecify.annotations.NullMarked;
