/** The library and the files that hang on things. */
@NullMarked
@NamedInterface("domain")
package vn.maiam.document.domain;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
