/** Pictures: made safe, kept outside the web root. */
@NullMarked
@NamedInterface("photo")
package vn.maiam.household.photo;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
