/** Posts, comments and reactions. */
@NullMarked
package vn.maiam.discussion.domain;

import org.jspecify.annotations.NullMarked;
