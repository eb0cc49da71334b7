/** Rooms and what is said in them. */
@NullMarked
package vn.maiam.discussion.web;

import org.jspecify.annotations.NullMarked;
